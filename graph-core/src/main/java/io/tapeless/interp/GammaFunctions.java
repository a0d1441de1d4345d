package io.tapeless.interp;

/**
 * The logarithm of the gamma function and its derivatives, from the zeta function of Hurwitz,
 * {@code ζ(s, q) = Σ (q + k)⁻ˢ over k ≥ 0}; relative error about 5e-16 for positive arguments.
 */
final class GammaFunctions {
    /** B₂, B₄, … */
    private static final double[] BERNOULLI = {1 / 6.0, -1 / 30.0, 1 / 42.0, -1 / 30.0, 5 / 66.0, -691 / 2730.0,
        7 / 6.0, -3617 / 510.0, 43867 / 798.0, -174611 / 330.0, 854513 / 138.0, -236364091 / 2730.0};
    private static final double HALF_LOG_2PI = 0.9189385332046728;
    /** 1 − γ. */
    private static final double DIGAMMA_OF_2 = 0.42278433509846714;
    /** Where ψ is zero, in two parts. */
    private static final double ROOT_HIGH = 0x1.762d86356be3fp+0;
    private static final double ROOT_LOW = 0x1.b86a722197829p-54;
    /** From here on the asymptotic series are exact in f64. */
    private static final double LARGE = 16;
    private static final int TERMS = 50;

    /** {@code lgamma(2 + z) = (1 − γ)·z + Σ (−1)ᵏ·(ζ(k) − 1)/k·zᵏ}; ζ(k) − 1 = ζ(k, 2). */
    private static final double[] AT_TWO = new double[TERMS];
    /** {@code ψ(root + t) = Σ (−1)ᵏ⁺¹·ζ(k + 1, root)·tᵏ}. */
    private static final double[] AT_ROOT = new double[TERMS];

    static {
        AT_TWO[1] = DIGAMMA_OF_2;
        for (int k = 1; k < TERMS; k++) {
            double sign = k % 2 == 0 ? 1 : -1;
            AT_ROOT[k] = -sign * zeta(k + 1, ROOT_HIGH);
            if (k > 1) {
                AT_TWO[k] = sign * zeta(k, 2) / k;
            }
        }
    }

    private GammaFunctions() {}

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            sum = Math.fma(sum, x, coefficients[k]);
        }
        return sum;
    }

    /** {@code log |Γ(x)|}; ∞ at 0, −1, −2, …. */
    static double lgamma(double x) {
        if (x <= 0) {
            double r = x - Math.rint(x);
            return !(Math.abs(r) > 0) ? Double.POSITIVE_INFINITY
                    : StrictMath.log(Math.PI / Math.abs(x * StrictMath.sin(Math.PI * r))) - lgamma(-x);
        } else if (x < 0.5) {
            return lgamma(x + 1) - StrictMath.log(x);
        } else if (x < 1.5) {
            return polynomial(AT_TWO, x - 1) - StrictMath.log1p(x - 1);
        } else if (x < LARGE) {
            double product = 1;
            double z = x;
            while (z > 2.5) {
                z--;
                product *= z;
            }
            return polynomial(AT_TWO, z - 2) + StrictMath.log(product);
        }
        double square = 1 / (x * x);
        double series = 0;
        for (int j = BERNOULLI.length; j >= 1; j--) {
            series = series * square + BERNOULLI[j - 1] / (2 * j * (2 * j - 1));
        }
        return (x - 0.5) * (StrictMath.log(x) - 1) + (HALF_LOG_2PI - 0.5 + series / x);
    }

    /** {@code ψ(x) = Γ′(x)/Γ(x)}; NaN at −1, −2, …. */
    static double digamma(double x) {
        if (x == 0) {
            return -1 / x;
        } else if (x < 0) {
            double r = x - Math.rint(x);
            return r == 0 ? Double.NaN : digamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * r);
        } else if (x < 1) {
            return digamma(x + 1) - 1 / x;
        } else if (x <= 2) {
            return polynomial(AT_ROOT, x - ROOT_HIGH - ROOT_LOW);
        } else if (x < LARGE) {
            return digamma(x - 1) + 1 / (x - 1);
        }
        double square = 1 / (x * x);
        double series = 0;
        for (int j = BERNOULLI.length; j >= 1; j--) {
            series = (series + BERNOULLI[j - 1] / (2 * j)) * square;
        }
        return StrictMath.log(x) - (0.5 / x + series);
    }

    /**
     * {@code ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹·n!·ζ(n + 1, x)} for x ≥ 0, else {@code (−1)ⁿ·ψ⁽ⁿ⁾(1 − x) − π·dⁿ/dxⁿ cot πx}; ∞ at the
     * poles if n is odd, else NaN there.
     *
     * @param n from 1
     */
    static double polygamma(int n, double x) {
        boolean odd = n % 2 == 1;
        if (x < 0) {
            double r = x - Math.rint(x);
            if (!(Math.abs(r) > 0)) {
                return odd ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            double reflected = polygamma(n, 1 - x);
            return (odd ? -reflected : reflected) - cotangentDerivative(n, r);
        }
        double value = zeta(n + 1, Math.abs(x));
        for (int k = 2; k <= n; k++) {
            value *= k;
        }
        return odd ? value : -value;
    }

    /** {@code π·dⁿ/dxⁿ cot πx = πⁿ⁺¹·Qₙ(cot πx)} with Q₀ = c and Qₖ₊₁ = −(1 + c²)·Qₖ′. */
    private static double cotangentDerivative(int n, double x) {
        double[] q = {0, 1};
        for (int k = 0; k < n; k++) {
            double[] next = new double[q.length + 1];
            for (int i = 1; i < q.length; i++) {
                next[i - 1] -= i * q[i];
                next[i + 1] -= i * q[i];
            }
            q = next;
        }
        return polynomial(q, 1 / StrictMath.tan(Math.PI * x)) * StrictMath.pow(Math.PI, n + 1);
    }

    /**
     * {@code ζ(s, q)} for a whole s ≥ 2 and q ≥ 0, by the summation of Euler and Maclaurin from y = q + N:
     * {@code Σ (q + k)⁻ˢ over k < N  +  y¹⁻ˢ/(s − 1) + y⁻ˢ/2 + Σ B₂ⱼ/(2j)!·s(s + 1)…(s + 2j − 2)·y¹⁻ˢ⁻²ʲ}.
     */
    private static double zeta(int s, double q) {
        int shift = 20 + s;
        double y = q + shift;
        double term = s / y;
        double series = 0;
        for (int j = 1; j <= BERNOULLI.length; j++) {
            series += BERNOULLI[j - 1] * term / (2 * j);
            term *= (s + 2 * j - 1) * (s + 2.0 * j) / (y * y) / (2 * j) / (2 * j + 1);
        }
        double sum = StrictMath.pow(y, -s) * (y / (s - 1) + (0.5 + series));
        double rest = 0;
        for (int k = shift - 1; k >= 0; k--) {
            double power = StrictMath.pow(q + k, -s);
            double next = sum + power;
            rest += power - (next - sum);
            sum = next;
        }
        return Double.isFinite(sum) ? sum + rest : sum;
    }
}
