package io.tapeless.examples.lectures;

import static io.tapeless.frontend.ShapeFunctions.stack;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;

/** Example 17: f(x₁, x₂) with x₁ and x₂ functions of s and t; the chain rule as a product of Jacobians. */
public final class ChainRule {
    private ChainRule() {}

    static Model model() {
        return Model.define("ChainRule", m -> {
            Tensor s = m.input("s", F64);
            Tensor t = m.input("t", F64);
            Tensor x1 = s.times(s).times(t);
            Tensor x2 = s.times(t.sin());
            Tensor f = x1.times(x2.exp());
            m.output("f", f);

            Tensor outer = stack(0, f.grad(x1), f.grad(x2));
            Tensor inner = stack(0, stack(0, x1.grad(s), x1.grad(t)), stack(0, x2.grad(s), x2.grad(t)));
            m.output("outer", outer);
            m.output("inner", inner);
            m.output("chain", outer.matmul(inner));

            Tensor one = m.constant(F64, 1);
            m.output("reverse", stack(0, f.grad(s), f.grad(t)));
            m.output("forward", stack(0, f.jvp(s, one), f.jvp(t, one)));
        });
    }

    /** Prints the two factors, their product, and the same row from both modes. */
    public static void main(String[] args) {
        Evaluation.outputs(model(), 1).input("s", 1.5).input("t", 0.5).run()
                .show("outer", "inner", "chain", "reverse", "forward");
    }
}
