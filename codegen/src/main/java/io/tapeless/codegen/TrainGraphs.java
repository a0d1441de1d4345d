package io.tapeless.codegen;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.TensorType;
import io.tapeless.optim.Optimizer;
import io.tapeless.optim.Optimizers;
import io.tapeless.optim.TrainStep;

/** The graph of a model's train step, as the model's settings and the compile options ask. */
public final class TrainGraphs {
    private static final String DEFAULT_OPTIMIZER = "sgd";

    private TrainGraphs() {}

    /**
     * Loss, metrics, gradients and updates.
     *
     * @throws IrException if the model has no loss or no parameter, or the optimiser is not known
     */
    public static TrainStep step(Model model, CompileOptions options) {
        String loss = model.loss().orElseThrow(
                () -> new IrException("model " + model.name() + " has no @Loss to train"));
        return TrainStep.of(model.train(), loss, builder -> optimizer(model.settings(), options, builder));
    }

    private static Optimizer optimizer(TrainSettings settings, CompileOptions options, GraphBuilder builder) {
        String name = options.optimizer().or(settings::optimizer).orElse(DEFAULT_OPTIMIZER);
        double rate = options.learningRate().or(settings::learningRate).orElse(Optimizers.usualLearningRate(name));
        return Optimizers.byName(name, builder.constant(TensorType.scalar(DType.F64), rate),
                settings.momentum(), settings.weightDecay());
    }
}
