package io.tapeless.optim;

import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.List;
import java.util.Map;

/** How a train step changes the parameters: a rule that builds their new values from their gradients. */
public interface Optimizer {
    /** A variable that an optimiser keeps between steps, all of whose elements start at one value. */
    record Slot(Node variable, double initialValue) {}

    /**
     * What an optimiser adds to a step.
     *
     * @param values the new value of each variable: the parameters, then the optimiser's own
     * @param slots the optimiser's own variables
     */
    record Updates(Map<Node, Node> values, List<Slot> slots) {}

    /**
     * Builds one step's updates. Where they are elementwise in parameter, gradient and slots, they can run
     * where the gradient is computed.
     *
     * @param gradients the gradient of each parameter, a float variable, of the parameter's type
     */
    Updates updates(GraphBuilder builder, Map<Node, Node> gradients);
}
