package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;
import static io.tapeless.rewrite.Match.isConstant;
import static io.tapeless.rewrite.Match.isSplat;
import static io.tapeless.rewrite.Match.splat;

import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Optional;

/**
 * Algebra on numbers that holds for every IEEE value, signed zeros, infinities and NaN included. So
 * {@code x + 0}, {@code x · 0}, {@code x − x} and {@code x / x} stay: −0 + 0 is 0, ∞ · 0 is NaN.
 */
final class ArithmeticRules {
    static final RuleSet RULES = commutations()
            .on(ScalarOp.NEG, "remove-double-negation", ArithmeticRules::removeDoubleNegation)
            .on(ScalarOp.NEG, "negate-constant-factor", ArithmeticRules::negateConstantFactor)
            .on(ScalarOp.ABS, "remove-sign-under-abs", ArithmeticRules::removeSignUnderAbs)
            .on(ScalarOp.ADD, "remove-neutral-term", ArithmeticRules::removeNeutralTerm)
            .on(ScalarOp.ADD, "subtract-negated-term", ArithmeticRules::subtractNegatedTerm)
            .on(ScalarOp.ADD, "double-equal-terms", ArithmeticRules::doubleEqualTerms)
            .on(ScalarOp.SUB, "remove-subtracted-zero", ArithmeticRules::removeSubtractedZero)
            .on(ScalarOp.SUB, "add-subtracted-negation", ArithmeticRules::addSubtractedNegation)
            .on(ScalarOp.MUL, "remove-factor-one", ArithmeticRules::removeOne)
            .on(ScalarOp.MUL, "negate-for-minus-one", ArithmeticRules::negateForMinusOne)
            .on(ScalarOp.MUL, "lift-negation", ArithmeticRules::liftNegation)
            .on(ScalarOp.DIV, "remove-divisor-one", ArithmeticRules::removeOne)
            .on(ScalarOp.DIV, "negate-for-minus-one", ArithmeticRules::negateForMinusOne)
            .on(ScalarOp.DIV, "lift-negation", ArithmeticRules::liftNegation)
            .on(ScalarOp.DIV, "multiply-by-power-of-two", ArithmeticRules::multiplyByPowerOfTwo)
            .on(ScalarOp.POW, "multiply-small-power", ArithmeticRules::multiplySmallPower)
            .on(ScalarOp.MIN, "remove-equal-operand", ArithmeticRules::removeEqualOperand)
            .on(ScalarOp.MAX, "remove-equal-operand", ArithmeticRules::removeEqualOperand)
            .on(ScalarOp.RELU, "remove-double-relu", ArithmeticRules::removeDoubleRelu);

    private ArithmeticRules() {}

    private static RuleSet commutations() {
        RuleSet rules = RuleSet.EMPTY;
        for (ScalarOp function : ScalarOp.values()) {
            if (function.isCommutative()) {
                rules = rules.on(function, "put-constant-right", ArithmeticRules::putConstantRight);
            }
        }
        return rules;
    }

    /** {@code c ∘ x → x ∘ c} for a commutative ∘. */
    private static Optional<Node> putConstantRight(Node n, GraphBuilder g) {
        return isSplat(n.operand(0)) && !isSplat(n.operand(1))
                ? Optional.of(g.add(n.op(), n.operand(1), n.operand(0))) : Optional.empty();
    }

    /** {@code −(−x) → x}. */
    private static Optional<Node> removeDoubleNegation(Node n, GraphBuilder g) {
        return is(n.operand(0), ScalarOp.NEG) ? Optional.of(n.operand(0).operand(0)) : Optional.empty();
    }

    /** {@code −(x · c) → x · (−c)}, {@code −(x / c) → x / (−c)}, {@code −(c / x) → (−c) / x}. */
    private static Optional<Node> negateConstantFactor(Node n, GraphBuilder g) {
        Node x = n.operand(0);
        if (!n.dtype().isFloat() || !is(x, ScalarOp.MUL) && !is(x, ScalarOp.DIV)) {
            return Optional.empty();
        }
        if (isSplat(x.operand(1))) {
            return Optional.of(g.add(x.op(), x.operand(0), negated(x.operand(1), g)));
        }
        return is(x, ScalarOp.DIV) && isSplat(x.operand(0))
                ? Optional.of(g.add(x.op(), negated(x.operand(0), g), x.operand(1))) : Optional.empty();
    }

    private static Node negated(Node constant, GraphBuilder g) {
        return g.constant(constant.type(), -splat(constant).orElseThrow().real(0));
    }

    /** {@code |−x| → |x|}, {@code ||x|| → |x|}. */
    private static Optional<Node> removeSignUnderAbs(Node n, GraphBuilder g) {
        Node x = n.operand(0);
        return is(x, ScalarOp.ABS) ? Optional.of(x)
                : is(x, ScalarOp.NEG) ? Optional.of(g.map(ScalarOp.ABS, x.operand(0))) : Optional.empty();
    }

