package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;
import static io.tapeless.rewrite.Match.isConstant;
import static io.tapeless.rewrite.Match.isSplat;

import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Optional;

/** Choices, truth values and conversions. */
final class LogicRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(ScalarOp.SELECT, "choose-known-branch", LogicRules::chooseKnownBranch)
            .on(ScalarOp.SELECT, "swap-negated-branches", LogicRules::swapNegatedBranches)
            .on(ScalarOp.SELECT, "merge-equal-choices", LogicRules::mergeEqualChoices)
            .on(ScalarOp.NOT, "remove-double-not", LogicRules::removeDoubleNot)
            .on(ScalarOp.NOT, "negate-equality", LogicRules::negateEquality)
            .on(ScalarOp.AND, "simplify-and", LogicRules::simplifyJunction)
            .on(ScalarOp.OR, "simplify-or", LogicRules::simplifyJunction)
            .on(Elementwise.Cast.class, "remove-identity-cast", LogicRules::removeIdentityCast)
            .on(Elementwise.Cast.class, "merge-exact-casts", LogicRules::mergeExactCasts);

    private LogicRules() {}

    /** {@code select(true, a, b) → a}, {@code select(false, a, b) → b}, {@code select(c, a, a) → a}. */
    private static Optional<Node> chooseKnownBranch(Node n, GraphBuilder g) {
        Node condition = n.operand(0);
        if (n.operand(1) == n.operand(2)) {
            return Optional.of(n.operand(1));
        }
        return isSplat(condition) ? Optional.of(n.operand(isConstant(condition, 1) ? 1 : 2)) : Optional.empty();
    }

    /** {@code select(¬c, a, b) → select(c, b, a)}. */
    private static Optional<Node> swapNegatedBranches(Node n, GraphBuilder g) {
        return is(n.operand(0), ScalarOp.NOT)
                ? Optional.of(g.map(ScalarOp.SELECT, n.operand(0).operand(0), n.operand(2), n.operand(1)))
                : Optional.empty();
    }

    /** {@code select(c, select(c, a, _), b) → select(c, a, b)}, and so for b. */
    private static Optional<Node> mergeEqualChoices(Node n, GraphBuilder g) {
        Node condition = n.operand(0);
        Node a = branch(condition, n.operand(1), 1);
        Node b = branch(condition, n.operand(2), 2);
        return a == n.operand(1) && b == n.operand(2) ? Optional.empty()
                : Optional.of(g.map(ScalarOp.SELECT, condition, a, b));
    }

    private static Node branch(Node condition, Node value, int side) {
        return is(value, ScalarOp.SELECT) && value.operand(0) == condition ? value.operand(side) : value;
    }

    /** {@code ¬¬x → x}. */
    private static Optional<Node> removeDoubleNot(Node n, GraphBuilder g) {
        return is(n.operand(0), ScalarOp.NOT) ? Optional.of(n.operand(0).operand(0)) : Optional.empty();
    }

    /** {@code ¬(a = b) → a ≠ b}, {@code ¬(a ≠ b) → a = b}; orders have no such rule, as NaN is in none. */
    private static Optional<Node> negateEquality(Node n, GraphBuilder g) {
        Node x = n.operand(0);
        if (!is(x, ScalarOp.EQ) && !is(x, ScalarOp.NE)) {
            return Optional.empty();
        }
        return Optional.of(g.map(is(x, ScalarOp.EQ) ? ScalarOp.NE : ScalarOp.EQ, x.operand(0), x.operand(1)));
    }

    /** {@code x ∧ x → x}, {@code x ∧ true → x}, {@code x ∧ false → false}; {@code ∨} with true and false exchanged. */
    private static Optional<Node> simplifyJunction(Node n, GraphBuilder g) {
        Node x = n.operand(0);
        Node y = n.operand(1);
        if (x == y) {
            return Optional.of(x);
        }
        if (n.dtype() != DType.BOOL || !isSplat(y)) {
            return Optional.empty();
        }
        boolean neutral = isConstant(y, is(n, ScalarOp.AND) ? 1 : 0);
        return Optional.of(neutral ? x : y);
    }

    /** {@code cast(x) → x} if x is of that dtype. */
    private static Optional<Node> removeIdentityCast(Node n, GraphBuilder g) {
        return n.dtype() == n.operand(0).dtype() ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code cast(cast(x, t), u) → cast(x, u)} if t represents every value of x's dtype. */
    private static Optional<Node> mergeExactCasts(Node n, GraphBuilder g) {
        Node inner = n.operand(0);
        return inner.op() instanceof Elementwise.Cast && isExact(inner.operand(0).dtype(), inner.dtype())
                ? Optional.of(g.add(n.op(), inner.operand(0))) : Optional.empty();
    }

    private static boolean isExact(DType from, DType to) {
        return switch (from) {
            case BOOL -> true;
            case I32 -> to == DType.I64 || to == DType.F64;
            case F32 -> to == DType.F64;
            case I64, F64 -> false;
        };
    }
}
