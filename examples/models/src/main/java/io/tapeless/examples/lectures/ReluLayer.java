package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.MathFunctions.max;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;

/** Example 7: a layer of rectified linear units, H = max{0, XW + b}. */
public final class ReluLayer {
    private static final int IN = 3;
    private static final int OUT = 4;

    private ReluLayer() {}

    static Model model() {
        return Model.define("ReluLayer", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", F64, batch, Dim.of(IN));
            Tensor v = m.input("v", F64, batch, Dim.of(OUT));
            Tensor w = m.param("w", normal(1), F64, IN, OUT);
            Tensor b = m.param("b", normal(1), F64, OUT);
            Tensor score = x.matmul(w).plus(b);
            m.name("score", score);
            Tensor h = max(0.0, score);
            m.output("h", h);
            m.loss("loss", v.times(h).sum());
        });
    }

    /** Prints which units let the gradient from above pass. */
    public static void main(String[] args) {
        double[] x = {1, -1, 0.5};
        Evaluation.outputs(model(), 1).input("x", x).run().show("h");
        Evaluation.gradients(model(), 1, "score", "b").input("x", x).input("v", 1, 2, 3, 4).run()
                .show("d score", "d b");
    }
}