    /** {@code x + (−0) → x}; of integers, {@code x + 0 → x}. */
    private static Optional<Node> removeNeutralTerm(Node n, GraphBuilder g) {
        return isConstant(n.operand(1), n.dtype().isFloat() ? -0.0 : 0.0)
                ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code x + (−y) → x − y}, {@code −x + y → y − x}. */
    private static Optional<Node> subtractNegatedTerm(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        Node b = n.operand(1);
        return is(b, ScalarOp.NEG) ? Optional.of(g.map(ScalarOp.SUB, a, b.operand(0)))
                : is(a, ScalarOp.NEG) ? Optional.of(g.map(ScalarOp.SUB, b, a.operand(0))) : Optional.empty();
    }

    /** {@code x + x → x · 2}. */
    private static Optional<Node> doubleEqualTerms(Node n, GraphBuilder g) {
        return n.operand(0) == n.operand(1)
                ? Optional.of(g.map(ScalarOp.MUL, n.operand(0), g.constant(n.type(), 2))) : Optional.empty();
    }

    /** {@code x − 0 → x}. */
    private static Optional<Node> removeSubtractedZero(Node n, GraphBuilder g) {
        return isConstant(n.operand(1), 0.0) ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code x − (−y) → x + y}. */
    private static Optional<Node> addSubtractedNegation(Node n, GraphBuilder g) {
        Node b = n.operand(1);
        return is(b, ScalarOp.NEG) ? Optional.of(g.map(ScalarOp.ADD, n.operand(0), b.operand(0))) : Optional.empty();
    }

    /** {@code x · 1 → x}, {@code x / 1 → x}. */
    private static Optional<Node> removeOne(Node n, GraphBuilder g) {
        return isConstant(n.operand(1), 1) ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code x · (−1) → −x}, {@code x / (−1) → −x}. */
    private static Optional<Node> negateForMinusOne(Node n, GraphBuilder g) {
        return isConstant(n.operand(1), -1) ? Optional.of(g.map(ScalarOp.NEG, n.operand(0))) : Optional.empty();
    }

    /** {@code (−x) · y → −(x · y)}, {@code x · (−y) → −(x · y)}, and so for division; of floats. */
    private static Optional<Node> liftNegation(Node n, GraphBuilder g) {
        Node a = n.operand(0);
        Node b = n.operand(1);
        boolean left = is(a, ScalarOp.NEG);
        boolean right = is(b, ScalarOp.NEG);
        if (!n.dtype().isFloat() || !left && !right) {
            return Optional.empty();
        }
        Node positive = g.add(n.op(), left ? a.operand(0) : a, right ? b.operand(0) : b);
        return Optional.of(left && right ? positive : g.map(ScalarOp.NEG, positive));
    }

    /** {@code x / 2ᵏ → x · 2⁻ᵏ}, where 2⁻ᵏ is a normal number. */
    private static Optional<Node> multiplyByPowerOfTwo(Node n, GraphBuilder g) {
        Optional<Literal> divisor = splat(n.operand(1));
        if (!n.dtype().isFloat() || divisor.isEmpty()) {
            return Optional.empty();
        }
        double d = divisor.get().real(0);
        int exponent = Math.getExponent(d);
        boolean power = Math.abs(d) == Math.scalb(1.0, exponent) && Math.abs(exponent) < Float.MAX_EXPONENT;
        return power ? Optional.of(g.map(ScalarOp.MUL, n.operand(0), g.constant(n.type(), 1 / d)))
                : Optional.empty();
    }

    /**
     * {@code x⁰ → 1}, {@code x¹ → x}, {@code x² → x · x}, {@code x³ → x · x · x}, {@code x⁴ → (x · x)²},
     * {@code x⁻¹ → 1 / x}.
     */
    private static Optional<Node> multiplySmallPower(Node n, GraphBuilder g) {
        Node x = n.operand(0);
        Optional<Literal> power = splat(n.operand(1));
        double exponent = power.isPresent() ? power.get().real(0) : Double.NaN;
        if (exponent == 0) {
            return Optional.of(g.constant(n.type(), 1));
        }
        if (exponent == 1) {
            return Optional.of(x);
        }
        if (exponent == -1) {
            return Optional.of(g.map(ScalarOp.DIV, g.constant(n.type(), 1), x));
        }
        if (exponent != 2 && exponent != 3 && exponent != 4) {
            return Optional.empty();
        }
        Node square = g.map(ScalarOp.MUL, x, x);
        return Optional.of(exponent == 2 ? square
                : g.map(ScalarOp.MUL, square, exponent == 3 ? x : square));
    }

    /** {@code min(x, x) → x}, {@code max(x, x) → x}. */
    private static Optional<Node> removeEqualOperand(Node n, GraphBuilder g) {
        return n.operand(0) == n.operand(1) ? Optional.of(n.operand(0)) : Optional.empty();
    }

    /** {@code relu(relu(x)) → relu(x)}. */
    private static Optional<Node> removeDoubleRelu(Node n, GraphBuilder g) {
        return is(n.operand(0), ScalarOp.RELU) ? Optional.of(n.operand(0)) : Optional.empty();
    }
}
