package io.tapeless.rewrite;

import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What loops and choices capture. Calculus wants parts captured as they are: the adjoint of a slice of a weight is then
 * padded once, after the loop, and not in each step. Code wants what is behind every view, and to look for itself.
 */
public final class Captures {
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<Node, Node> made = new HashMap<>();
    /** What a body makes itself, of what it would capture. */
    private final Predicate<Node> inside;
    private boolean changed;

    private Captures(Predicate<Node> inside) {
        this.inside = inside;
    }

    /**
     * The graph in which bodies make constants and broadcasts themselves, and nothing is captured that no body uses;
     * the same instance if that held already.
     */
    public static Graph takeInBroadcasts(Graph graph) {
        return new Captures(node -> isConstant(node) || node.op() instanceof Movement.Broadcast).rebuilt(graph);
    }

    /** As {@link #takeInBroadcasts}, of all views. */
    public static Graph takeInViews(Graph graph) {
        return new Captures(node -> isLeaf(node) || isView(node)).rebuilt(graph);
    }

    private Graph rebuilt(Graph graph) {
        for (Node node : graph.nodes()) {
            List<Node> operands = node.operands().stream().map(made::get).toList();
            made.put(node, builder.with(node.origin().moved(made::get),
                    () -> node.op() instanceof Control op ? control(op, operands) : builder.add(node.op(), operands)));
        }
        if (!changed) {
            return graph;
        }
        graph.names().forEach((name, node) -> builder.name(name, made.get(node)));
        Map<String, Node> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> outputs.put(name, made.get(node)));
        Map<Node, Node> updates = new LinkedHashMap<>();
        graph.updates().forEach((variable, value) -> updates.put(made.get(variable), made.get(value)));
        return builder.build(graph.name(), outputs, updates);
    }

    private Node control(Control given, List<Node> givenOperands) {
        Control op = takenIn(given);
        List<Node> operands = givenOperands;
        while (!isDone(op, operands)) {
            List<Node> captured = operands.subList(op.ownOperands(), operands.size());
            List<Node> behind = new ArrayList<>();
            List<Graph> bodies = op.bodies().stream().map(body -> new Body(inside, captured, behind).of(body)).toList();
            List<Node> all = new ArrayList<>(operands.subList(0, op.ownOperands()));
            all.addAll(behind);
            operands = all;
            op = takenIn(op.withBodies(bodies));
        }
        changed |= !op.equals(given) || operands != givenOperands;
        return builder.add(op, operands);
    }

    private Control takenIn(Control op) {
        return op.withBodies(op.bodies().stream().map(body -> new Captures(inside).rebuilt(body)).toList());
    }

    private boolean isDone(Control op, List<Node> operands) {
        Set<String> used = new HashSet<>();
        op.bodies().forEach(body -> body.inputs().forEach(n -> used.add(((Leaf.Input) n.op()).name())));
        boolean done = true;
        for (int i = op.ownOperands(); i < operands.size(); i++) {
            done &= used.contains(Control.CAPTURED + (i - op.ownOperands())) && !inside.test(operands.get(i));
        }
        return done;
    }

    private static boolean isView(Node node) {
        return node.op() instanceof Movement movement && movement.isView();
    }

    private static boolean isConstant(Node node) {
        return isLeaf(node) || isView(node) && isConstant(node.operand(0));
    }

    private static boolean isLeaf(Node node) {
        return node.op() instanceof Leaf.Constant || node.op() instanceof Leaf.Iota;
    }

    /** A body that comes to capture other nodes. */
    private static final class Body {
        private final Predicate<Node> inside;
        private final List<Node> captured;
        private final List<Node> behind;
        private final GraphBuilder builder = new GraphBuilder();
        private final Map<Node, Node> made = new HashMap<>();

        /** @param behind what is captured instead; more is added */
        Body(Predicate<Node> inside, List<Node> captured, List<Node> behind) {
            this.inside = inside;
            this.captured = captured;
            this.behind = behind;
        }

        Graph of(Graph body) {
            for (Node node : body.nodes()) {
                made.put(node, node.op() instanceof Leaf.Input input && input.name().startsWith(Control.CAPTURED)
                        ? inside(captured.get(Integer.parseInt(input.name().substring(Control.CAPTURED.length()))))
                        : builder.with(node.origin().moved(made::get), () ->
                                builder.add(node.op(), node.operands().stream().map(made::get).toList())));
            }
            body.names().forEach((name, node) -> builder.name(name, made.get(node)));
            Map<String, Node> outputs = new LinkedHashMap<>();
            body.outputs().forEach((name, node) -> outputs.put(name, made.get(node)));
            return builder.build(body.name(), outputs);
        }

        private Node inside(Node outer) {
            return builder.with(outer.origin().moved(n -> null), () -> {
                if (isLeaf(outer)) {
                    return builder.add(outer.op());
                } else if (inside.test(outer)) {
                    return builder.add(outer.op(), inside(outer.operand(0)));
                }
                if (!behind.contains(outer)) {
                    behind.add(outer);
                }
                return builder.add(new Leaf.Input(Control.CAPTURED + behind.indexOf(outer), outer.type()));
            });
        }
    }
}
