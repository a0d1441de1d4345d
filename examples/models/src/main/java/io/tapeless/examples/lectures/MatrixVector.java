package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 15: f = Ax and its Jacobians with respect to the vector and to the matrix. */
public final class MatrixVector {
    private static final int M = 3;
    private static final int N = 2;

    private MatrixVector() {}

    static Model model() {
        return Model.define("MatrixVector", m -> {
            Tensor x = m.input("x", F64, N);
            Tensor a = m.param("a", normal(1), F64, M, N);
            Tensor f = a.matmul(x);
            m.output("f", f);
            m.output("byX", f.jacobian(x));
            m.output("byA", f.jacobian(a));
        });
    }

    /** Prints ∂f/∂x, which is A, and ∂f/∂A, with x in slot (i, i) of the three times three. */
    public static void main(String[] args) {
        Evaluation.outputs(model(), 1).input("x", 2, 3).parameter("a", 1, 2, 3, 4, 5, 6).run()
                .show("f", "byX", "byA");
    }
}
