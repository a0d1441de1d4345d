package io.tapeless.codegen.check;

import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/** What derivatives are taken with respect to. */
final class Points {
    private Points() {}

    /** Parameters, then float inputs, by name. */
    static Map<String, Node> of(Graph graph) {
        Map<String, Node> points = new LinkedHashMap<>();
        for (Node node : graph.variables()) {
            if (((Leaf.Variable) node.op()).trainable()) {
                points.put(name(node), node);
            }
        }
        for (Node node : graph.inputs()) {
            if (node.dtype().isFloat() && !name(node).equals(ModelBuilder.KEY)) {
                points.put(name(node), node);
            }
        }
        return points;
    }

    /** The name of a parameter or input. */
    static String name(Node point) {
        return point.op() instanceof Leaf.Input input ? input.name() : ((Leaf.Variable) point.op()).name();
    }
}
