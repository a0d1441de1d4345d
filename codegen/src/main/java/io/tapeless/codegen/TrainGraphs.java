package io.tapeless.codegen;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import io.tapeless.optim.Optimizer;
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
    /**
     * Differentiates and appends updates.
     *
     * @throws IrException if the model has no loss or no parameter, or a setting does not fit
     */
    public static TrainGraphs of(Model model, TrainSettings settings) {
        String loss = model.loss().orElseThrow(
                () -> new IrException("model " + model.name() + " has no @Loss to train"));
        List<Optimizer.Slot> slots = new ArrayList<>();
        PassPipeline.Stages stages = PassPipeline.run(model.train(), GraphPasses.train(forward -> {
            TrainStep step = TrainStep.of(forward, loss, settings);
            slots.addAll(step.slots());
            return step.graph();
        }), PassLog.configured());
        return new TrainGraphs(stages, List.copyOf(slots));
    }

    /** The model's variables, numbered as in its table, then the optimiser's own. */
    public VariableTable variables(Model model) {
        Map<String, TensorType> types = new LinkedHashMap<>(model.variables());
        slots.forEach(s -> types.put(((Leaf.Variable) s.variable().op()).name(), s.variable().type()));
        return new VariableTable(types);
    }
}
