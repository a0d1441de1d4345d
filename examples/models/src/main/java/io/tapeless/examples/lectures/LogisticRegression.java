package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.Initializer.zeros;
import static io.tapeless.ir.DType.F64;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;

/** Example 7: the probability of a class from a linear score. */
public final class LogisticRegression {
    private static final int N = 4;

    private LogisticRegression() {}

    static Model model() {
        return Model.define("LogisticRegression", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", F64, batch, Dim.of(N));
            Tensor y = m.input("y", F64, batch);
            Tensor w = m.param("w", normal(1), F64, N);
            Tensor b = m.param("b", zeros(), F64);
            Tensor score = x.matmul(w).plus(b);
            m.name("score", score);
            m.output("probability", score.sigmoid());
            m.loss("loss", score.binaryCrossEntropyWithLogits(y).mean());
        });
    }

    /** Prints ∂L/∂z beside (σ(z) − y)/B. */
    public static void main(String[] args) {
        double[] y = {1, 0};
        double[] x = {1, 2, 3, 4, 4, 3, 2, 2};
        Evaluation gradients = Evaluation.gradients(model(), 2, "score", "w", "b")
                .input("x", x).input("y", y).parameter("w", 0.5, -0.25, 0.25, -0.5).parameter("b", 0.1).run();
        Evaluation probability = Evaluation.outputs(model(), 2)
                .input("x", x).parameter("w", 0.5, -0.25, 0.25, -0.5).parameter("b", 0.1).run();
        double[] p = probability.get("probability");
        probability.show("probability");
        gradients.show("d score");
        Evaluation.print("(p - y)/B", (p[0] - y[0]) / 2, (p[1] - y[1]) / 2);
        gradients.show("d w", "d b");
    }
}
