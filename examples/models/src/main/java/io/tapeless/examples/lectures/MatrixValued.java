package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 19: a matrix-valued function of a vector, F(x) = (Ax) tanh(Bx)ᵀ, and its Jacobian, whole and flattened. */
public final class MatrixValued {
    private MatrixValued() {}

    static Model model() {
        return Model.define("MatrixValued", m -> {
            Tensor x = m.input("x", F64, 3);
            Tensor a = m.param("a", normal(1), F64, 4, 3);
            Tensor b = m.param("b", normal(1), F64, 2, 3);
            Tensor f = a.matmul(x).outer(b.matmul(x).tanh());
            m.output("f", f);
            m.output("whole", f.jacobian(x));
            m.output("flat", f.reshape(8).jacobian(x));
        });
    }

    /** Prints both Jacobians, row-major: the same numbers. */
    public static void main(String[] args) {
        Evaluation.outputs(model(), 1).input("x", 0.5, -1, 0.25).run().show("whole", "flat");
    }
}
