package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;
import static io.tapeless.rewrite.Match.isConstant;
import static io.tapeless.rewrite.Match.isSplat;
import static io.tapeless.rewrite.Match.splat;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Origin;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the chain rule makes, with less to compute. Equal but for rounding and the sign of zeros. */
final class AdjointRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(ScalarOp.MUL, "merge-constant-factors", AdjointRules::mergeConstantFactors)
            .on(ScalarOp.MUL, "cancel-sigmoid", AdjointRules::cancelSigmoid)
            .on(ScalarOp.DIV, "cancel-sigmoid", AdjointRules::cancelSigmoid)
            .on(ScalarOp.MUL, "distribute-to-cancel", AdjointRules::distributeToCancel)
            .on(ScalarOp.GT, "compare-activation", AdjointRules::compareActivation)
            .on(ScalarOp.NEG, "negate-chosen-branch", AdjointRules::negateChosenBranch)
            .on(Reduction.Reduce.class, "pick-repeated-term", AdjointRules::pickRepeatedTerm);

    private AdjointRules() {}

    /** {@code (x · c) · d → x · (c · d)}, where c · d is a normal number. */
    private static Optional<Node> mergeConstantFactors(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        if (!n.dtype().isFloat() || !isSplat(n.operand(1))
                || !is(inner, ScalarOp.MUL) || !isSplat(inner.operand(1))) {
            return Optional.empty();
        }
        double both = splat(n.operand(1)).orElseThrow().real(0) * splat(inner.operand(1)).orElseThrow().real(0);
        return isNormal(both, n.dtype())
                ? Optional.of(g.map(ScalarOp.MUL, inner.operand(0), g.constant(n.type(), both))) : Optional.empty();
    }

    private static boolean isNormal(double value, DType dtype) {
        double magnitude = Math.abs(value);
        return dtype == DType.F32 ? magnitude >= Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE
                : magnitude >= Double.MIN_NORMAL && magnitude <= Double.MAX_VALUE;
    }

    /** {@code x · s / s → x} for a sigmoid, or 1 − a sigmoid: s is positive, were it not for rounding. */
    private static Optional<Node> cancelSigmoid(Node n, GraphBuilder g) {
        return n.dtype().isFloat() ? cancelled(Product.of(n)).map(p -> p.build(n.type(), g)) : Optional.empty();
    }

    /** {@code (u / s ± v / t) · s · t → u · t ± v · s} for such s and t. */
    private static Optional<Node> distributeToCancel(Node n, GraphBuilder g) {
        if (!n.dtype().isFloat()) {
            return Optional.empty();
        }
        Product product = Product.of(n);
        List<Integer> all = GraphBuilder.allAxes(n.shape());
        return Stream.of(ScalarOp.ADD, ScalarOp.SUB).flatMap(sign -> product.factors(sign).stream())
                .filter(sum -> sum.axes().equals(all))
                .flatMap(sum -> {
                    Product others = product.withoutFactor(sum).orElseThrow();
                    Optional<Product> left = cancelled(others.times(new Product.Factor(sum.node().operand(0), all)));
                    Optional<Product> right = cancelled(others.times(new Product.Factor(sum.node().operand(1), all)));
                    return left.isEmpty() || right.isEmpty() ? Stream.of()
                            : Stream.of(g.add(sum.node().op(), left.get().build(n.type(), g),
                                    right.get().build(n.type(), g)));
                })
                .findFirst();
    }

    /** The product without such s that are both factor and divisor; empty if there are none. */
    private static Optional<Product> cancelled(Product product) {
        Product rest = product;
        for (Product.Factor divisor : product.divisors()) {
            if (isPositive(divisor.node())) {
                Product before = rest;
                rest = rest.withoutFactor(divisor).flatMap(p -> p.withoutDivisor(divisor)).orElse(before);
            }
        }
        return rest == product ? Optional.empty() : Optional.of(rest);
    }

    private static boolean isPositive(Node node) {
        return is(node, ScalarOp.SIGMOID)
                || is(node, ScalarOp.SUB) && isConstant(node.operand(0), 1) && is(node.operand(1), ScalarOp.SIGMOID);
    }

    /** {@code x > 0 → relu(x) > 0} where the derivative of relu(x) asks: then x need not be kept for it. */
    private static Optional<Node> compareActivation(Node n, GraphBuilder g) {
        return n.origin().derivation().flatMap(Origin.Derivation::node)
                .filter(relu -> is(relu, ScalarOp.RELU) && relu.operand(0) == n.operand(0)
                        && isConstant(n.operand(1), 0.0))
                .map(relu -> g.map(ScalarOp.GT, relu, n.operand(1)));
    }

    /** {@code −select(c, x, 0) → select(c, −x, 0)}. */
    private static Optional<Node> negateChosenBranch(Node n, GraphBuilder g) {
        Node choice = n.operand(0);
        return is(choice, ScalarOp.SELECT) && isConstant(choice.operand(2), 0.0)
                ? Optional.of(g.map(ScalarOp.SELECT, choice.operand(0), g.map(ScalarOp.NEG, choice.operand(1)),
                        choice.operand(2)))
                : Optional.empty();
    }

    /** {@code Σⱼ select(j = i, broadcast(x), 0) → select(i in range, x, 0)}. */
    private static Optional<Node> pickRepeatedTerm(Node n, GraphBuilder g) {
        Reduction.Reduce sum = (Reduction.Reduce) n.op();
        Node choice = n.operand(0);
        if (sum.kind() != Reduction.Kind.SUM || !is(choice, ScalarOp.SELECT)
                || !isConstant(choice.operand(2), 0.0)
                || !(choice.operand(1).op() instanceof Movement.Broadcast broadcast)
                || !broadcast.axes().containsAll(sum.axes())) {
            return Optional.empty();
        }
        return IndexMask.of(choice.operand(0)).filter(mask -> sum.axes().equals(List.of(mask.axis())))
                .map(mask -> new Arithmetic(g).where(mask.inRange(g),
                        BroadcastRules.withoutAxes(choice.operand(1), sum.axes(), g)));
    }
}
