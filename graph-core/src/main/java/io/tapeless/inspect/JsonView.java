package io.tapeless.inspect;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphPrinter;
import io.tapeless.ir.Node;
import io.tapeless.ir.Origin;
import io.tapeless.ir.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph as JSON: {@code name}, {@code dims}, {@code nodes} in order with their operands by number,
 * {@code outputs} and {@code updates}. A gradient node's {@code derived} says from what and by which rule.
 */
final class JsonView {
    private final Graph graph;
    private final NodeStyle style;

    private JsonView(Graph graph) {
        this.graph = graph;
        this.style = new NodeStyle(graph);
    }

    static String of(Graph graph) {
        return JsonWriter.write(new JsonView(graph).document());
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", graph.name());
        document.put("dims", graph.symbols().stream().map(JsonView::symbol).toList());
        document.put("nodes", graph.nodes().stream().map(this::node).toList());
        Map<String, Object> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> outputs.put(name, graph.position(node)));
        document.put("outputs", outputs);
        document.put("updates", graph.updates().entrySet().stream().map(update -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("variable", graph.position(update.getKey()));
            row.put("value", graph.position(update.getValue()));
            return row;
        }).toList());
        return document;
    }

    private static Map<String, Object> symbol(Dim.Symbol symbol) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", symbol.name());
        row.put("min", symbol.min());
        row.put("max", symbol.max());
        return row;
    }

    private Map<String, Object> node(Node node) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", graph.position(node));
        row.put("op", node.op().mnemonic());
        row.put("text", GraphPrinter.print(node.op()));
        row.put("operands", node.operands().stream().map(graph::position).toList());
        row.put("type", type(node.type()));
        row.put("names", style.names(node));
        origin(node.origin(), row);
        return row;
    }

    private static Map<String, Object> type(TensorType type) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("dtype", type.dtype().text());
        row.put("shape", type.shape().dims().stream().map(JsonView::extent).toList());
        return row;
    }

    private static Object extent(Dim dim) {
        return dim.isConstant() ? (Object) dim.constant() : dim.toString();
    }

    private void origin(Origin origin, Map<String, Object> row) {
        if (!origin.scope().isEmpty()) {
            row.put("scope", origin.scope());
        }
        if (origin.site().isKnown()) {
            row.put("site", origin.site().toString());
        }
        origin.derivation().ifPresent(derivation -> {
            Map<String, Object> derived = new LinkedHashMap<>();
            derivation.node().filter(graph::contains).ifPresent(n -> derived.put("node", graph.position(n)));
            derived.put("from", derivation.forward());
            derived.put("rule", derivation.rule());
            row.put("derived", derived);
        });
        if (!origin.rewrites().isEmpty()) {
            row.put("rewrites", List.copyOf(origin.rewrites()));
        }
    }
}
