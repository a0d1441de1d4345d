package io.tapeless.interp;

/** Functions that {@link StrictMath} lacks or that need a stable form; relative error about 1e-15. */
final class SpecialFunctions {
    private static final double LN2 = 0.6931471805599453;
    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
    private static final double ONE_OVER_SQRT_PI = 0.5641895835477563;

    private SpecialFunctions() {}

    /** {@code log₂ x = e + ln(m)/ln 2} with x = m·2ᵉ and m near 1, so that powers of two are exact. */
    static double log2(double x) {
        if (!(x > 0) || Double.isInfinite(x)) {
            return StrictMath.log(x);
        }
        double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int exponent = Math.getExponent(scaled);
        double mantissa = Math.scalb(scaled, -exponent);
        if (mantissa > Math.sqrt(2)) {
            mantissa /= 2;
            exponent++;
        }
        return exponent - (scaled == x ? 0 : 54) + StrictMath.log(mantissa) / LN2;
    }

    /** {@code 1 / (1 + e⁻ˣ)}, for negative x as {@code eˣ / (1 + eˣ)}. */
    static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** {@code log(1 + eˣ) = max(x, 0) + log1p(e^−|x|)}. */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** {@code log(1 − eˣ)}: by expm1 near 0, by log1p far from it. */
    static double log1mexp(double x) {
        return x > -LN2 ? StrictMath.log(-StrictMath.expm1(x)) : StrictMath.log1p(-StrictMath.exp(x));
    }

    /** {@code sign(x)·log(a + √(a² + 1))}, a = |x|. */
    static double asinh(double x) {
        double a = Math.abs(x);
        double y = a > 0x1p500
                ? StrictMath.log(a) + LN2
                : StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
        return Math.copySign(y, x);
    }

    /** {@code log(x + √(x² − 1))} with t = x − 1: {@code log1p(t + √(2t + t²))}. */
    static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        double t = x - 1;
        return t > 0x1p500 ? StrictMath.log(x) + LN2 : StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
    }

    /** {@code ½·log((1 + a)/(1 − a))}, a = |x|, with the sign of x. */
    static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * StrictMath.log1p(2 * a / (1 - a)), x);
    }

    /** {@code erf(x) = 2/√π ∫₀ˣ exp(−t²) dt}. */
    static double erf(double x) {
        double a = Math.abs(x);
        return Math.copySign(a < 1 ? erfSeries(a) : 1 - erfcFraction(a), x);
    }

    /** {@code erfc(x) = 1 − erf(x)}, accurate where that is tiny. */
    static double erfc(double x) {
        if (x < 0) {
            return 1 + erf(-x);
        }
        return x < 0.5 ? 1 - erfSeries(x) : erfcFraction(x);
    }

    /**
     * The y with {@code erf(y) = x}, by the iteration of Halley from the approximation of S. Winitzki (2008): with
     * h = f/f′ the next y is {@code y − h/(1 + h·y)}.
     */
    static double erfInv(double x) {
        double a = Math.abs(x);
        if (a >= 1 || a == 0) {
            return a > 1 ? Double.NaN : a == 1 ? x * Double.POSITIVE_INFINITY : x;
        }
        double log = StrictMath.log((1 - a) * (1 + a));
        double t = 2 / (Math.PI * 0.147) + log / 2;
        double y = a < 0.1 ? a / TWO_OVER_SQRT_PI : Math.sqrt(Math.sqrt(t * t - log / 0.147) - t);
        for (int step = 0; step < 3; step++) {
            double excess = a < 0.5 ? erf(y) - a : 1 - a - erfc(y);
            double h = excess / (TWO_OVER_SQRT_PI * expOfMinusSquare(y));
            y -= h / (1 + h * y);
        }
        return Math.copySign(y, x);
    }

    /**
     * {@code erf(x) = 2/√π · exp(−x²) · Σₙ 2ⁿ x²ⁿ⁺¹ / (1·3·5···(2n+1))}, all terms positive: Abramowitz
     * and Stegun 7.1.6.
     */
    private static double erfSeries(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-18; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_SQRT_PI * expOfMinusSquare(x) * sum;
    }

    /**
     * {@code erfc(x) = exp(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + 2/(x + …)))))}: Abramowitz and Stegun
     * 7.1.14, from the innermost of enough levels outward.
     */
    private static double erfcFraction(double x) {
        if (Double.isNaN(x) || x > 30) {
            return Double.isNaN(x) ? x : 0;
        }
        int levels = 60 + (int) (250 / (x * x));
        double tail = x;
        for (int n = levels; n > 0; n--) {
            tail = x + n / 2.0 / tail;
        }
        return ONE_OVER_SQRT_PI * expOfMinusSquare(x) / tail;
    }

    /** {@code exp(−x²)} with the rounding error r of x² put right: {@code exp(−s)·(1 − r)}, x² = s + r. */
    private static double expOfMinusSquare(double x) {
        double square = x * x;
        double rest = Math.fma(x, x, -square);
        return StrictMath.exp(-square) * (1 - rest);
    }
}
