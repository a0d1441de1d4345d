package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Optional;

/** Sums of exponentials, shifted by the largest exponent m, which is a constant to the calculus. */
final class SoftmaxRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(ScalarOp.DIV, "shift-softmax", SoftmaxRules::shiftSoftmax)
            .on(ScalarOp.LOG, "shift-logsumexp", SoftmaxRules::shiftLogSumExp)
            .on(ScalarOp.LOG, "subtract-log-normalizer", SoftmaxRules::subtractLogNormalizer)
            .on(ScalarOp.LOG, "pick-after-log", SoftmaxRules::pickAfterLog);

    private SoftmaxRules() {}

    /** {@code exp(x) / Σ exp(x) → exp(x − m) / Σ exp(x − m)}. */
    private static Optional<Node> shiftSoftmax(Node n, GraphBuilder g) {
        Optional<Reduction.Reduce> sum = normalizer(n);
        if (sum.isEmpty() || isShifted(n.operand(0).operand(0), sum.get().axes())) {
            return Optional.empty();
        }
        Arithmetic x = new Arithmetic(g);
        Node exponent = n.operand(0).operand(0);
        Node shift = constant(x.reduce(Reduction.Kind.MAX, exponent, sum.get().axes()), g);
        Node exp = x.map(ScalarOp.EXP, x.sub(exponent, repeated(shift, exponent, sum.get().axes(), x)));
        return Optional.of(x.div(exp, repeated(x.sum(exp, sum.get().axes()), exponent, sum.get().axes(), x)));
    }

    /** {@code log Σ exp(x) → m + log Σ exp(x − m)}; with 0 for an infinite m. */
    private static Optional<Node> shiftLogSumExp(Node n, GraphBuilder g) {
        Node sum = n.operand(0);
        if (!(sum.op() instanceof Reduction.Reduce reduce) || reduce.kind() != Reduction.Kind.SUM
                || !is(sum.operand(0), ScalarOp.EXP) || isShifted(sum.operand(0).operand(0), reduce.axes())) {
            return Optional.empty();
        }
        Arithmetic x = new Arithmetic(g);
        Node exponent = sum.operand(0).operand(0);
        Node max = constant(x.reduce(Reduction.Kind.MAX, exponent, reduce.axes()), g);
        Node shift = x.where(Match.finite(max, x), max);
        Node exp = x.map(ScalarOp.EXP, x.sub(exponent, repeated(shift, exponent, reduce.axes(), x)));
        return Optional.of(x.add(x.map(ScalarOp.LOG, x.sum(exp, reduce.axes())), shift));
    }

    /** {@code log(exp(x) / Σ exp(x)) → x − log Σ exp(x)}. */
    private static Optional<Node> subtractLogNormalizer(Node n, GraphBuilder g) {
        Node quotient = n.operand(0);
        if (!is(quotient, ScalarOp.DIV) || normalizer(quotient).isEmpty()) {
            return Optional.empty();
        }
        Node log = g.map(ScalarOp.LOG, quotient.operand(1));
        return Optional.of(g.map(ScalarOp.SUB, quotient.operand(0).operand(0), log));
    }

    /** {@code log(gather(p, i)) → gather(log p, i)} of a softmax p, so that its logarithm is a difference. */
    private static Optional<Node> pickAfterLog(Node n, GraphBuilder g) {
        Node gather = n.operand(0);
        if (!(gather.op() instanceof Indexing.Gather)) {
            return Optional.empty();
        }
        Node picked = gather.operand(0);
        Node softmax = picked.op() instanceof Movement.Reshape ? picked.operand(0) : picked;
        return is(softmax, ScalarOp.DIV) && normalizer(softmax).isPresent()
                ? Optional.of(g.add(gather.op(), g.map(ScalarOp.LOG, picked), gather.operand(1))) : Optional.empty();
    }

    /** The sum s of a quotient {@code exp(x) / broadcast(s)} with {@code s = Σ exp(x)} over the repeated axes. */
    private static Optional<Reduction.Reduce> normalizer(Node quotient) {
        Node exp = quotient.operand(0);
        return is(exp, ScalarOp.EXP) ? sumOf(exp, quotient.operand(1)) : Optional.empty();
    }

    /** The operation s of {@code broadcast(s)} if {@code s = Σ terms} over just the repeated axes. */
    static Optional<Reduction.Reduce> sumOf(Node terms, Node repeated) {
        return repeated.op() instanceof Movement.Broadcast broadcast
                && repeated.operand(0).op() instanceof Reduction.Reduce reduce
                && reduce.kind() == Reduction.Kind.SUM && repeated.operand(0).operand(0) == terms
                && reduce.axes().equals(broadcast.axes()) ? Optional.of(reduce) : Optional.empty();
    }

    /** True for {@code y − broadcast(m)} along the axes, where m is a largest element or that and 0. */
    private static boolean isShifted(Node x, List<Integer> axes) {
        if (!is(x, ScalarOp.SUB) || !(x.operand(1).op() instanceof Movement.Broadcast broadcast)
                || !broadcast.axes().equals(axes)) {
            return false;
        }
        Node m = x.operand(1).operand(0);
        if (is(m, ScalarOp.SELECT)) {
            m = m.operand(1);
        }
        if (m.op() instanceof Elementwise.StopGradient) {
            m = m.operand(0);
        }
        return m.op() instanceof Reduction.Reduce reduce && reduce.kind() == Reduction.Kind.MAX;
    }

    private static Node constant(Node max, GraphBuilder g) {
        return g.add(new Elementwise.StopGradient(), max);
    }

    private static Node repeated(Node row, Node like, List<Integer> axes, Arithmetic x) {
        return x.broadcast(row, like.shape(), axes);
    }
}
