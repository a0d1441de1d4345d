package io.tapeless.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Cuts the body of a {@link Control} operation, or a rule of an {@link OwnDerivative}, out of the graph in
 * which its nodes were made. What the nodes inside need from outside is captured, constants and views of
 * them excepted: these are made again inside.
 */
final class BodyCutter {
    private final GraphBuilder from;
    private final Map<Node, String> placeholders;
    private final Predicate<Node> inside;
    private final List<Node> captured;
    private final GraphBuilder body = new GraphBuilder();
    private final Map<Node, Node> copies = new HashMap<>();

    /**
     * @param placeholders the names of those inputs of the body that stand for what changes
     * @param inside true for nodes that belong to the body, given that their operands come first
     * @param captured what is captured so far; more is added
     */
    BodyCutter(GraphBuilder from, Map<Node, String> placeholders, Predicate<Node> inside, List<Node> captured) {
        this.from = from;
        this.placeholders = placeholders;
        this.inside = inside;
        this.captured = captured;
    }

    /** The body with these outputs. */
    Graph cut(Map<String, Node> outputs) {
        for (Node node : reached(outputs.values(), placeholders::containsKey)) {
            if (placeholders.containsKey(node)) {
                copies.put(node, input(placeholders.get(node), node));
            } else if (inside.test(node)) {
                copy(node);
            }
        }
        Map<String, Node> results = new LinkedHashMap<>();
        outputs.forEach((name, node) -> results.put(name, of(node)));
        from.names().forEach((name, node) -> {
            if (copies.containsKey(node) && inside.test(node)) {
                body.name(name, copies.get(node));
            }
        });
        return body.build(Control.BODY, results);
    }

    private Node input(String name, Node like) {
        return body.with(like.origin(), () -> body.add(new Leaf.Input(name, like.type())));
    }

    private Node copy(Node node) {
        List<Node> operands = node.operands().stream().map(this::of).toList();
        Node copy = body.with(node.origin().moved(copies::get), () -> body.add(node.op(), operands));
        copies.put(node, copy);
        return copy;
    }

    /** A node inside the body: the copy, or what stands for one from outside. */
    private Node of(Node node) {
        Node known = copies.get(node);
        if (known != null) {
            return known;
        }
        if (isConstant(node)) {
            return copy(node);
        }
        int number = captured.indexOf(node);
        if (number < 0) {
            number = captured.size();
            captured.add(node);
        }
        Node input = input(Control.CAPTURED + number, node);
        copies.put(node, input);
        return input;
    }

    private static boolean isConstant(Node node) {
        return node.op() instanceof Leaf.Constant || node.op() instanceof Leaf.Iota
                || node.op() instanceof Movement movement && movement.isView() && isConstant(node.operand(0));
    }

    /** Holds for what is computed from a placeholder, if asked for operands before users. */
    static Predicate<Node> dependents(Set<Node> placeholders) {
        Set<Node> dependents = new HashSet<>(placeholders);
        return node -> {
            if (node.operands().stream().anyMatch(dependents::contains)) {
                dependents.add(node);
            }
            return dependents.contains(node);
        };
    }

    /** What the roots are computed from and they themselves, operands before users. */
    static List<Node> reached(Iterable<Node> roots) {
        return reached(roots, node -> false);
    }

    /**
     * As {@link #reached(Iterable)}.
     *
     * @param isGiven true for nodes whose operands do not matter
     */
    static List<Node> reached(Iterable<Node> roots, Predicate<Node> isGiven) {
        List<Node> order = new ArrayList<>();
        Set<Node> entered = new HashSet<>();
        Set<Node> done = new HashSet<>();
        Deque<Node> pending = new ArrayDeque<>();
        for (Node root : roots) {
            pending.push(root);
            while (!pending.isEmpty()) {
                Node node = pending.peek();
                if (entered.add(node)) {
                    for (Node operand : isGiven.test(node) ? List.<Node>of() : node.operands()) {
                        if (!entered.contains(operand)) {
                            pending.push(operand);
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
        return order;
    }
}
