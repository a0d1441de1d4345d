package io.tapeless.optim;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A graph that computes a loss, its gradients and the new values of all variables in one run; or, for an optimiser that
 * chooses its own points, the gradients themselves.
 *
 * @param graph the forward graph's outputs; its updates and the optimiser's
 * @param slots the step's own variables, and where they start
 */
public record TrainStep(Graph graph, List<Optimizer.Slot> slots) {
    /** The scalar variable that holds the learning rate; a schedule sets it between steps. */
    public static final String LEARNING_RATE = "$learningRate";
    /** Stands before the name of a parameter as the name of the output that is its gradient. */
    public static final String GRADIENT = "$gradient.";
    /** The scalar variable that counts the steps that changed nothing as they were not finite. */
    public static final String SKIPPED_STEPS = FiniteSteps.SKIPPED;

    /**
     * Appends gradients and the updates that settings ask for to a forward graph. The learning rate is the
     * variable {@link #LEARNING_RATE}. For {@link Optimizers#LBFGS} the gradients are outputs, and nothing is updated.
     *
     * @param loss the output to make small, a float scalar
     * @throws IrException if the graph has no such output or nothing to train, a parameter does not lead to
     *     the loss, the graph updates a parameter itself, or a setting does not fit
     */
    public static TrainStep of(Graph forward, String loss, TrainSettings settings) {
        List<Node> parameters = trained(forward, settings);
        if (!Optimizers.isStep(settings)) {
            return new TrainStep(withGradients(forward, loss, parameters), List.of());
        }
        UpdateBuilder step = new UpdateBuilder(GraphBuilder.extending(forward));
        Node rate = step.slot(LEARNING_RATE, UpdateBuilder.scalar(parameters), Optimizers.learningRate(settings));
        return of(step, forward, loss, parameters, Optimizers.wrapped(settings, rate),
                settings.flag(TrainSetting.SKIP_NON_FINITE));
    }

    /**
     * Appends gradients and an optimiser's updates to a forward graph.
     *
     * @param loss the output to make small, a float scalar
     * @param optimizer made in the step's builder, where its learning rate is a node
     * @throws IrException if the graph has no such output or nothing to train, a parameter does not lead to
     *     the loss, or the graph updates a parameter itself
     */
    public static TrainStep of(Graph forward, String loss, Function<GraphBuilder, Optimizer> optimizer) {
        UpdateBuilder step = new UpdateBuilder(GraphBuilder.extending(forward));
        return of(step, forward, loss, trained(forward, TrainSettings.NONE), optimizer.apply(step.arithmetic().builder()),
                false);
    }

    private static TrainStep of(UpdateBuilder step, Graph forward, String loss, List<Node> parameters,
            Optimizer optimizer, boolean onlyFinite) {
        GraphBuilder builder = step.arithmetic().builder();
        Map<Node, Node> gradients = new Differentiator(builder).gradients(forward.output(loss), parameters);
        Optimizer.Updates updates = optimizer.updates(builder, gradients);
        Map<Node, Node> values = new LinkedHashMap<>(forward.updates());
        updates.values().forEach((variable, value) -> {
            if (values.put(variable, value) != null) {
                throw new IrException("variable " + UpdateBuilder.name(variable)
                        + " is updated by the model and by the optimizer; only states are updated by a model",
                        variable.origin().site());
            }
        });
        step.include(new Optimizer.Updates(
                onlyFinite ? FiniteSteps.guarded(step, forward.output(loss), gradients, values) : values,
                updates.slots()));
        Optimizer.Updates all = step.build();
        return new TrainStep(builder.build(forward.name(), forward.outputs(), all.values()), all.slots());
    }

    private static Graph withGradients(Graph forward, String loss, List<Node> parameters) {
        GraphBuilder builder = GraphBuilder.extending(forward);
        Map<String, Node> outputs = new LinkedHashMap<>(forward.outputs());
        new Differentiator(builder).gradients(forward.output(loss), parameters)
                .forEach((parameter, gradient) -> outputs.put(GRADIENT + UpdateBuilder.name(parameter), gradient));
        return builder.build(forward.name(), outputs);
    }

    /**
     * The parameters that settings don't freeze.
     *
     * @throws IrException if there are none, or no parameter has a name that is to be frozen
     */
    public static List<Node> trained(Graph forward, TrainSettings settings) {
        List<NamePattern> frozen = settings.text(TrainSetting.FREEZE).map(NamePattern::list).orElse(List.of());
        List<Node> parameters = forward.variables().stream()
                .filter(node -> ((Leaf.Variable) node.op()).trainable()).toList();
        List<String> names = parameters.stream().map(UpdateBuilder::name).toList();
        for (NamePattern pattern : frozen) {
            if (names.stream().noneMatch(pattern::matches)) {
                throw new IrException("freeze: no parameter is named " + pattern + "; there are " + names);
            }
        }
        List<Node> trained = new ArrayList<>(parameters);
        trained.removeIf(node -> frozen.stream().anyMatch(p -> p.matches(UpdateBuilder.name(node))));
        if (trained.isEmpty()) {
            throw new IrException("graph " + forward.name() + " has no parameter to train"
                    + (parameters.isEmpty() ? "" : "; all are frozen"));
        }
        return trained;
    }
}
