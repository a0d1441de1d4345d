package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.Operators.times;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 20: K layers f = tanh(Af + b) and half the squared distance to a target. */
public final class KLayers {
    private static final int[] WIDTHS = {3, 5, 4, 2};
    private static final int K = WIDTHS.length - 1;

    private KLayers() {}

    static Model model() {
        return Model.define("KLayers", m -> {
            Tensor f = m.input("x", F64, WIDTHS[0]);
            Tensor y = m.input("y", F64, WIDTHS[K]);
            for (int k = 0; k < K; k++) {
                Tensor a = m.param("layers." + k + ".a", normal(1), F64, WIDTHS[k + 1], WIDTHS[k]);
                Tensor b = m.param("layers." + k + ".b", normal(1), F64, WIDTHS[k + 1]);
                f = a.matmul(f).plus(b).tanh();
                m.name("f." + (k + 1), f);
            }
            m.output("out", f);
            m.loss("loss", times(0.5, f.minus(y).square().sum()));
        });
    }

    /** Prints ∂E/∂f and ∂E/∂b from the last layer to the first. */
    public static void main(String[] args) {
        Evaluation.gradients(model(), 1, "f.3", "layers.2.b", "f.2", "layers.1.b", "f.1", "layers.0.b")
                .input("x", 1, 2, 3).input("y", 0, 1).run()
                .show("d f.3", "d layers.2.b", "d f.2", "d layers.1.b", "d f.1", "d layers.0.b");
    }
}
