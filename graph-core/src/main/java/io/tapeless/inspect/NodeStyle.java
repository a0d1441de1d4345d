package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How nodes look in drawings: the same words and colours in all of them. */
final class NodeStyle {
    /** What a node is to those who look for something, and its colour. */
    enum Kind {
        INPUT("#d5f0d5"),
        VARIABLE("#fff2cc"),
        CONSTANT("#eeeeee"),
        FORWARD("#dbe8f8"),
        GRADIENT("#f8d7d3");

        private final String color;

        Kind(String color) {
            this.color = color;
        }

        String color() {
            return color;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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

    String color(Node node) {
        return kind(node).color();
    }

    static Kind kind(Node node) {
        if (node.op() instanceof Leaf.Input) {
            return Kind.INPUT;
        }
        if (node.op() instanceof Leaf.Variable) {
            return Kind.VARIABLE;
        }
        if (node.op() instanceof Leaf) {
            return Kind.CONSTANT;
        }
        return isGradient(node) ? Kind.GRADIENT : Kind.FORWARD;
    }

    static boolean isGradient(Node node) {
        return node.origin().derivation().isPresent();
    }

    /** Everything known of the node, in one line. */
    String line(Node node) {
        return GraphPrinter.print(graph, node);
    }
}
