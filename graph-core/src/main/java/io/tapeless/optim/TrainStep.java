package io.tapeless.optim;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A graph that computes a loss, its gradients and the new values of all variables in one run.
 *
 * @param graph the forward graph's outputs; its updates and the optimiser's
 * @param slots the optimiser's own variables, and where they start
 */
public record TrainStep(Graph graph, List<Optimizer.Slot> slots) {

    /**
     * Appends gradients and updates to a forward graph.
     *
     * @param loss the output to make small, a float scalar
     * @param optimizer made in the step's builder, where its learning rate is a node
     * @throws IrException if the graph has no such output or nothing to train, a parameter does not lead to
     *     the loss, or the graph updates a parameter itself
     */
    public static TrainStep of(Graph forward, String loss, Function<GraphBuilder, Optimizer> optimizer) {
        GraphBuilder builder = GraphBuilder.extending(forward);
        List<Node> parameters = forward.variables().stream()
                .filter(node -> ((Leaf.Variable) node.op()).trainable()).toList();
        if (parameters.isEmpty()) {
            throw new IrException("graph " + forward.name() + " has no parameter to train");
        }
        Map<Node, Node> gradients = new Differentiator(builder).gradients(forward.output(loss), parameters);
        Optimizer.Updates updates = optimizer.apply(builder).updates(builder, gradients);
        Map<Node, Node> values = new LinkedHashMap<>(forward.updates());
        updates.values().forEach((variable, value) -> {
            if (values.put(variable, value) != null) {
                throw new IrException("variable " + ((Leaf.Variable) variable.op()).name()
                        + " is updated by the model and by the optimizer; only states are updated by a model",
                        variable.origin().site());
            }
        });
        return new TrainStep(builder.build(forward.name(), forward.outputs(), values), updates.slots());
    }
}
