package io.tapeless.rewrite;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Elementwise work is done before elements are repeated, and in the shape its operands came in. */
final class BroadcastRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .onMaps("compute-before-broadcast", BroadcastRules::computeBeforeBroadcast)
            .on(Elementwise.Cast.class, "compute-before-broadcast", BroadcastRules::computeBeforeBroadcast)
            .on(Elementwise.StopGradient.class, "compute-before-broadcast", BroadcastRules::computeBeforeBroadcast)
            .onMaps("compute-before-reshape", BroadcastRules::computeBeforeReshape)
            .on(Elementwise.Cast.class, "compute-before-reshape", BroadcastRules::computeBeforeReshape)
            .on(Elementwise.StopGradient.class, "compute-before-reshape", BroadcastRules::computeBeforeReshape);

    private BroadcastRules() {}

    /** {@code f(broadcast(x), broadcast(y)) → broadcast(f(x, y))} for the axes that all operands repeat. */
    private static Optional<Node> computeBeforeBroadcast(Node n, GraphBuilder g) {
        List<Integer> common = GraphBuilder.allAxes(n.shape());
        for (Node operand : n.operands()) {
            if (!(operand.op() instanceof Movement.Broadcast broadcast)) {
                return Optional.empty();
            }
            common.retainAll(broadcast.axes());
        }
        if (common.isEmpty()) {
            return Optional.empty();
        }
        List<Node> smaller = n.operands().stream().map(x -> withoutAxes(x, common, g)).toList();
        return Optional.of(g.add(new Movement.Broadcast(n.shape(), common), g.add(n.op(), smaller)));
    }

    /** A broadcast without some of the axes that it repeats along. */
    static Node withoutAxes(Node broadcast, List<Integer> axes, GraphBuilder g) {
        Shape shape = broadcast.shape().without(axes);
        List<Integer> left = new ArrayList<>();
        for (int axis : ((Movement.Broadcast) broadcast.op()).axes()) {
            if (!axes.contains(axis)) {
                left.add(axis - droppedBefore(axes, axis));
            }
        }
        return left.isEmpty() ? broadcast.operand(0)
                : g.add(new Movement.Broadcast(shape, left), broadcast.operand(0));
    }

    private static int droppedBefore(List<Integer> axes, int axis) {
        return (int) axes.stream().filter(a -> a < axis).count();
    }

    /** {@code f(reshape(x), reshape(y)) → reshape(f(x, y))} for x and y of one shape, or repeated scalars. */
    private static Optional<Node> computeBeforeReshape(Node n, GraphBuilder g) {
        Optional<Shape> from = n.operands().stream()
                .filter(x -> x.op() instanceof Movement.Reshape).map(x -> x.operand(0).shape()).findFirst();
        if (from.isEmpty() || !n.operands().stream().allMatch(x -> fits(x, from.get()))) {
            return Optional.empty();
        }
        List<Node> operands = n.operands().stream().map(x -> inShape(x, from.get(), g)).toList();
        return Optional.of(g.add(new Movement.Reshape(n.shape()), g.add(n.op(), operands)));
    }

    private static boolean fits(Node x, Shape from) {
        return x.op() instanceof Movement.Reshape && x.operand(0).shape().equals(from) || repeatsScalar(x);
    }

    private static boolean repeatsScalar(Node x) {
        return x.op() instanceof Movement.Broadcast && x.operand(0).type().rank() == 0;
    }

    private static Node inShape(Node x, Shape shape, GraphBuilder g) {
        return !repeatsScalar(x) ? x.operand(0)
                : shape.rank() == 0 ? x.operand(0)
                : g.add(new Movement.Broadcast(shape, GraphBuilder.allAxes(shape)), x.operand(0));
    }
}
