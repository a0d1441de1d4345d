package io.tapeless.codegen;

import io.tapeless.codegen.schedule.Schedule;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.codegen.schedule.Views;
import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import io.tapeless.ir.Site;
import io.tapeless.ir.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the backward kernels of a train step read of what its forward kernels stored: the memory that differentiation
 * costs. Factors of derivatives that a forward kernel computes on its way are among it. What is computed again is not,
 * nor are inputs and variables, which are there anyway.
 */
public record SavedValues(List<Row> rows) {
    /**
     * One value.
     *
     * @param name as declared, or empty
     * @param operation what made it
     * @param checkpoint the site of the checkpoint that saves it, if one does
     * @param site where it was declared
     */
    public record Row(String name, String operation, TensorType type, Slot slot, Optional<Site> checkpoint,
            Site site) {}

    /** In the order of the graph; none of a graph that is not differentiated. */
    public static SavedValues of(Schedule schedule) {
        Graph graph = schedule.graph();
        Set<Node> forward = forward(graph);
        Set<Node> storedForward = new HashSet<>(forward);
        Deque<Node> pending = new ArrayDeque<>();
        for (Schedule.Step step : schedule.block().steps()) {
            if (step instanceof Schedule.Step.Compute compute) {
                List<Node> stored = compute.cluster().stored();
                if (stored.stream().anyMatch(forward::contains)) {
                    storedForward.addAll(stored);
                } else if (compute.cluster().members().stream().anyMatch(SavedValues::isDerivative)) {
                    stored.forEach(n -> pending.addAll(n.operands()));
                }
            }
        }
        graph.nodes().stream().filter(n -> n.op() instanceof Control && !forward.contains(n) && isDerivative(n))
                .forEach(n -> pending.addAll(n.operands()));
        Set<Node> saved = loaded(pending, schedule.slotOf().keySet());
        saved.removeIf(n -> Views.isStoredLeaf(n) || !storedForward.contains(n));
        return new SavedValues(graph.nodes().stream().filter(saved::contains)
                .map(n -> row(graph, n, schedule.slotOf().get(n))).toList());
    }

    private static boolean isDerivative(Node node) {
        return node.origin().derivation().isPresent();
    }

    /** What is found in memory in order to compute some values. */
    private static Set<Node> loaded(Deque<Node> pending, Set<Node> stored) {
        Set<Node> loaded = new HashSet<>();
        Set<Node> seen = new HashSet<>();
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (stored.contains(node)) {
                loaded.add(node);
            } else if (seen.add(node)) {
                pending.addAll(node.operands());
            }
        }
        return loaded;
    }

    /** What the outputs are computed from, and what loops among it give besides. */
    private static Set<Node> forward(Graph graph) {
        Set<Node> reached = new HashSet<>();
        Deque<Node> pending = new ArrayDeque<>(graph.outputs().values());
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (reached.add(node)) {
                pending.addAll(node.operands());
            }
        }
        Set<Control.Group> loops = new HashSet<>();
        reached.stream().filter(n -> n.op() instanceof Control).forEach(n -> loops.add(Control.group(n)));
        graph.nodes().stream().filter(n -> n.op() instanceof Control && loops.contains(Control.group(n)))
                .forEach(reached::add);
        return reached;
    }

    private static Row row(Graph graph, Node node, Slot slot) {
        Optional<Node> inside = inside(node);
        Collection<Map.Entry<String, Node>> names = new ArrayList<>(graph.names().entrySet());
        if (node.op() instanceof Control.Scan scan) {
            names.addAll(scan.body().names().entrySet());
        }
        String name = names.stream()
                .filter(e -> Views.source(e.getValue()) == node || Views.source(e.getValue()) == inside.orElse(node))
                .map(Map.Entry::getKey).findFirst().orElse("");
        boolean isSaved = node.op() instanceof Control.Scan scan && scan.isSaved();
        return new Row(name, inside.orElse(node).op().mnemonic(), node.type(), slot,
                isSaved ? Optional.of(node.origin().site()) : Optional.empty(), inside.orElse(node).origin().site());
    }

    /** What a loop stacks in this result, in its body. */
    private static Optional<Node> inside(Node node) {
        return node.op() instanceof Control.Scan scan && scan.result() >= 2 * scan.carries()
                ? Optional.of(Views.source(scan.body().output(Control.OUT + (scan.result() - 2 * scan.carries()))))
                : Optional.empty();
    }
}
