package io.tapeless.examples.lectures;

import static io.tapeless.frontend.Initializer.normal;
import static io.tapeless.frontend.Operators.times;
import static io.tapeless.ir.DType.F64;
import static io.tapeless.ir.DType.I32;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.Dim;

/** Example 8: one hidden layer, cross-entropy, and weight decay on both matrices. */
public final class MlpWeightDecay {
    private static final int IN = 4;
    private static final int HIDDEN = 6;
    private static final int CLASSES = 3;
    private static final double LAMBDA = 0.01;

    private MlpWeightDecay() {}

    static Model model() {
        return Model.define("MlpWeightDecay", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", F64, batch, Dim.of(IN));
            Tensor y = m.input("y", I32, batch);
            Tensor w1 = m.param("w1", normal(1), F64, IN, HIDDEN);
            Tensor w2 = m.param("w2", normal(1), F64, HIDDEN, CLASSES);
            Tensor scores = x.matmul(w1).relu().matmul(w2);
            m.name("scores", scores);
            m.output("probabilities", scores.softmax(-1));
            Tensor misfit = scores.crossEntropy(y).mean();
            Tensor decay = times(LAMBDA, w1.square().sum().plus(w2.square().sum()));
            m.loss("loss", misfit.plus(decay));
        });
    }

    /** Prints the probabilities of two examples with the labels 2 and 0, and (P − Y)/B. */
    public static void main(String[] args) {
        double[] x = {1, 0, -1, 0.5, 0.5, 1, 0, -1};
        Evaluation.outputs(model(), 2).input("x", x).run().show("probabilities");
        Evaluation.gradients(model(), 2, "scores").input("x", x).labels("y", 2, 0).run().show("d scores");
    }
}
