package io.tapeless.rewrite;

import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reductions of nothing, of reductions, and of what was repeated. */
final class ReductionRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(Reduction.Reduce.class, "remove-empty-reduction", ReductionRules::removeEmptyReduction)
            .on(Reduction.Reduce.class, "reshape-for-unit-reduction", ReductionRules::reshapeForUnitReduction)
            .on(Reduction.Reduce.class, "merge-reductions", ReductionRules::mergeReductions)
            .on(Reduction.Reduce.class, "reduce-before-broadcast", ReductionRules::reduceBeforeBroadcast);

    private ReductionRules() {}

    private static Reduction.Reduce reduce(Node n) {
        return (Reduction.Reduce) n.op();
    }

    private static boolean isExtreme(Node n) {
        return reduce(n).kind() == Reduction.Kind.MAX || reduce(n).kind() == Reduction.Kind.MIN;
    }

    /** {@code ⊕ x → x} along no axes. */
    private static Optional<Node> removeEmptyReduction(Node n, GraphBuilder g) {
        return reduce(n).axes().isEmpty() ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code ⊕ x → reshape(x)} along axes of extent 1. */
    private static Optional<Node> reshapeForUnitReduction(Node n, GraphBuilder g) {
        return reduce(n).axes().stream().allMatch(a -> n.operand(0).shape().dim(a).isConstant(1))
                ? Optional.of(g.add(new Movement.Reshape(n.shape()), n.operand(0))) : Optional.empty();
    }

    /** {@code ⊕ ⊕ x → ⊕ x} along the axes of both. */
    private static Optional<Node> mergeReductions(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!(inner.op() instanceof Reduction.Reduce first) || first.kind() != reduce(n).kind()) {
            return Optional.empty();
        }
        List<Integer> kept = new ArrayList<>(GraphBuilder.allAxes(inner.operand(0).shape()));
        kept.removeAll(first.axes());
        List<Integer> axes = new ArrayList<>(first.axes());
        reduce(n).axes().forEach(a -> axes.add(kept.get(a)));
        axes.sort(null);
        return Optional.of(g.add(new Reduction.Reduce(first.kind(), axes), inner.operand(0)));
    }

    /** {@code ⊕ broadcast(x) → broadcast(⊕ x)} for axes that are repeated and stay; {@code max broadcast(x) → x}. */
    private static Optional<Node> reduceBeforeBroadcast(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!(inner.op() instanceof Movement.Broadcast broadcast)) {
            return Optional.empty();
        }
        List<Integer> freed = new ArrayList<>(broadcast.axes());
        List<Integer> axes = new ArrayList<>(reduce(n).axes());
        freed.removeIf(a -> axes.contains(a) && !(isExtreme(n) && isPositive(inner.shape().dim(a))));
        if (freed.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> repeated = new ArrayList<>();
        List<Integer> reduced = new ArrayList<>();
        int before = 0;
        int after = 0;
        for (int axis = 0; axis < inner.type().rank(); axis++) {
            boolean stays = !axes.contains(axis);
            boolean gone = freed.contains(axis);
            if (stays && gone) {
                repeated.add(after);
            } else if (!stays && !gone) {
                reduced.add(before);
            }
            after += stays ? 1 : 0;
            before += gone ? 0 : 1;
        }
        Node smaller = BroadcastRules.withoutAxes(inner, freed, g);
        Node result = reduced.isEmpty() ? smaller : g.add(new Reduction.Reduce(reduce(n).kind(), reduced), smaller);
        return Optional.of(repeated.isEmpty() ? result : g.add(new Movement.Broadcast(n.shape(), repeated), result));
    }

    private static boolean isPositive(Dim extent) {
        return !extent.terms().isEmpty() && extent.terms().stream().allMatch(t ->
                t.coefficient() > 0 && t.factors().stream().allMatch(s -> s.min() > 0));
    }
}
