package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.glorotNormal;
import static io.tapeless.frontend.Initializer.zeros;
import static io.tapeless.frontend.Operators.minus;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 10: sigmoid layers and the cross-entropy of the last activation. */
public final class SigmoidNetwork {
    private static final int[] WIDTHS = {3, 4, 4, 2};
    private static final int L = WIDTHS.length - 1;

    private SigmoidNetwork() {}

    static Model model() {
        return Model.define("SigmoidNetwork", m -> {
            Tensor a = m.input("x", F64, WIDTHS[0]);
            Tensor y = m.input("y", F64, WIDTHS[L]);
            for (int k = 0; k < L; k++) {
                Tensor w = m.param("layers." + k + ".w", glorotNormal(), F64, WIDTHS[k + 1], WIDTHS[k]);
                Tensor b = m.param("layers." + k + ".b", zeros(), F64, WIDTHS[k + 1]);
                Tensor z = w.matmul(a).plus(b);
                m.name("z." + k, z);
                a = z.sigmoid();
            }
            m.output("out", a);
            m.loss("loss", y.negate().times(a.log()).minus(minus(1, y).times(minus(1, a).log())).sum());
        });
    }

    /** Prints aᴸ and dC/dz of the last layer, and the same with biases that push z out to ±1000. */
    public static void main(String[] args) {
        show(0, 0);
        show(1000, -1000);
    }

    private static void show(double... bias) {
        double[] x = {1, -1, 0.5};
        Evaluation.outputs(model(), 1).input("x", x).parameter("layers.2.b", bias).run().show("out");
        Evaluation.gradients(model(), 1, "z.2").input("x", x).input("y", 0.25, 1).parameter("layers.2.b", bias).run()
                .show("loss", "d z.2");
    }
}
