package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How nodes look in drawings: the same words and colours in all of them. */
final class NodeStyle {
    private static final int LONGEST_LABEL = 40;

    private final Graph graph;
    private final Map<Node, List<String>> names = new HashMap<>();

    NodeStyle(Graph graph) {
        this.graph = graph;
        graph.names().forEach((name, node) -> add(node, name));
        graph.outputs().forEach((name, node) -> add(node, name));
    }

    private void add(Node node, String name) {
        List<String> all = names.computeIfAbsent(node, n -> new ArrayList<>());
        if (!all.contains(name)) {
            all.add(name);
        }
    }

    /** {@code %12}. */
    String id(Node node) {
        return "%" + graph.position(node);
    }

    /** Names given to the node and those of outputs that it is. */
    List<String> names(Node node) {
        return names.getOrDefault(node, List.of());
    }

    /** The operation, shortened. */
    String operation(Node node) {
        String text = GraphPrinter.print(node.op());
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /** Inputs green, parameters and states yellow, constants grey, gradients red, the rest blue. */
    String color(Node node) {
        if (node.op() instanceof Leaf.Input) {
            return "#d5f0d5";
        }
        if (node.op() instanceof Leaf.Variable) {
            return "#fff2cc";
        }
        if (node.op() instanceof Leaf) {
            return "#eeeeee";
        }
        return isGradient(node) ? "#f8d7d3" : "#dbe8f8";
    }

    static boolean isGradient(Node node) {
        return node.origin().derivation().isPresent();
    }

    /** Everything known of the node, in one line. */
    String line(Node node) {
        return GraphPrinter.print(graph, node);
    }
}
