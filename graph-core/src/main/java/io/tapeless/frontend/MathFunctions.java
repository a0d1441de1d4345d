package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.dividedBy;
import static io.tapeless.frontend.Operators.minus;
import static io.tapeless.frontend.Operators.times;
import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.ScalarOp;

/**
 * Elementwise functions of numbers, with NumPy broadcasting. Operands are floats of one dtype unless
 * said; every function throws {@link io.tapeless.ir.IrException} if they are not.
 */
public final class MathFunctions {
    /** Terms of the series of {@code sin a/a} that matter for a ≤ π/2 and two derivatives. */
    private static final int SINC_TERMS = 14;

    private MathFunctions() {}

    // ------------------------------------------------------------------ of any numbers

    /** {@code |x|}, with derivative 0 at 0. */
    public static Tensor abs(Tensor x) {
        return numbers("abs", ScalarOp.ABS, x);
    }

    /** −1, 0 or 1. */
    public static Tensor sign(Tensor x) {
        return numbers("sign", ScalarOp.SIGN, x);
    }

    /** {@code −x}. */
    public static Tensor neg(Tensor x) {
        return numbers("neg", ScalarOp.NEG, x);
    }

    /** {@code x²}. */
    public static Tensor square(Tensor x) {
        return numbers("square", ScalarOp.MUL, x, x);
    }

    /** The smaller of two; equal ones share the adjoint. */
    public static Tensor min(Tensor a, Tensor b) {
        return numbers("min", ScalarOp.MIN, a, b);
    }

    /** The smaller of two; equal ones share the adjoint. */
    public static Tensor min(Tensor a, double b) {
        return min(a, Broadcasting.scalar("min", a, b));
    }

    /** The smaller of two; equal ones share the adjoint. */
    public static Tensor min(double a, Tensor b) {
        return min(Broadcasting.scalar("min", b, a), b);
    }

    /** The larger of two; equal ones share the adjoint. */
    public static Tensor max(Tensor a, Tensor b) {
        return numbers("max", ScalarOp.MAX, a, b);
    }

    /** The larger of two; equal ones share the adjoint. */
    public static Tensor max(Tensor a, double b) {
        return max(a, Broadcasting.scalar("max", a, b));
    }

    /** The larger of two; equal ones share the adjoint. */
    public static Tensor max(double a, Tensor b) {
        return max(Broadcasting.scalar("max", b, a), b);
    }

    /** {@code min(max(x, lo), hi)}, with derivative 1 on the closed interval. */
    public static Tensor clip(Tensor x, Tensor lo, Tensor hi) {
        return numbers("clip", ScalarOp.CLIP, x, lo, hi);
    }

    /** {@code min(max(x, lo), hi)}, with derivative 1 on the closed interval. */
    public static Tensor clip(Tensor x, double lo, double hi) {
        return clip(x, Broadcasting.scalar("clip", x, lo), Broadcasting.scalar("clip", x, hi));
    }

    /** The remainder with the sign of b, as in NumPy: {@code a − b·⌊a/b⌋}. */
    public static Tensor mod(Tensor a, Tensor b) {
        Tensor r = numbers("mod", ScalarOp.REM, a, b);
        return where(r.ne(0).and(r.lt(0).xor(b.lt(0))), r.plus(b), r);
    }

    /** The remainder with the sign of b, as in NumPy: {@code a − b·⌊a/b⌋}. */
    public static Tensor mod(Tensor a, double b) {
        return mod(a, Broadcasting.scalar("mod", a, b));
    }

    /** The same as {@code mod}, as in NumPy. */
    public static Tensor remainder(Tensor a, Tensor b) {
        return mod(a, b);
    }

    /** The same as {@code mod}, as in NumPy. */
    public static Tensor remainder(Tensor a, double b) {
        return mod(a, b);
    }

    // ------------------------------------------------------------------ exponentials and logarithms

    /** {@code eˣ}. */
    public static Tensor exp(Tensor x) {
        return floats("exp", ScalarOp.EXP, x);
    }

    /** {@code 2ˣ}. */
    public static Tensor exp2(Tensor x) {
        return floats("exp2", ScalarOp.EXP2, x);
    }

    /** {@code eˣ − 1}, exact near 0. */
    public static Tensor expm1(Tensor x) {
        return floats("expm1", ScalarOp.EXPM1, x);
    }

    /** The natural logarithm. */
    public static Tensor log(Tensor x) {
        return floats("log", ScalarOp.LOG, x);
    }

    /** {@code log(1 + x)}, exact near 0. */
    public static Tensor log1p(Tensor x) {
        return floats("log1p", ScalarOp.LOG1P, x);
    }

    /** The logarithm to base 2. */
    public static Tensor log2(Tensor x) {
        return floats("log2", ScalarOp.LOG2, x);
    }

    /** The logarithm to base 10. */
    public static Tensor log10(Tensor x) {
        return floats("log10", ScalarOp.LOG10, x);
    }

