package io.tapeless.testkit;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samples with derivatives of their loss as further outputs. */
public final class GradientSamples {
    private GradientSamples() {}

    /**
     * The sample with the gradient g of its loss with respect to all float inputs and variables x; if asked, also
     * with the gradient of Σ g².
     */
    public static GraphSample of(GraphSample sample, boolean twice) {
        Graph graph = sample.graph();
        GraphBuilder builder = GraphBuilder.extending(graph);
        Arithmetic arithmetic = new Arithmetic(builder);
        List<Node> leaves = graph.nodes().stream().filter(n -> n.dtype().isFloat()
                && (n.op() instanceof Leaf.Input || n.op() instanceof Leaf.Variable)).toList();
        Map<String, Node> outputs = new LinkedHashMap<>(graph.outputs());
        Map<Node, Node> gradients = gradients(builder, graph.output("loss"), leaves);
        leaves.forEach(x -> outputs.put("d" + outputs.size(), gradients.get(x)));
        if (twice) {
            Node squares = gradients.values().stream()
                    .filter(g -> g.dtype() == graph.output("loss").dtype())
                    .map(g -> arithmetic.sum(arithmetic.mul(g, g))).reduce(arithmetic::add).orElseThrow();
            Map<Node, Node> second = gradients(builder, squares, leaves);
            leaves.forEach(x -> outputs.put("dd" + outputs.size(), second.get(x)));
        }
        return new GraphSample(builder.build(graph.name(), outputs, graph.updates()), sample.inputs(),
                sample.variables());
    }

    private static Map<Node, Node> gradients(GraphBuilder builder, Node y, List<Node> leaves) {
        return new Differentiator(builder).gradients(y, leaves,
                GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO));
    }
}
