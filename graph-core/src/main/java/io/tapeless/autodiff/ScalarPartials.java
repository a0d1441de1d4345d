package io.tapeless.autodiff;

import static io.tapeless.autodiff.LinearMap.NONE;
import static io.tapeless.autodiff.LinearMap.ZERO;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.List;

/**
 * The calculus page: for each function of scalars {@code y = f(a, b, …)} its partial derivatives, one a
 * row and operand, each as the map {@code v ↦ ∂f/∂a · v}. Being elementwise it is its own transpose, so
 * forward mode (v a tangent) and reverse mode (v an adjoint) both read this table.
 *
 * <p>At kinks: {@code relu'(0) = 0}, {@code abs'(0) = 0}, {@code min} and {@code max} share ties in
 * halves, {@code clip' = 1} on the closed interval, {@code sqrt'(0) = ∞}. A partial of 0 or 1 chosen by
 * a comparison selects v instead of multiplying it.
 */
final class ScalarPartials {
    private static final double LN2 = Math.log(2);
    private static final double LN10 = Math.log(10);
    private static final double TWO_BY_SQRT_PI = 2 / Math.sqrt(Math.PI);
    private static final double SQRT_PI_BY_2 = Math.sqrt(Math.PI) / 2;

    private final Arithmetic x;
    private final Masks masks;

    ScalarPartials(Arithmetic arithmetic, Masks masks) {
        this.x = arithmetic;
        this.masks = masks;
    }

