package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.zeros;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;

/** Example 16: least squares with features Φ, its gradient and its Hessian with respect to θ. */
public final class LeastSquares {
    private static final int D = 3;

    private LeastSquares() {}

    static Model model() {
        return Model.define("LeastSquares", m -> {
            Dim n = m.dim("N");
            Tensor phi = m.input("phi", F64, n, Dim.of(D));
            Tensor y = m.input("y", F64, n);
            Tensor theta = m.param("theta", zeros(), F64, D);
            Tensor loss = y.minus(phi.matmul(theta)).square().sum();
            m.loss("loss", loss);
            m.output("gradient", loss.grad(theta));
            m.output("curvature", loss.hessian(theta));
        });
    }

    /** Prints the gradient at θ = 0, −2Φᵀy, and the Hessian, 2ΦᵀΦ. */
    public static void main(String[] args) {
        Evaluation.outputs(model(), 4).input("phi", 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 1, 1).input("y", 1, 2, 3, 4)
                .parameter("theta", 0, 0, 0).run()
                .show("gradient", "curvature");
    }
}
