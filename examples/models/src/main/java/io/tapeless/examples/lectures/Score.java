package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 14: a score uᵀf(Wx + b), its gradients, and the Jacobians the chain is made of. */
public final class Score {
    private static final int N = 3;
    private static final int M = 4;

    private Score() {}

    static Model model() {
        return Model.define("Score", m -> {
            Tensor x = m.input("x", F64, N);
            Tensor w = m.param("w", normal(1), F64, M, N);
            Tensor b = m.param("b", normal(1), F64, M);
            Tensor u = m.param("u", normal(1), F64, M);
            Tensor z = w.matmul(x).plus(b);
            Tensor h = z.tanh();
            Tensor s = u.dot(h);
            m.output("s", s);
            m.output("sByB", s.grad(b));
            m.output("sByW", s.grad(w));
            m.output("hByZ", h.jacobian(z));
            m.output("zByX", z.jacobian(x));
            m.output("sByU", s.jacobian(u));
        });
    }

    /** Prints the score, ∂s/∂b and the diagonal ∂h/∂z, a row after the other. */
    public static void main(String[] args) {
        Evaluation.outputs(model(), 1).input("x", 0.5, -1, 0.25).run().show("s", "sByB", "hByZ");
    }
}
