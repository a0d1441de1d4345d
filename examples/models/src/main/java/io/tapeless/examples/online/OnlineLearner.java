package io.tapeless.examples.online;

import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.Trainer;
import io.tapeless.frontend.Model;

/** Learns from examples one by one: a vector {@code x}, a label {@code y}, a metric {@code score}, all f32. */
final class OnlineLearner {
    private final Trainer trainer;
    private final TensorView x;
    private final TensorView y;
    private final Progressive scores = new Progressive();

    OnlineLearner(Model model) {
        trainer = ModelCompiler.compile(model).trainer(0);
        x = trainer.input("x");
        y = trainer.input("y");
    }

    /** Number of features of an example. */
    int features() {
        return x.size();
    }

    Progressive scores() {
        return scores;
    }

    /** Predicts an example, scores the prediction, learns from it. Allocates nothing. */
    void learn(float[] features, float label) {
        System.arraycopy(features, 0, x.floats(), x.offset(), x.size());
        y.floats()[y.offset()] = label;
        double loss = trainer.step();
        scores.add(trainer.metric("score"), label > 0, loss);
    }
}
