package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;
import static io.tapeless.rewrite.Match.isConstant;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Optional;

/**
 * Formulas that cancel or overflow, replaced by functions that do not. Constants stand on the right and
 * broadcasts and reshapes outside, as canonical graphs have them, so that these are seen through.
 */
final class StabilityRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(ScalarOp.SUB, "use-expm1", StabilityRules::useExpm1)
            .on(ScalarOp.ADD, "use-expm1", StabilityRules::useExpm1)
            .on(ScalarOp.DIV, "use-sigmoid", StabilityRules::useSigmoid)
            .on(ScalarOp.SUB, "reflect-sigmoid", StabilityRules::reflectSigmoid)
            .on(ScalarOp.LE, "bound-sigmoid", StabilityRules::boundSigmoid)
            .on(ScalarOp.LOG, "remove-exp-under-log", StabilityRules::removeExpUnderLog)
            .on(ScalarOp.LOG, "use-softplus-of-sigmoid", StabilityRules::useSoftplusOfSigmoid)
            .on(ScalarOp.LOG, "use-logaddexp", StabilityRules::useLogAddExp)
            .on(ScalarOp.LOG, "use-log1mexp", StabilityRules::useLog1mExpOfExpm1)
            .on(ScalarOp.LOG, "use-log1p", StabilityRules::useLog1p)
            .on(ScalarOp.LOG1P, "use-softplus", StabilityRules::useSoftplus)
            .on(ScalarOp.LOG1P, "use-log1mexp", StabilityRules::useLog1mExp);

    private StabilityRules() {}

    /** {@code exp(x) − 1 → expm1(x)}, {@code exp(x) + (−1) → expm1(x)}, {@code 1 − exp(x) → −expm1(x)}. */
    private static Optional<Node> useExpm1(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        Node b = n.operand(1);
        if (is(a, ScalarOp.EXP) && isConstant(b, is(n, ScalarOp.SUB) ? 1 : -1)) {
            return Optional.of(g.map(ScalarOp.EXPM1, a.operand(0)));
        }
        return is(n, ScalarOp.SUB) && isConstant(a, 1) && is(b, ScalarOp.EXP)
                ? Optional.of(g.map(ScalarOp.NEG, g.map(ScalarOp.EXPM1, b.operand(0)))) : Optional.empty();
    }

    /** {@code 1 / (exp(x) + 1) → sigmoid(−x)}, {@code exp(x) / (exp(x) + 1) → sigmoid(x)}. */
    private static Optional<Node> useSigmoid(Node n, GraphBuilder g) {
        Node divisor = n.operand(1);
        Optional<Node> exp = plusOne(divisor).filter(x -> is(x, ScalarOp.EXP));
        if (exp.isEmpty()) {
            return Optional.empty();
        }
        Node x = exp.get().operand(0);
        if (n.operand(0) == exp.get()) {
            return Optional.of(g.map(ScalarOp.SIGMOID, x));
        }
        return isConstant(n.operand(0), 1)
                ? Optional.of(g.map(ScalarOp.SIGMOID, g.map(ScalarOp.NEG, x))) : Optional.empty();
    }

    /** The x of {@code x + 1} or {@code 1 + x}. */
    private static Optional<Node> plusOne(Node n) {
        return is(n, ScalarOp.ADD) && isConstant(n.operand(1), 1) ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /**
     * {@code 1 − sigmoid(x) → sigmoid(−x)}. Not in adjoints: they have the sigmoid at hand, and one
     * subtraction is cheaper than a second exponential.
     */
    private static Optional<Node> reflectSigmoid(Node n, GraphBuilder g) {
        return isConstant(n.operand(0), 1) && is(n.operand(1), ScalarOp.SIGMOID)
                && n.origin().derivation().isEmpty()
                ? Optional.of(g.map(ScalarOp.SIGMOID, g.map(ScalarOp.NEG, n.operand(1).operand(0))))
                : Optional.empty();
    }

    /** {@code sigmoid(x) ≤ 0 → false}, {@code −sigmoid(x) ≤ −1 → false}: true by underflow and rounding alone. */
    private static Optional<Node> boundSigmoid(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        Node b = n.operand(1);
        boolean below = is(a, ScalarOp.SIGMOID) && isConstant(b, 0.0);
        boolean above = is(a, ScalarOp.NEG) && is(a.operand(0), ScalarOp.SIGMOID) && isConstant(b, -1);
        return below || above ? Optional.of(g.constant(n.type(), 0)) : Optional.empty();
    }

    /** {@code log(exp(x)) → x}. */
    private static Optional<Node> removeExpUnderLog(Node n, GraphBuilder g) {
        return is(n.operand(0), ScalarOp.EXP) ? Optional.of(n.operand(0).operand(0)) : Optional.empty();
    }

    /** {@code log(sigmoid(x)) → −softplus(−x)}, {@code log(1 − sigmoid(x)) → −softplus(x)}. */
    private static Optional<Node> useSoftplusOfSigmoid(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        if (is(a, ScalarOp.SIGMOID)) {
            Node minus = g.map(ScalarOp.NEG, a.operand(0));
            return Optional.of(g.map(ScalarOp.NEG, g.map(ScalarOp.SOFTPLUS, minus)));
        }
        return is(a, ScalarOp.SUB) && isConstant(a.operand(0), 1) && is(a.operand(1), ScalarOp.SIGMOID)
                ? Optional.of(g.map(ScalarOp.NEG, g.map(ScalarOp.SOFTPLUS, a.operand(1).operand(0))))
                : Optional.empty();
    }

    /** {@code log(exp(a) + exp(b)) → h + softplus(l − h)} with h the larger, l the smaller; h alone if infinite. */
    private static Optional<Node> useLogAddExp(Node n, GraphBuilder g) {
        Node sum = n.operand(0);
        if (!is(sum, ScalarOp.ADD) || !is(sum.operand(0), ScalarOp.EXP) || !is(sum.operand(1), ScalarOp.EXP)) {
            return Optional.empty();
        }
        Arithmetic x = new Arithmetic(g);
        Node a = sum.operand(0).operand(0);
        Node b = sum.operand(1).operand(0);
        Node high = x.map(ScalarOp.MAX, a, b);
        Node gap = x.where(Match.finite(high, x), x.sub(x.map(ScalarOp.MIN, a, b), high));
        return Optional.of(x.add(high, x.map(ScalarOp.SOFTPLUS, gap)));
    }

    /** {@code log(−expm1(x)) → log1mexp(x)}, which is what {@code log(1 − exp(x))} has become. */
    private static Optional<Node> useLog1mExpOfExpm1(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        return is(a, ScalarOp.NEG) && is(a.operand(0), ScalarOp.EXPM1)
                ? Optional.of(g.map(ScalarOp.LOG1MEXP, a.operand(0).operand(0))) : Optional.empty();
    }

    /** {@code log(x + 1) → log1p(x)}, {@code log(1 − x) → log1p(−x)}. */
    private static Optional<Node> useLog1p(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        Optional<Node> x = plusOne(a);
        if (x.isPresent()) {
            return Optional.of(g.map(ScalarOp.LOG1P, x.get()));
        }
        return is(a, ScalarOp.SUB) && isConstant(a.operand(0), 1)
                ? Optional.of(g.map(ScalarOp.LOG1P, g.map(ScalarOp.NEG, a.operand(1)))) : Optional.empty();
    }

    /** {@code log1p(exp(x)) → softplus(x)}, {@code log1p(−sigmoid(x)) → −softplus(x)}. */
    private static Optional<Node> useSoftplus(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        if (is(a, ScalarOp.EXP)) {
            return Optional.of(g.map(ScalarOp.SOFTPLUS, a.operand(0)));
        }
        return is(a, ScalarOp.NEG) && is(a.operand(0), ScalarOp.SIGMOID)
                ? Optional.of(g.map(ScalarOp.NEG, g.map(ScalarOp.SOFTPLUS, a.operand(0).operand(0))))
                : Optional.empty();
    }

    /** {@code log1p(−exp(x)) → log1mexp(x)}. */
    private static Optional<Node> useLog1mExp(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        return is(a, ScalarOp.NEG) && is(a.operand(0), ScalarOp.EXP)
                ? Optional.of(g.map(ScalarOp.LOG1MEXP, a.operand(0).operand(0))) : Optional.empty();
    }
}
