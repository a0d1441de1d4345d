package io.tapeless.codegen;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import io.tapeless.optim.Optimizer;
import io.tapeless.optim.Optimizers;
import io.tapeless.optim.TrainStep;
import io.tapeless.pass.GraphPasses;
import io.tapeless.pass.PassLog;
import io.tapeless.pass.PassPipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graphs of a model's train step, from the forward graph to the one that is compiled.
 *
 * @param stages each graph on the way, by the name of the pass that made it
 * @param slots the optimiser's own variables, and where they start
 */
public record TrainGraphs(PassPipeline.Stages stages, List<Optimizer.Slot> slots) {
    private static final String DEFAULT_OPTIMIZER = "sgd";

    /**
     * Differentiates and optimises, as the model's settings and the compile options ask. Where the options
     * name another optimiser, the settings' constants, which are those of theirs, are not used.
     *
     * @throws IrException if the model has no loss or no parameter, or the optimiser is not known
     */
    public static TrainGraphs of(Model model, CompileOptions options) {
        String loss = model.loss().orElseThrow(
                () -> new IrException("model " + model.name() + " has no @Loss to train"));
        List<Optimizer.Slot> slots = new ArrayList<>();
        PassPipeline.Stages stages = PassPipeline.run(model.train(), GraphPasses.train(forward -> {
            TrainStep step = TrainStep.of(forward, loss, builder -> optimizer(model.settings(), options, builder));
            slots.addAll(step.slots());
            return step.graph();
        }), PassLog.configured());
        return new TrainGraphs(stages, List.copyOf(slots));
    }

    private static Optimizer optimizer(TrainSettings settings, CompileOptions options, GraphBuilder builder) {
        TrainSettings constants = constants(settings, options);
        return Optimizers.byName(optimizerName(settings, options),
                builder.constant(TensorType.scalar(DType.F64), learningRate(settings, options)),
                constants.momentum(), constants.weightDecay());
    }

    /** The name of the optimiser that options and settings together choose. */
    public static String optimizerName(TrainSettings settings, CompileOptions options) {
        return options.optimizer().or(settings::optimizer).orElse(DEFAULT_OPTIMIZER);
    }

    /** The learning rate that options and settings together choose. */
    public static double learningRate(TrainSettings settings, CompileOptions options) {
        return options.learningRate().or(constants(settings, options)::learningRate)
                .orElseGet(() -> Optimizers.usualLearningRate(optimizerName(settings, options)));
    }

    /** The settings, unless the options chose another optimiser than the one they are for. */
    private static TrainSettings constants(TrainSettings settings, CompileOptions options) {
        String name = optimizerName(settings, options);
        return name.equals(settings.optimizer().orElse(name)) ? settings : TrainSettings.NONE;
    }

    /** The model's variables, numbered as in its table, then the optimiser's own. */
    public VariableTable variables(Model model) {
        Map<String, TensorType> types = new LinkedHashMap<>(model.variables());
        slots.forEach(s -> types.put(((Leaf.Variable) s.variable().op()).name(), s.variable().type()));
        return new VariableTable(types);
    }
}
