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

/**
 * What loops and choices capture. Calculus needs views captured as they are, for it may be asked for the derivative
 * with respect to one; code wants what is behind them, and to look for itself.
 */
public final class Captures {
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<Node, Node> made = new HashMap<>();
    private boolean changed;

    private Captures() {}

    /**
     * The graph in which bodies make views and constants themselves, and nothing is captured that no body uses; the
     * same instance if that held already.
     */
    public static Graph takeIn(Graph graph) {
        return new Captures().rebuilt(graph);
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
            List<Graph> bodies = op.bodies().stream().map(body -> new Body(captured, behind).of(body)).toList();
            List<Node> all = new ArrayList<>(operands.subList(0, op.ownOperands()));
            all.addAll(behind);
            operands = all;
            op = takenIn(op.withBodies(bodies));
        }
        changed |= !op.equals(given) || operands != givenOperands;
        return builder.add(op, operands);
    }

    private static Control takenIn(Control op) {
        return op.withBodies(op.bodies().stream().map(Captures::takeIn).toList());
    }

    private static boolean isDone(Control op, List<Node> operands) {
        Set<String> used = new HashSet<>();
        op.bodies().forEach(body -> body.inputs().forEach(n -> used.add(((Leaf.Input) n.op()).name())));
        boolean done = true;
        for (int i = op.ownOperands(); i < operands.size(); i++) {
            done &= used.contains(Control.CAPTURED + (i - op.ownOperands())) && !isMadeInside(operands.get(i));
        }
        return done;
    }

    private static boolean isMadeInside(Node node) {
        return isLeaf(node) || node.op() instanceof Movement movement && movement.isView();
    }

    private static boolean isLeaf(Node node) {
        return node.op() instanceof Leaf.Constant || node.op() instanceof Leaf.Iota;
    }

    /** A body that comes to capture other nodes. */
    private static final class Body {
        private final List<Node> captured;
        private final List<Node> behind;
        private final GraphBuilder builder = new GraphBuilder();
        private final Map<Node, Node> made = new HashMap<>();

        /** @param behind what is captured instead; more is added */
        Body(List<Node> captured, List<Node> behind) {
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
                } else if (isMadeInside(outer)) {
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
