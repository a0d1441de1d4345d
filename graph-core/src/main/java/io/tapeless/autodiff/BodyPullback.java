package io.tapeless.autodiff;

import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse mode of a body with one result, as a graph of its own: from the body's inputs and {@code adjoint} to the
 * adjoints of those inputs that a derivative reaches, under their names. Apart, inputs are not taken for one another,
 * whatever they turn out to be.
 */
final class BodyPullback {
    private final Graph graph;
    private final Set<String> zeros = new HashSet<>();

    BodyPullback(Graph body) {
        GraphBuilder builder = new GraphBuilder();
        Map<String, Node> inputs = new LinkedHashMap<>();
        for (Node input : body.inputs()) {
            inputs.put(((Leaf.Input) input.op()).name(), builder.add(input.op()));
        }
        Node result = builder.inline(body, inputs).get(body.output(Control.OUT + 0));
        Set<Node> sources = new LinkedHashSet<>(inputs.values().stream().filter(n -> n.dtype().isFloat()).toList());
        Calculus calculus = new Calculus(builder);
        Paths paths = new Paths(calculus, List.of(result), sources, Set.of());
        ReverseSweep sweep = new ReverseSweep(calculus, paths);
        sweep.seed(result, builder.add(new Leaf.Input(OwnDerivative.ADJOINT, result.type())));
        Map<Node, Node> found = sweep.adjoints(sources, (node, adjoint) -> { });
        Map<String, Node> outputs = new LinkedHashMap<>();
        inputs.forEach((name, node) -> {
            if (found.containsKey(node)) {
                outputs.put(name, found.get(node));
            } else if (sources.contains(node) && paths.isZero(node)) {
                zeros.add(name);
            }
        });
        graph = builder.build(Control.BODY, outputs);
    }

    Graph graph() {
        return graph;
    }

    /** True if a derivative reaches the result from an input. */
    boolean reaches(String input) {
        return graph.outputs().containsKey(input);
    }

    /** True if the result depends on an input piecewise constantly. */
    boolean isZero(String input) {
        return zeros.contains(input);
    }
}
