package io.tapeless.codegen.lower;

/**
 * The derivatives of digamma. For x > 0, with y = x + N, by the summation of Euler and Maclaurin:
 *
 * <pre>
 * |ψ⁽ⁿ⁾(x)| / (n − 1)! = Σ n/(x + k)ⁿ⁺¹ over k < N  +  y⁻ⁿ·(1 + n/(2y) + Σ B₂ⱼ·(2j + n − 1)!/((2j)!·(n − 1)!)·y⁻²ʲ)
 * </pre>
 *
 * <p>Left of 0 {@code ψ⁽ⁿ⁾(x) = (−1)ⁿ·ψ⁽ⁿ⁾(1 − x) − π·dⁿ/dxⁿ cot πx}, where the last is a polynomial in cot πx. All
 * coefficients follow from n, which is known when code is made.
 */
final class PolygammaExpansion {
    /** B₂, B₄, … */
    private static final double[] BERNOULLI = {1 / 6.0, -1 / 30.0, 1 / 42.0, -1 / 30.0, 5 / 66.0, -691 / 2730.0,
        7 / 6.0, -3617 / 510.0, 43867 / 798.0, -174611 / 330.0, 854513 / 138.0};
    private static final Constant INVERSE_PI = new Constant((float) (1 / Math.PI), 1 / Math.PI);

    private final Num x;
    private final int n;

    private PolygammaExpansion(Num x, int n) {
        this.x = x;
        this.n = n;
    }

    /** The n-th derivative of digamma, n ≥ 1; ∞ at the poles if n is odd, else NaN there. */
    static Num polygamma(Num x, int n) {
        return new PolygammaExpansion(x, n).value();
    }

    private static Constant constant(double value) {
        return new Constant((float) value, value);
    }

    private Num value() {
        Num a = x.abs();
        Condition negative = x.lt(Constant.ZERO);
        Num positive = magnitude(negative.select(a.plus(Constant.ONE), a));
        boolean odd = n % 2 == 1;
        Num right = odd ? positive : positive.negated();
        Num r = GammaExpansion.fraction(a);
        Num left = positive.plus(cotangentDerivative(r)).negated();
        Num atPole = a.constant(odd ? Constant.INFINITY : Constant.NAN);
        return negative.select(r.abs().gt(Constant.ZERO).select(left, atPole), right);
    }

    /** {@code |ψ⁽ⁿ⁾(z)|} for z ≥ 0. */
    private Num magnitude(Num z) {
        int terms = x.isSingle() ? 5 : 10;
        int shift = shift(terms, x.isSingle() ? 0x1p-26 : 0x1p-55);
        Num inverse = z.plus(constant(shift)).under(Constant.ONE);
        Num square = inverse.times(inverse);
        Num series = square.polynomial(series(terms));
        Num sum = power(inverse, n).times(inverse.fma(constant(n / 2.0), series));
        for (int k = shift - 1; k >= 0; k--) {
            Num at = k == 0 ? z : z.plus(constant(k));
            sum = sum.plus(power(at, n + 1).under(constant(n)));
        }
        return sum.times(constant(factorial(n - 1)));
    }

    /** How many terms to sum before the series, so that the first term it leaves out is below the bound. */
    private int shift(int terms, double bound) {
        int shift = 1;
        while (Math.abs(term(terms + 1)) * Math.pow(shift, -2.0 * (terms + 1)) > bound) {
            shift++;
        }
        return shift;
    }

    /** {@code B₂ⱼ·(2j + n − 1)!/((2j)!·(n − 1)!)}. */
    private double term(int j) {
        double binomial = 1;
        for (int i = 1; i < n; i++) {
            binomial *= (2.0 * j + i) / i;
        }
        return BERNOULLI[j - 1] * binomial;
    }

    private Coefficients series(int terms) {
        double[] series = new double[terms + 1];
        series[0] = 1;
        for (int j = 1; j <= terms; j++) {
            series[j] = term(j);
        }
        return coefficients(series);
    }

    private static Coefficients coefficients(double[] values) {
        float[] singles = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            singles[i] = (float) values[i];
        }
        return new Coefficients(singles, values);
    }

    private static double factorial(int k) {
        return k <= 1 ? 1 : k * factorial(k - 1);
    }

    /** By squaring. */
    private static Num power(Num base, int exponent) {
        if (exponent == 1) {
            return base;
        }
        Num half = power(base, exponent / 2);
        Num square = half.times(half);
        return exponent % 2 == 0 ? square : square.times(base);
    }

    /**
     * {@code π·dⁿ/dxⁿ cot πx = πⁿ⁺¹·Qₙ(c)}, c = cot πx = −cot πr, where Q₀ = c and Qₖ₊₁ = −(1 + c²)·Qₖ′, with the
     * sign that {@link #value} subtracts it with.
     */
    private Num cotangentDerivative(Num r) {
        double[] q = {0, 1};
        for (int k = 0; k < n; k++) {
            double[] next = new double[q.length + 1];
            for (int i = 1; i < q.length; i++) {
                next[i - 1] -= i * q[i];
                next[i + 1] -= i * q[i];
            }
            q = next;
        }
        int parity = (n + 1) % 2;
        double[] halved = new double[(q.length - parity + 1) / 2];
        for (int i = 0; i < halved.length; i++) {
            halved[i] = q[2 * i + parity] * Math.pow(Math.PI, n + 1);
        }
        Num c = GammaExpansion.cotangent(r).times(INVERSE_PI).negated();
        Num even = c.times(c).polynomial(coefficients(halved));
        return parity == 0 ? even : even.times(c);
    }
}
