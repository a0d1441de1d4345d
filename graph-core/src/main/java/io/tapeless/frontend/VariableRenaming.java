package io.tapeless.frontend;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Origin;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rebuilds a graph with other names for some of its variables. */
final class VariableRenaming {
    private final Map<String, String> names;
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<Node, Node> copies = new HashMap<>();

    private VariableRenaming(Map<String, String> names) {
        this.names = names;
    }

    static Graph apply(Graph graph, Map<String, String> names) {
        VariableRenaming renaming = new VariableRenaming(names);
        graph.nodes().forEach(renaming::copy);
        graph.names().forEach((label, node) ->
                renaming.builder.name(names.getOrDefault(label, label), renaming.copies.get(node)));
        Map<String, Node> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((label, node) ->
                outputs.put(names.getOrDefault(label, label), renaming.copies.get(node)));
        Map<Node, Node> updates = new LinkedHashMap<>();
        graph.updates().forEach((variable, value) ->
                updates.put(renaming.copies.get(variable), renaming.copies.get(value)));
        return renaming.builder.build(graph.name(), outputs, updates);
    }

    private void copy(Node node) {
        List<Node> operands = node.operands().stream().map(copies::get).toList();
        builder.setOrigin(copy(node.origin()));
        copies.put(node, builder.add(copy(node.op()), operands));
    }

    private Op copy(Op op) {
        return op instanceof Leaf.Variable variable
                ? new Leaf.Variable(names.getOrDefault(variable.name(), variable.name()), variable.type(),
                        variable.trainable())
                : op;
    }

    /** The forward node a gradient came from may have been dropped from the graph; then it stays as it was. */
    private Origin copy(Origin origin) {
        Optional<Origin.Derivation> derivation = origin.derivation().map(d -> new Origin.Derivation(
                d.node().map(n -> copies.getOrDefault(n, n)), d.forward(), d.rule()));
        return new Origin(origin.scope(), origin.site(), derivation, origin.rewrites());
    }
}
