package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a graph as text that {@link GraphParser} reads back.
 *
 * <pre>
 * graph Digits {
 *   dim B in [1, 2147483647]
 *   %0 = input "x" : f32[B, 64]             # name x at Digits.model.java:8:5
 *   %1 = variable{trainable} "w" : f32[64, 10]
 *   %2 = matmul %0, %1 : f32[B, 10]         # in head at Digits.model.java:18:5
 *   %3 = transpose{permutation=[1, 0]} %2 : f32[10, B]   # from %2 by "vjp matmul, left" via "fold"
 *   output logits = %2
 *   update %1 = %4
 * }
 * </pre>
 *
 * A line holds the operation, its attributes in braces, its name or literal, its operands and the
 * result's type; an attribute that the type shows, such as the shape of a reshape, is not repeated.
 * After {@code #} stand the names given to the node and its {@link Origin}. A derivation whose forward
 * node is not an earlier node of the graph keeps a description of it in quotes. The {@linkplain Op#bodies
 * bodies} of nodes stand before the nodes, numbered, {@code body @0 { … }}; nodes refer to them as
 * {@code scan{body=@0, …}}.
 */
public final class GraphPrinter {
    private static final int ORIGIN_COLUMN = 56;

    private final Graph graph;
    private final Map<Node, List<String>> names = new HashMap<>();
    private final Map<Graph, Integer> bodies = new LinkedHashMap<>();

    private GraphPrinter(Graph graph) {
        this.graph = graph;
        graph.names().forEach((name, node) -> names.computeIfAbsent(node, n -> new ArrayList<>()).add(name));
        for (Node node : graph.nodes()) {
            node.op().bodies().forEach(body -> bodies.putIfAbsent(body, bodies.size()));
        }
    }

    /** The text of a whole graph. */
    public static String print(Graph graph) {
        return new GraphPrinter(graph).print();
    }

    /** The line of one node of a graph. */
    public static String print(Graph graph, Node node) {
        return new GraphPrinter(graph).line(node);
    }

    /** An operation with its attributes: {@code matmul{transposeB}}, {@code input "x"}, {@code constant 0.5}. */
    public static String print(Op op) {
        return op.mnemonic() + op.accept(new AttributePrinter(body -> -1));
    }

    private String print() {
        StringBuilder text = new StringBuilder("graph " + TextScanner.asLabel(graph.name()) + " {\n");
        for (Dim.Symbol symbol : graph.symbols()) {
            text.append("  dim ").append(symbol.name())
                    .append(" in [").append(symbol.min()).append(", ").append(symbol.max()).append("]\n");
        }
        printContents(text, "  ");
        return text.append("}\n").toString();
    }

    private void printContents(StringBuilder text, String indent) {
        bodies.forEach((body, number) -> {
            text.append(indent).append("body @").append(number).append(" {\n");
            new GraphPrinter(body).printContents(text, indent + "  ");
            text.append(indent).append("}\n");
        });
        graph.nodes().forEach(n -> text.append(indent).append(line(n)).append('\n'));
        graph.outputs().forEach((name, node) -> text.append(indent).append("output ")
                .append(TextScanner.asLabel(name)).append(" = ").append(ref(node)).append('\n'));
        graph.updates().forEach((variable, value) -> text.append(indent).append("update ").append(ref(variable))
                .append(" = ").append(ref(value)).append('\n'));
    }

    private String ref(Node node) {
        return "%" + graph.position(node);
    }

    private String line(Node node) {
        String operands = node.operands().stream().map(this::ref).collect(Collectors.joining(", "));
        String code = ref(node) + " = " + node.op().mnemonic() + node.op().accept(new AttributePrinter(bodies::get))
                + (operands.isEmpty() ? "" : " " + operands) + " : " + node.type();
        String provenance = provenance(node);
        return provenance.isEmpty() ? code : String.format("%-" + ORIGIN_COLUMN + "s #%s", code, provenance);
    }

    private String provenance(Node node) {
        Origin origin = node.origin();
        StringBuilder text = new StringBuilder();
        if (names.containsKey(node)) {
            text.append(" name ").append(labels(names.get(node)));
        }
        if (!origin.scope().isEmpty()) {
            text.append(" in ").append(TextScanner.asLabel(origin.scope()));
        }
        if (origin.site().isKnown()) {
            Site site = origin.site();
            text.append(" at ").append(TextScanner.asLabel(site.file()))
                    .append(':').append(site.line()).append(':').append(site.column());
        }
        origin.derivation().ifPresent(derivation -> text.append(" from ").append(forward(derivation, node))
                .append(" by ").append(TextScanner.quote(derivation.rule())));
        if (!origin.rewrites().isEmpty()) {
            text.append(" via ").append(labels(origin.rewrites()));
        }
        return text.toString();
    }

    private String forward(Origin.Derivation derivation, Node user) {
        return derivation.node()
                .filter(n -> graph.contains(n) && graph.position(n) < graph.position(user))
                .map(this::ref)
                .orElseGet(() -> TextScanner.quote(derivation.forward()));
    }

    private static String labels(List<String> names) {
        return names.stream().map(TextScanner::asLabel).collect(Collectors.joining(", "));
    }
}