    /** The partial derivative with respect to each operand of a map node; none for what is not of floats. */
    List<LinearMap> of(ScalarOp function, Node y) {
        Node a = y.operand(0);
        Node b = function.arity() > 1 ? y.operand(1) : null;
        Node c = function.arity() > 2 ? y.operand(2) : null;
        return switch (function) {
            // (−a)' = −1
            case NEG -> List.of(x::neg);
            // |a|' = sign a
            case ABS -> List.of(v -> x.where(ne(a, 0), x.select(gt(a, 0), v, x.neg(v))));
            case SIGN -> List.of(ZERO);
            // a + b: 1, 1
            case ADD -> List.of(v -> v, v -> v);
            // a − b: 1, −1
            case SUB -> List.of(v -> v, x::neg);
            // a·b: b, a
            case MUL -> List.of(v -> times(v, b), v -> times(v, a));
            // a/b: 1/b, −(a/b)/b
            case DIV -> List.of(v -> over(v, b), v -> x.neg(over(times(v, y), b)));
            // a − trunc(a/b)·b: 1, −trunc(a/b)
            case REM -> List.of(v -> v, v -> x.neg(times(v, x.map(ScalarOp.TRUNC, x.div(a, b)))));
            // min(a, b): [a < b] + ½[a = b], [b < a] + ½[a = b]
            case MIN -> List.of(v -> extreme(v, x.map(ScalarOp.LE, a, b), a, b),
                    v -> extreme(v, x.map(ScalarOp.LE, b, a), a, b));
            // max(a, b): [a > b] + ½[a = b], [b > a] + ½[a = b]
            case MAX -> List.of(v -> extreme(v, x.map(ScalarOp.GE, a, b), a, b),
                    v -> extreme(v, x.map(ScalarOp.GE, b, a), a, b));
            // clip(a, lo, hi): [lo ≤ a ≤ hi], [a < lo ≤ hi], [a > hi or lo > hi]
            case CLIP -> List.of(
                    v -> x.where(x.and(x.map(ScalarOp.GE, a, b), x.map(ScalarOp.LE, a, c)), v),
                    v -> x.where(x.and(x.map(ScalarOp.LT, a, b), x.map(ScalarOp.LE, b, c)), v),
                    v -> x.where(x.or(x.map(ScalarOp.GT, a, c), x.map(ScalarOp.GT, b, c)), v));
            // relu(a)' = [a > 0]
            case RELU -> List.of(v -> x.where(gt(a, 0), v));
            // a·b + c: b, a, 1
            case FMA -> List.of(v -> times(v, b), v -> times(v, a), v -> v);

            // exp' = exp
            case EXP -> List.of(v -> times(v, y));
            // (2ᵃ)' = 2ᵃ ln 2
            case EXP2 -> List.of(v -> times(v, x.mul(y, LN2)));
            // (eᵃ − 1)' = eᵃ
            case EXPM1 -> List.of(v -> times(v, x.map(ScalarOp.EXP, a)));
            // ln' = 1/a
            case LOG -> List.of(v -> over(v, a));
            // log₂' = 1/(a ln 2)
            case LOG2 -> List.of(v -> over(v, x.mul(a, LN2)));
            // log₁₀' = 1/(a ln 10)
            case LOG10 -> List.of(v -> over(v, x.mul(a, LN10)));
            // ln(1 + a)' = 1/(1 + a)
            case LOG1P -> List.of(v -> over(v, x.add(a, 1)));
            // σ' = σ(1 − σ)
            case SIGMOID -> List.of(v -> times(v, x.mul(y, x.sub(1, y))));
            // ln(1 + eᵃ)' = σ(a)
            case SOFTPLUS -> List.of(v -> times(v, x.map(ScalarOp.SIGMOID, a)));
            // y = ln(1 − eᵃ), y' = −eᵃ/(1 − eᵃ) = −e^(a − y)
            case LOG1MEXP -> List.of(v -> x.neg(times(v, x.map(ScalarOp.EXP, x.sub(a, y)))));

            // √' = 1/(2√a)
            case SQRT -> List.of(v -> over(v, x.mul(y, 2)));
            // ∛' = 1/(3∛a²)
            case CBRT -> List.of(v -> over(v, x.mul(square(y), 3)));
            // aᵇ: b·aᵇ⁻¹, aᵇ ln a
            case POW -> List.of(baseOfPower(a, b), v -> exponentOfPower(v, a, y));

            // sin' = cos
            case SIN -> List.of(v -> times(v, x.map(ScalarOp.COS, a)));
            // cos' = −sin
            case COS -> List.of(v -> x.neg(times(v, x.map(ScalarOp.SIN, a))));
            // tan' = 1 + tan²
            case TAN -> List.of(v -> times(v, x.add(square(y), 1)));
            // arcsin' = 1/√(1 − a²)
            case ASIN -> List.of(v -> over(v, x.sqrt(oneMinusSquare(a))));
            // arccos' = −1/√(1 − a²)
            case ACOS -> List.of(v -> x.neg(over(v, x.sqrt(oneMinusSquare(a)))));
            // arctan' = 1/(1 + a²)
            case ATAN -> List.of(v -> over(v, x.add(square(a), 1)));
            // atan2(a, b): b/(a² + b²), −a/(a² + b²)
            case ATAN2 -> List.of(v -> over(times(v, b), x.add(square(a), square(b))),
                    v -> x.neg(over(times(v, a), x.add(square(a), square(b)))));
            // sinh' = cosh
            case SINH -> List.of(v -> times(v, x.map(ScalarOp.COSH, a)));
            // cosh' = sinh
            case COSH -> List.of(v -> times(v, x.map(ScalarOp.SINH, a)));
            // tanh' = 1 − tanh²
            case TANH -> List.of(v -> times(v, x.sub(1, square(y))));
            // arsinh' = 1/√(1 + a²)
            case ASINH -> List.of(v -> over(v, x.sqrt(x.add(square(a), 1))));
            // arcosh' = 1/√((a − 1)(a + 1))
            case ACOSH -> List.of(v -> over(v, x.sqrt(x.mul(x.add(a, -1), x.add(a, 1)))));
            // artanh' = 1/(1 − a²)
            case ATANH -> List.of(v -> over(v, oneMinusSquare(a)));

            // erf' = 2/√π e^(−a²)
            case ERF -> List.of(v -> times(v, gaussian(a)));
            // erfc' = −2/√π e^(−a²)
            case ERFC -> List.of(v -> x.neg(times(v, gaussian(a))));
            // erfInv' = √π/2 e^(y²)
            case ERFINV -> List.of(v -> times(v, x.mul(x.map(ScalarOp.EXP, square(y)), SQRT_PI_BY_2)));
            // (log Γ)' = ψ
            case LGAMMA -> List.of(v -> times(v, x.map(ScalarOp.DIGAMMA, a)));
            // ψ' = ψ⁽¹⁾
            case DIGAMMA -> List.of(polygamma(1, a));

            case FLOOR, CEIL, ROUND, TRUNC -> List.of(ZERO);

            case EQ, NE, LT, LE, GT, GE, AND, OR, XOR, SHL, SHR -> List.of(NONE, NONE);
            case NOT -> List.of(NONE);

            // select(a, b, c): none, [a], [not a]
            case SELECT -> List.of(NONE, v -> x.where(a, v), v -> x.select(a, x.zeros(v), v));
        };
    }