    /** {@code log(eᵃ + eᵇ)}, never overflowing, also of infinities. */
    public static Tensor logAddExp(Tensor a, Tensor b) {
        Check.floats("logAddExp", a, b);
        Tensor ordered = Operators.ge(a, b);
        Tensor high = where(ordered, a, b);
        Tensor gap = where(isFinite(high), where(ordered, b, a).minus(high), 0);
        return high.plus(floats("logAddExp", ScalarOp.SOFTPLUS, gap));
    }

    /** {@code x·log(y)}, and 0 where x is 0 and y is not positive. */
    public static Tensor xlogy(Tensor x, Tensor y) {
        Check.floats("xlogy", x, y);
        return x.times(where(x.eq(0).and(y.le(0)), 1, y).log());
    }

    /** {@code x·log(1 + y)}, and 0 where x is 0 and y is at most −1. */
    public static Tensor xlog1py(Tensor x, Tensor y) {
        Check.floats("xlog1py", x, y);
        return x.times(where(x.eq(0).and(y.le(-1)), 0, y).log1p());
    }

    // ------------------------------------------------------------------ powers and roots

    /** {@code √x}. */
    public static Tensor sqrt(Tensor x) {
        return floats("sqrt", ScalarOp.SQRT, x);
    }

    /** {@code 1/√x}. */
    public static Tensor rsqrt(Tensor x) {
        return dividedBy(1, floats("rsqrt", ScalarOp.SQRT, x));
    }

    /** The cube root, also of negative numbers. */
    public static Tensor cbrt(Tensor x) {
        return floats("cbrt", ScalarOp.CBRT, x);
    }

    /** {@code 1/x}. */
    public static Tensor reciprocal(Tensor x) {
        Check.floats("reciprocal", x);
        return dividedBy(1, x);
    }

    /** {@code aᵇ}. Where a is 0, derivatives take b as constant. */
    public static Tensor pow(Tensor a, Tensor b) {
        return floats("pow", ScalarOp.POW, a, b);
    }

    /** {@code aᵇ}. Where a is 0, derivatives take b as constant. */
    public static Tensor pow(Tensor a, double b) {
        return pow(a, Broadcasting.scalar("pow", a, b));
    }

    /** {@code aᵇ}. Where a is 0, derivatives take b as constant. */
    public static Tensor pow(double a, Tensor b) {
        return pow(Broadcasting.scalar("pow", b, a), b);
    }

    /** {@code √(a² + b²)} without overflow; derivative 0 at the origin. */
    public static Tensor hypot(Tensor a, Tensor b) {
        Check.floats("hypot", a, b);
        Tensor x = a.abs();
        Tensor y = b.abs();
        Tensor ordered = x.ge(y);
        Tensor high = where(ordered, x, y);
        Tensor usual = high.gt(0).and(isFinite(high));
        Tensor ratio = where(usual, where(ordered, y, x).dividedBy(where(usual, high, 1)), 0);
        return high.times(ratio.square().plus(1).sqrt());
    }

    // ------------------------------------------------------------------ circular and hyperbolic

    /** The sine of an angle in radians. */
    public static Tensor sin(Tensor x) {
        return floats("sin", ScalarOp.SIN, x);
    }

    /** The cosine of an angle in radians. */
    public static Tensor cos(Tensor x) {
        return floats("cos", ScalarOp.COS, x);
    }

    /** The tangent of an angle in radians. */
    public static Tensor tan(Tensor x) {
        return floats("tan", ScalarOp.TAN, x);
    }

    /** The angle from −π/2 to π/2 of a sine. */
    public static Tensor asin(Tensor x) {
        return floats("asin", ScalarOp.ASIN, x);
    }

    /** The angle from 0 to π of a cosine. */
    public static Tensor acos(Tensor x) {
        return floats("acos", ScalarOp.ACOS, x);
    }

    /** The angle from −π/2 to π/2 of a tangent. */
    public static Tensor atan(Tensor x) {
        return floats("atan", ScalarOp.ATAN, x);
    }

    /** The angle of the point (x, y), from −π to π. */
    public static Tensor atan2(Tensor y, Tensor x) {
        return floats("atan2", ScalarOp.ATAN2, y, x);
    }

    /** The hyperbolic sine. */
    public static Tensor sinh(Tensor x) {
        return floats("sinh", ScalarOp.SINH, x);
    }

    /** The hyperbolic cosine. */
    public static Tensor cosh(Tensor x) {
        return floats("cosh", ScalarOp.COSH, x);
    }

    /** The hyperbolic tangent. */
    public static Tensor tanh(Tensor x) {
        return floats("tanh", ScalarOp.TANH, x);
    }

    /** The inverse of sinh. */
    public static Tensor asinh(Tensor x) {
        return floats("asinh", ScalarOp.ASINH, x);
    }

    /** The inverse of cosh, for x ≥ 1. */
    public static Tensor acosh(Tensor x) {
        return floats("acosh", ScalarOp.ACOSH, x);
    }

    /** The inverse of tanh, for |x| < 1. */
    public static Tensor atanh(Tensor x) {
        return floats("atanh", ScalarOp.ATANH, x);
    }

