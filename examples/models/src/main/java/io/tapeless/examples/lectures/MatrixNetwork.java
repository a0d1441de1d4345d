package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 3: the toy network with vectors and matrices, f = β + Ωh and h = ReLU[f]. */
public final class MatrixNetwork {
    private static final int[] WIDTHS = {3, 5, 4, 2};
    private static final int K = WIDTHS.length - 1;

    private MatrixNetwork() {}

    static Model model() {
        return Model.define("MatrixNetwork", m -> {
            Tensor h = m.input("x", F64, WIDTHS[0]);
            Tensor y = m.input("y", F64, WIDTHS[K]);
            Tensor f = h;
            for (int k = 0; k < K; k++) {
                int in = WIDTHS[k];
                int out = WIDTHS[k + 1];
                Tensor beta = m.param("layers." + k + ".beta", normal(0.1), F64, out);
                Tensor omega = m.param("layers." + k + ".omega", normal(Math.sqrt(2.0 / in)), F64, out, in);
                h = k == 0 ? h : f.relu();
                f = beta.plus(omega.matmul(h));
                m.name("f." + k, f);
            }
            m.output("out", f);
            m.loss("loss", f.minus(y).square().sum());
        });
    }

    /** Prints ∂ℓ/∂f and ∂ℓ/∂β, which are equal, from the last layer to the first. */
    public static void main(String[] args) {
        Evaluation.gradients(model(), 1, "f.2", "layers.2.beta", "f.1", "layers.1.beta", "f.0", "layers.0.beta")
                .input("x", 1, 2, 3).input("y", 0, 1).run()
                .show("d f.2", "d layers.2.beta", "d f.1", "d layers.1.beta", "d f.0", "d layers.0.beta");
    }
}
