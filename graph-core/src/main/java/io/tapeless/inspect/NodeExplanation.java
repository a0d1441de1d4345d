package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.ir.Origin;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What is known of one node: what it computes, where it was declared, what made and touched it, who uses it. */
public final class NodeExplanation {
    private final Graph graph;
    private final Node node;

    private NodeExplanation(Graph graph, Node node) {
        this.graph = graph;
        this.node = node;
    }

    /**
     * Explains a node, as some lines of text.
     *
     * @param name a name given to the node, that of an output, or its number in text such as {@code %12}
     * @throws IrException if the graph has no such node; the message lists the names it has
     */
    public static String of(Graph graph, String name) {
        return new NodeExplanation(graph, find(graph, name)).text();
    }

    private static Node find(Graph graph, String name) {
        if (graph.outputs().containsKey(name)) {
            return graph.output(name);
        }
        if (graph.names().containsKey(name)) {
            return graph.names().get(name);
        }
        if (name.matches("%\\d{1,9}") && Integer.parseInt(name.substring(1)) < graph.nodes().size()) {
            return graph.nodes().get(Integer.parseInt(name.substring(1)));
        }
        TreeSet<String> known = new TreeSet<>(graph.names().keySet());
        known.addAll(graph.outputs().keySet());
        throw new IrException("graph " + graph.name() + " has no node " + name + "; it has " + known
                + " and %0 to %" + (graph.nodes().size() - 1));
    }

    private String text() {
        StringBuilder text = new StringBuilder(line(node)).append('\n');
        Origin origin = node.origin();
        text.append("declared   ").append(origin.site().isKnown() ? "at " + origin.site() : "at no known place")
                .append(origin.scope().isEmpty() ? "" : " in " + origin.scope()).append('\n');
        origin.derivation().ifPresent(d -> text.append("derived    by \"").append(d.rule()).append("\" from ")
                .append(d.node().filter(graph::contains).map(this::line).orElse(d.forward())).append('\n'));
        if (!origin.rewrites().isEmpty()) {
            text.append("rewritten  by ").append(String.join(", ", origin.rewrites())).append('\n');
        }
        append(text, "operand    ", node.operands());
        append(text, "used by    ", graph.users().get(node));
        Stream<String> outputs = graph.outputs().entrySet().stream()
                .filter(e -> e.getValue() == node).map(e -> "output     " + e.getKey());
        Stream<String> updates = graph.updates().entrySet().stream()
                .filter(e -> e.getValue() == node).map(e -> "updates    " + line(e.getKey()));
        Stream.concat(outputs, updates).forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }

    private void append(StringBuilder text, String label, List<Node> nodes) {
        nodes.forEach(other -> text.append(label).append(line(other)).append('\n'));
    }

    /** The node's line without its origin. */
    private String line(Node other) {
        return GraphPrinter.print(graph, other).replaceFirst("\\s+# .*", "");
    }
}
