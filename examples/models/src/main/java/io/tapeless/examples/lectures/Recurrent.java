package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.Operators.times;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;

/** Example 21: a recurrent network read along a sequence of any length; the loss sums over all steps. */
public final class Recurrent {
    private static final int IN = 2;
    private static final int STATE = 3;
    private static final int OUT = 2;

    private Recurrent() {}

    static Model model() {
        return Model.define("Recurrent", m -> {
            Dim steps = m.dim("T");
            Tensor x = m.input("x", F64, steps, Dim.of(IN));
            Tensor y = m.input("y", F64, steps, Dim.of(OUT));
            Tensor w = m.param("w", normal(1), F64, STATE, IN);
            Tensor u = m.param("u", normal(0.5), F64, STATE, STATE);
            Tensor b = m.param("b", normal(1), F64, STATE);
            Tensor v = m.param("v", normal(1), F64, OUT, STATE);
            Tensor start = m.constant(F64, 0).broadcastTo(STATE);
            Tensor h = start.scan(x, (before, now) -> w.matmul(now).plus(u.matmul(before)).plus(b).tanh());
            m.output("h", h);
            m.loss("loss", times(0.5, h.matmul(v.transpose(1, 0)).minus(y).square().sum()));
        });
    }

    /** Prints the states of three steps, and the gradients that the loop backward has summed over them. */
    public static void main(String[] args) {
        double[] x = {1, 0, 0, 1, 1, 1};
        Evaluation.outputs(model(), 3).input("x", x).run().show("h");
        Evaluation.gradients(model(), 3, "b", "w", "u").input("x", x).input("y", 0, 1, 1, 0, 0, 0).run()
                .show("d b", "d w", "d u");
    }
}