    /** (ψ⁽ⁿ⁾)' = ψ⁽ⁿ⁺¹⁾. */
    LinearMap ofPolygamma(Elementwise.Polygamma op, Node a) {
        return polygamma(op.order() + 1, a);
    }

    private LinearMap polygamma(int order, Node a) {
        return v -> times(v, x.builder().add(new Elementwise.Polygamma(order), a));
    }

    private Node times(Node v, Node factor) {
        return masks.times(v, factor);
    }

    private Node over(Node v, Node divisor) {
        return masks.over(v, divisor);
    }

    private Node gt(Node a, double b) {
        return x.map(ScalarOp.GT, a, x.constant(a, b));
    }

    private Node ne(Node a, double b) {
        return x.map(ScalarOp.NE, a, x.constant(a, b));
    }

    private Node square(Node a) {
        return x.mul(a, a);
    }

    /** {@code 1 − a²}, rounded once: so it does not cancel near 1, and its derivative not near 0. */
    private Node oneMinusSquare(Node a) {
        return x.map(ScalarOp.FMA, x.neg(a), a, x.constant(a, 1));
    }

    /** {@code 2/√π · e^(−a²)}. */
    private Node gaussian(Node a) {
        return x.mul(x.map(ScalarOp.EXP, x.neg(square(a))), TWO_BY_SQRT_PI);
    }

    /** v where this operand is chosen alone, half of it where both are, else zero. */
    private Node extreme(Node v, Node chosen, Node a, Node b) {
        return x.where(chosen, x.select(x.map(ScalarOp.EQ, a, b), x.mul(v, 0.5), v));
    }

    /**
     * {@code v·b·aᵇ⁻¹}, where a factor {@code b = 0} makes 0 even of {@code 0⁻¹ = ∞}. At {@code a = 0} the exponent
     * counts as constant, as in the derivative by it: so second derivatives do not depend on their order.
     */
    private LinearMap baseOfPower(Node a, Node b) {
        if (Constants.isScalar(b)) {
            double exponent = Constants.scalar(b);
            return exponent == 0 ? ZERO
                    : v -> times(v, x.mul(x.map(ScalarOp.POW, a, x.constant(a, exponent - 1)), exponent));
        }
        return v -> {
            Node e = x.select(ne(a, 0), b, x.builder().add(new Elementwise.StopGradient(), b));
            Node power = x.map(ScalarOp.POW, a, x.add(e, -1));
            Node infinite = x.map(ScalarOp.EQ, x.map(ScalarOp.ABS, power), x.constant(a, Double.POSITIVE_INFINITY));
            return times(v, x.where(x.not(x.and(infinite, x.not(ne(e, 0)))), x.mul(e, power)));
        };
    }

    /** {@code v·aᵇ·ln a}, which is taken as 0 at {@code a = 0}. */
    private Node exponentOfPower(Node v, Node a, Node y) {
        Node slope = x.mul(y, x.map(ScalarOp.LOG, a));
        return times(v, x.where(ne(a, 0), slope));
    }
}
