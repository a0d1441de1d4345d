package io.tapeless.rewrite;

import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Movements that undo, repeat or do nothing; what repeats elements goes last, so that less is moved. */
final class MovementRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(Movement.Reshape.class, "remove-identity-reshape", MovementRules::removeIdentity)
            .on(Movement.Reshape.class, "merge-reshapes", MovementRules::mergeReshapes)
            .on(Movement.Reshape.class, "reshape-before-broadcast", MovementRules::reshapeBeforeBroadcast)
            .on(Movement.Transpose.class, "remove-identity-transpose", MovementRules::removeIdentityTranspose)
            .on(Movement.Transpose.class, "merge-transposes", MovementRules::mergeTransposes)
            .on(Movement.Transpose.class, "transpose-before-broadcast", MovementRules::transposeBeforeBroadcast)
            .on(Movement.Broadcast.class, "remove-identity-broadcast", MovementRules::removeIdentity)
            .on(Movement.Broadcast.class, "merge-broadcasts", MovementRules::mergeBroadcasts)
            .on(Movement.Broadcast.class, "reshape-for-unit-broadcast", MovementRules::reshapeForUnitBroadcast)
            .on(Movement.Slice.class, "remove-identity-slice", MovementRules::removeIdentitySlice)
            .on(Movement.Slice.class, "merge-slices", MovementRules::mergeSlices)
            .on(Movement.Slice.class, "take-concatenated-part", MovementRules::takeConcatenatedPart)
            .on(Movement.Pad.class, "remove-identity-pad", MovementRules::removeIdentityPad)
            .on(Movement.Concat.class, "remove-single-concat", MovementRules::removeSingleConcat)
            .on(Movement.Reverse.class, "remove-double-reverse", MovementRules::removeDoubleReverse)
            .on(Movement.Reverse.class, "remove-empty-reverse", MovementRules::removeEmptyReverse);

    private MovementRules() {}

    /** {@code reshape(x) → x}, {@code broadcast(x) → x} if the shape stays. */
    private static Optional<Node> removeIdentity(Node n, GraphBuilder g) {
        return n.type().equals(n.operand(0).type()) ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code reshape(reshape(x)) → reshape(x)}. */
    private static Optional<Node> mergeReshapes(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        return inner.op() instanceof Movement.Reshape
                ? Optional.of(g.add(n.op(), inner.operand(0))) : Optional.empty();
    }

    /** {@code reshape(broadcast(x)) → broadcast(reshape(x))} if the reshape only adds or drops axes of extent 1. */
    private static Optional<Node> reshapeBeforeBroadcast(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        Shape to = n.shape();
        if (!(inner.op() instanceof Movement.Broadcast broadcast) || !to.agreesInLongAxes(inner.shape())) {
            return Optional.empty();
        }
        List<Integer> from = inner.shape().longAxes();
        List<Integer> kept = to.longAxes();
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            int place = kept.indexOf(axis);
            if (place < 0 || broadcast.axes().contains(from.get(place))) {
                axes.add(axis);
            }
        }
        Node x = g.add(new Movement.Reshape(to.without(axes)), inner.operand(0));
        return Optional.of(g.add(new Movement.Broadcast(to, axes), x));
    }

    /** {@code transpose(x, 0 1 2 …) → x}. */
    private static Optional<Node> removeIdentityTranspose(Node n, GraphBuilder g) {
        List<Integer> permutation = ((Movement.Transpose) n.op()).permutation();
        return permutation.equals(GraphBuilder.allAxes(n.shape())) ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code transpose(transpose(x, p), q) → transpose(x, p ∘ q)}. */
    private static Optional<Node> mergeTransposes(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!(inner.op() instanceof Movement.Transpose first)) {
            return Optional.empty();
        }
        List<Integer> both = ((Movement.Transpose) n.op()).permutation().stream()
                .map(first.permutation()::get).toList();
        return Optional.of(g.add(new Movement.Transpose(both), inner.operand(0)));
    }

    /** {@code transpose(broadcast(x)) → broadcast(transpose(x))}. */
    private static Optional<Node> transposeBeforeBroadcast(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!(inner.op() instanceof Movement.Broadcast broadcast)) {
            return Optional.empty();
        }
        List<Integer> kept = keptAxes(broadcast);
        List<Integer> axes = new ArrayList<>();
        List<Integer> permutation = new ArrayList<>();
        for (int source : ((Movement.Transpose) n.op()).permutation()) {
            if (broadcast.axes().contains(source)) {
                axes.add(axes.size() + permutation.size());
            } else {
                permutation.add(kept.indexOf(source));
            }
        }
        Node x = g.add(new Movement.Transpose(permutation), inner.operand(0));
        return Optional.of(g.add(new Movement.Broadcast(n.shape(), axes), x));
    }

    /** The axes of a broadcast's result that its operand has. */
    static List<Integer> keptAxes(Movement.Broadcast broadcast) {
        return GraphBuilder.allAxes(broadcast.to()).stream().filter(a -> !broadcast.axes().contains(a)).toList();
    }

    /** {@code broadcast(broadcast(x)) → broadcast(x)}. */
    private static Optional<Node> mergeBroadcasts(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!(inner.op() instanceof Movement.Broadcast first)) {
            return Optional.empty();
        }
        Movement.Broadcast second = (Movement.Broadcast) n.op();
        List<Integer> kept = keptAxes(second);
        List<Integer> axes = new ArrayList<>(second.axes());
        first.axes().forEach(a -> axes.add(kept.get(a)));
        axes.sort(null);
        return Optional.of(g.add(new Movement.Broadcast(n.shape(), axes), inner.operand(0)));
    }

    /** {@code broadcast(x) → reshape(x)} if every new axis has extent 1 and x is no constant. */
    private static Optional<Node> reshapeForUnitBroadcast(Node n, GraphBuilder g) {
        Movement.Broadcast broadcast = (Movement.Broadcast) n.op();
        return !Match.isSplat(n) && broadcast.axes().stream().allMatch(a -> n.shape().dim(a).isConstant(1))
                ? Optional.of(g.add(new Movement.Reshape(n.shape()), n.operand(0))) : Optional.empty();
    }

    /** {@code slice(x) → x} if it takes all. */
    private static Optional<Node> removeIdentitySlice(Node n, GraphBuilder g) {
        return startsAtZero((Movement.Slice) n.op()) ? removeIdentity(n, g) : Optional.empty();
    }

    private static boolean startsAtZero(Movement.Slice slice) {
        return slice.starts().stream().allMatch(d -> d.isConstant(0));
    }

    /** {@code slice(slice(x, s, t), u, v) → slice(x, s + u·t, t·v)}. */
    private static Optional<Node> mergeSlices(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!(inner.op() instanceof Movement.Slice first)) {
            return Optional.empty();
        }
        Movement.Slice second = (Movement.Slice) n.op();
        List<Dim> starts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int axis = 0; axis < n.shape().rank(); axis++) {
            int step = first.steps().get(axis);
            starts.add(first.starts().get(axis).plus(second.starts().get(axis).times(step)));
            steps.add(step * second.steps().get(axis));
        }
        return Optional.of(g.add(new Movement.Slice(starts, second.sizes(), steps), inner.operand(0)));
    }

    /** {@code slice(concat(…, x, …)) → x} where the slice is just that part. */
    private static Optional<Node> takeConcatenatedPart(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!(inner.op() instanceof Movement.Concat concat)) {
            return Optional.empty();
        }
        Movement.Slice slice = (Movement.Slice) n.op();
        Dim offset = Dim.ZERO;
        for (Node part : inner.operands()) {
            List<Dim> starts = new ArrayList<>(Collections.nCopies(n.type().rank(), Dim.ZERO));
            starts.set(concat.axis(), offset);
            boolean contiguous = slice.steps().get(concat.axis()) == 1;
            if (contiguous && part.type().equals(n.type()) && slice.starts().equals(starts)) {
                return Optional.of(part);
            }
            offset = offset.plus(part.shape().dim(concat.axis()));
        }
        return Optional.empty();
    }

    /** {@code pad(x, _) → x} if nothing is put anywhere. */
    private static Optional<Node> removeIdentityPad(Node n, GraphBuilder g) {
        Movement.Pad pad = (Movement.Pad) n.op();
        boolean nothing = n.type().equals(n.operand(0).type())
                && pad.low().stream().allMatch(d -> d.isConstant(0))
                && pad.high().stream().allMatch(d -> d.isConstant(0));
        return nothing ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code concat(x) → x}. */
    private static Optional<Node> removeSingleConcat(Node n, GraphBuilder g) {
        return n.operands().size() == 1 ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code reverse(reverse(x)) → x} along the same axes. */
    private static Optional<Node> removeDoubleReverse(Node n, GraphBuilder g) {
        return n.operand(0).op().equals(n.op()) ? Optional.of(n.operand(0).operand(0)) : Optional.empty();
    }

    /** {@code reverse(x) → x} along no axes. */
    private static Optional<Node> removeEmptyReverse(Node n, GraphBuilder g) {
        return ((Movement.Reverse) n.op()).axes().isEmpty() ? Optional.of(n.operand(0)) : Optional.empty();
    }
}
