package io.tapeless.autodiff;

import static java.util.stream.Collectors.joining;

import io.tapeless.ir.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The nodes that lie between a result and that with respect to which it is differentiated. */
final class Paths {
    private final Pullbacks pullbacks;
    private final List<Node> results;
    private final Set<Node> constants;
    private final List<Node> order;
    private final Set<Node> active;

    Paths(Calculus calculus, List<Node> results, Collection<Node> sources, Set<Node> constants) {
        this.pullbacks = new Pullbacks(calculus);
        this.results = results;
        this.constants = constants;
        this.order = reached(results);
        this.active = dependents(Set.copyOf(sources), false);
    }

    /** What some nodes are computed from and they themselves, operands before users. */
    static List<Node> reached(List<Node> roots) {
        List<Node> order = new ArrayList<>();
        Set<Node> entered = new HashSet<>();
        Set<Node> done = new HashSet<>();
        for (Node root : roots) {
            reach(root, entered, done, order);
        }
        return order;
    }

    private static void reach(Node root, Set<Node> entered, Set<Node> done, List<Node> order) {
        Deque<Node> pending = new ArrayDeque<>(List.of(root));
        while (!pending.isEmpty()) {
            Node node = pending.peek();
            if (entered.add(node)) {
                for (int i = node.operands().size() - 1; i >= 0; i--) {
                    if (!entered.contains(node.operand(i))) {
                        pending.push(node.operand(i));
                    }
                }
            } else {
                pending.pop();
                if (done.add(node)) {
                    order.add(node);
                }
            }
        }
    }

    /** What the result is computed from and itself, operands before users. */
    List<Node> order() {
        return order;
    }

    /** True for a source, and for what a derivative reaches from one on its way to the result. */
    boolean isActive(Node node) {
        return active.contains(node);
    }

    boolean isConstant(Node node) {
        return constants.contains(node);
    }

    List<LinearMap> pullbacks(Node node) {
        return pullbacks.of(node);
    }

    /** True if a result depends on a source, though piecewise constantly: its derivative is zero. */
    boolean isZero(Node source) {
        return results.stream().anyMatch(dependents(Set.of(source), true)::contains);
    }

    /** Why no derivative reaches a result from a source, for a message. */
    String whyDisconnected(Node source, Names names) {
        Set<Node> differentiable = dependents(Set.of(source), true);
        Set<Node> depending = new HashSet<>();
        List<String> stops = new ArrayList<>();
        for (Node node : order) {
            boolean depends = node == source || node.operands().stream().anyMatch(depending::contains);
            if (depends) {
                depending.add(node);
            }
            if (depends && !differentiable.contains(node)
                    && node.operands().stream().anyMatch(differentiable::contains)) {
                stops.add(names.describe(node));
            }
        }
        return "no derivative of " + results.stream().map(names::describe).collect(joining(" or "))
                + " with respect to " + names.describe(source) + ": "
                + (results.stream().anyMatch(depending::contains)
                        ? "every path between them stops, at " + stops.stream().limit(3).collect(joining(" and at "))
                        : "the one is not computed from the other");
    }

    /** What a derivative reaches from the sources; with {@code zeros} also through pieces of zero slope. */
    private Set<Node> dependents(Set<Node> sources, boolean zeros) {
        Set<Node> reached = new HashSet<>();
        for (Node node : order) {
            if (sources.contains(node) || !constants.contains(node) && pullbacks.passes(node, reached, zeros)) {
                reached.add(node);
            }
        }
        return reached;
    }
}