    /**
     * {@code sin(πx)/(πx)}, and 1 at 0, as in NumPy. Between −½ and ½ it is its power series, so that derivatives of
     * any order are right there; elsewhere the whole part of x only gives the sign, and the sine has all its digits.
     */
    public static Tensor sinc(Tensor x) {
        Check.floats("sinc", x);
        Tensor near = x.abs().le(0.5);
        Tensor angle = where(near, x, 0.5).times(Math.PI);
        Tensor square = angle.square();
        Tensor series = where(near, 1, square);
        for (int k = SINC_TERMS; k > 0; k--) {
            series = minus(1, square.times(series).dividedBy(2 * k * (2 * k + 1)));
        }
        Tensor far = where(near, 1, x);
        Tensor whole = Derivatives.stopGradient(far.round());
        Tensor sine = far.minus(whole).times(Math.PI).sin();
        Tensor signed = where(whole.rem(2).eq(0), sine, sine.neg());
        return where(near, series, signed.dividedBy(far.times(Math.PI)));
    }

    // ------------------------------------------------------------------ special functions

    /** {@code 2/√π · ∫₀ˣ exp(−t²) dt}. */
    public static Tensor erf(Tensor x) {
        return floats("erf", ScalarOp.ERF, x);
    }

    /** {@code 1 − erf(x)}, exact for large x. */
    public static Tensor erfc(Tensor x) {
        return floats("erfc", ScalarOp.ERFC, x);
    }

    /** The inverse of erf, for |x| < 1. */
    public static Tensor erfInv(Tensor x) {
        return floats("erfInv", ScalarOp.ERFINV, x);
    }

    /** {@code log |Γ(x)|}; ∞ at 0, −1, −2, …. */
    public static Tensor lgamma(Tensor x) {
        return floats("lgamma", ScalarOp.LGAMMA, x);
    }

    /** {@code ψ(x) = Γ′(x)/Γ(x)}, the derivative of lgamma; NaN at −1, −2, …. */
    public static Tensor digamma(Tensor x) {
        return floats("digamma", ScalarOp.DIGAMMA, x);
    }

    /** The n-th derivative of digamma, for n from 0 to 20; at 0, −1, −2, … ∞ for odd n. */
    public static Tensor polygamma(int n, Tensor x) {
        Check.floats("polygamma", x);
        Check.that(n >= 0 && n <= Elementwise.Polygamma.MAX_ORDER, "polygamma",
                "expected an order from 0 to " + Elementwise.Polygamma.MAX_ORDER + ", found " + n, x);
        return n == 0 ? digamma(x) : x.owner().apply(new Elementwise.Polygamma(n), x);
    }

    /** {@code log(x / (1 − x))}. */
    public static Tensor logit(Tensor x) {
        Check.floats("logit", x);
        return x.log().minus(x.neg().log1p());
    }

    // ------------------------------------------------------------------ rounding

    /** The next integer downwards. */
    public static Tensor floor(Tensor x) {
        return floats("floor", ScalarOp.FLOOR, x);
    }

    /** The next integer upwards. */
    public static Tensor ceil(Tensor x) {
        return floats("ceil", ScalarOp.CEIL, x);
    }

    /** To the nearest integer, a half to the even one. */
    public static Tensor round(Tensor x) {
        return floats("round", ScalarOp.ROUND, x);
    }

    /** Toward zero. */
    public static Tensor trunc(Tensor x) {
        return floats("trunc", ScalarOp.TRUNC, x);
    }

    /** {@code x − trunc(x)}. */
    public static Tensor frac(Tensor x) {
        return x.minus(floats("frac", ScalarOp.TRUNC, x));
    }

    // ------------------------------------------------------------------ classification, interpolation

    /** True where x is not a number. */
    public static Tensor isNan(Tensor x) {
        Check.floats("isNan", x);
        return x.ne(x);
    }

    /** True where x is infinite. */
    public static Tensor isInf(Tensor x) {
        Check.floats("isInf", x);
        return x.abs().eq(Double.POSITIVE_INFINITY);
    }

    /** True where x is neither infinite nor not a number. */
    public static Tensor isFinite(Tensor x) {
        Check.floats("isFinite", x);
        return x.abs().lt(Double.POSITIVE_INFINITY);
    }

    /** {@code a + t·(b − a)}. */
    public static Tensor lerp(Tensor a, Tensor b, Tensor t) {
        Check.floats("lerp", a, b, t);
        return a.plus(times(t, minus(b, a)));
    }

    /** {@code a + t·(b − a)}. */
    public static Tensor lerp(Tensor a, Tensor b, double t) {
        return lerp(a, b, Broadcasting.scalar("lerp", a, t));
    }

    // ------------------------------------------------------------------ shared

    static Tensor floats(String function, ScalarOp op, Tensor... operands) {
        Check.floats(function, operands);
        return Broadcasting.map(function, op, operands);
    }

    private static Tensor numbers(String function, ScalarOp op, Tensor... operands) {
        Check.sameDType(function, operands);
        Check.that(operands[0].dtype() != DType.BOOL, function, "expected numbers, found bool; convert with cast",
                operands);
        return Broadcasting.map(function, op, operands);
    }
}
