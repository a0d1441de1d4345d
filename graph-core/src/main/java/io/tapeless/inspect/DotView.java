package io.tapeless.inspect;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A graph in the language of Graphviz: one cluster a scope, gradients coloured, edges labelled with types. */
final class DotView {
    /** The nodes of one scope and the scopes inside it, by the last part of their name. */
    private static final class Scope {
        final List<Node> nodes = new ArrayList<>();
        final Map<String, Scope> inner = new TreeMap<>();
    }

    private final Graph graph;
    private final NodeStyle style;
    private final StringBuilder text = new StringBuilder();

    private DotView(Graph graph) {
        this.graph = graph;
        this.style = new NodeStyle(graph);
    }

    static String of(Graph graph) {
        return new DotView(graph).text();
    }

    private String text() {
        text.append("digraph ").append(quote(graph.name())).append(" {\n");
        text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontsize=11];\n");
        text.append("  edge [fontname=\"sans-serif\", fontsize=9];\n");
        write(scopes(), "", "  ");
        for (Node node : graph.nodes()) {
            for (Node operand : node.operands()) {
                text.append("  ").append(quote(style.id(operand))).append(" -> ").append(quote(style.id(node)))
                        .append(" [label=").append(quote(operand.type().toString())).append("];\n");
            }
        }
        graph.outputs().forEach((name, node) -> result("output " + name, node));
        graph.updates().forEach((variable, value) ->
                result("update " + String.join(", ", style.names(variable)), value));
        return text.append("}\n").toString();
    }

    private Scope scopes() {
        Scope root = new Scope();
        for (Node node : graph.nodes()) {
            Scope scope = root;
            for (String part : node.origin().scope().split("\\.")) {
                scope = part.isEmpty() ? scope : scope.inner.computeIfAbsent(part, p -> new Scope());
            }
            scope.nodes.add(node);
        }
        return root;
    }

    private void write(Scope scope, String path, String indent) {
        for (Node node : scope.nodes) {
            List<String> lines = new ArrayList<>(style.names(node));
            lines.add(style.operation(node));
            text.append(indent).append(quote(style.id(node))).append(" [label=")
                    .append(quote(String.join("\n", lines))).append(", tooltip=").append(quote(style.line(node)))
                    .append(", fillcolor=").append(quote(style.color(node))).append("];\n");
        }
        scope.inner.forEach((name, inner) -> {
            String innerPath = path.isEmpty() ? name : path + "." + name;
            text.append(indent).append("subgraph ").append(quote("cluster_" + innerPath)).append(" {\n");
            text.append(indent).append("  label=").append(quote(innerPath)).append(";\n");
            write(inner, innerPath, indent + "  ");
            text.append(indent).append("}\n");
        });
    }

    private void result(String label, Node node) {
        text.append("  ").append(quote(label)).append(" [shape=plaintext, style=\"\"];\n");
        text.append("  ").append(quote(style.id(node))).append(" -> ").append(quote(label))
                .append(" [label=").append(quote(node.type().toString())).append("];\n");
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
