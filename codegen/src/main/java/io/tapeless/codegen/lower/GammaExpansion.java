package io.tapeless.codegen.lower;

/**
 * lgamma and digamma. An argument near the zeros of the function is moved by whole steps to an interval about them,
 * where the zeros are factors of the polynomial; from {@link #LARGE} on they follow the series of Stirling; a
 * negative one is reflected. The coefficients interpolate at Chebyshev nodes ({@code fit_special_functions.py}).
 */
final class GammaExpansion {
    /** {@code lgamma z = (z − 1)·(z − 2)·P(z − 3/2)} for ¾ ≤ z ≤ 2¼; relative error 2^-29.23 and 2^-58.66. */
    private static final Coefficients LOG_GAMMA = new Coefficients(
            new float[] {0x1.eeb95cp-2f, -0x1.2aed06p-3f, 0x1.01af4ap-4f, -0x1.007a88p-5f, 0x1.133f42p-6f,
                -0x1.34e9e4p-7f,
                0x1.632108p-8f, -0x1.a2ba5ep-9f, 0x1.0dafdcp-9f, -0x1.47842p-10f, 0x1.943436p-12f, -0x1.e73a3cp-13f,
                0x1.4b78a6p-11f, -0x1.9fa2e6p-12f},
            new double[] {0x1.eeb95b094c191p-2, -0x1.2aed059bd6089p-3, 0x1.01af62a2929e6p-4, -0x1.007aa83cee5d4p-5,
                0x1.13342352794cep-6, -0x1.34dbda1446642p-7, 0x1.64f06651e7edfp-8, -0x1.a50352615dd28p-9,
                0x1.f814b7f09f6c5p-10, -0x1.313e826dbb57ep-10, 0x1.750adef6ccec4p-11, -0x1.cb468a5ecd279p-12,
                0x1.1c751e4a937cp-12, -0x1.62205e1f50cd1p-13, 0x1.baed137f3d69fp-14, -0x1.16ece2ffd2a9ap-14,
                0x1.5f783d66148e9p-15, -0x1.ae9e4474f33fep-16, 0x1.10af26e84735fp-16, -0x1.a85c4f6c9f563p-17,
                0x1.0ef0dd982de17p-17, -0x1.d12debd190e24p-22, 0x1.042b6c00afd4p-22, -0x1.c746834d3b6f4p-18,
                0x1.2633f094b2415p-18, 0x1.bc7f325e4f5e9p-19, -0x1.206ddfd9c7d87p-19, -0x1.080d03e6b8127p-19,
                0x1.55bf700ea1eb5p-20});
    /** {@code lgamma x = (x − ½)·log x − x + ½·log 2π + P(1/x²)/x}; relative error of P 2^-30.66 and 2^-61.85. */
    private static final Coefficients LOG_GAMMA_TAIL = new Coefficients(
            new float[] {0x1.555556p-4f, -0x1.6c15cap-9f, 0x1.9eb696p-11f, -0x1.0e1816p-11f},
            new double[] {0x1.5555555555555p-4, -0x1.6c16c16c16af1p-9, 0x1.a01a019eed6dap-11, -0x1.38137f5c17073p-11,
                0x1.b95066234e623p-11, -0x1.f654944eafa25p-10, 0x1.9e3684d41a0a1p-8, -0x1.a5d7f2cb00693p-6,
                0x1.57a69ee169169p-4});
    /** {@code ψ z = (z − root)·P(z − 7/4)} for 1 ≤ z ≤ 2½; relative error 2^-27.83 and 2^-57.95. */
    private static final Coefficients DIGAMMA = new Coefficients(
            new float[] {0x1.b763cap-1f, -0x1.4e15aep-2f, 0x1.41c82cp-3f, -0x1.510d6p-4f, 0x1.6f02c2p-5f,
                -0x1.973616p-6f,
                0x1.c99d8p-7f, -0x1.0a2736p-7f, 0x1.2e4eep-8f, -0x1.015824p-9f, 0x1.253124p-10f, -0x1.9e316ap-10f,
                0x1.d90d88p-11f},
            new double[] {0x1.b763ca67112ap-1, -0x1.4e15b17372db4p-2, 0x1.41c830a3206e6p-3, -0x1.510ab0e5485b7p-4,
                0x1.6effaf57e5883p-5, -0x1.97cc6e10b933cp-6, 0x1.ca494722e242p-7, -0x1.0335d246182eep-7,
                0x1.266020d553268p-8, -0x1.4f1c2e4b85d03p-9, 0x1.7e0acc36c9201p-10, -0x1.b3f100547792ap-11,
                0x1.f1bba20f0ecf9p-12, -0x1.1c4ac344beb5p-12, 0x1.44c73e7f8147ap-13, -0x1.72295776ffc7ep-14,
                0x1.a6f99b2633514p-15, -0x1.ef7f4dc81652bp-16, 0x1.1b1fac9c0c93p-16, -0x1.0bff86cf217f3p-17,
                0x1.32463b37b4b41p-18, -0x1.5c189a81430a7p-18, 0x1.8dd2557337dbcp-19, 0x1.ebcd0052a705ap-21,
                -0x1.1907b4cc32e6cp-21, -0x1.4ed8ea2e54492p-20, 0x1.7eaeafac4b299p-21});
    /** {@code ψ x = log x − 1/(2x) − P(1/x²)/x²}; relative error of P 2^-28.13 and 2^-63.0. */
    private static final Coefficients DIGAMMA_TAIL = new Coefficients(
            new float[] {0x1.555556p-4f, -0x1.110f84p-7f, 0x1.02d2bp-8f, -0x1.ce5e52p-9f},
            new double[] {0x1.5555555555555p-4, -0x1.11111111110e5p-7, 0x1.04104103f2242p-8, -0x1.111110d111d4ep-8,
                0x1.f07bd9781743p-8, -0x1.598aa1ffb41f4p-6, 0x1.5443a67fbfff7p-4, -0x1.b4ed4989dd608p-2,
                0x1.30ed634da965dp1, -0x1.28c5a80ae31eep3});
    /** {@code sin πr / π = r·P(r²)} for |r| ≤ ½; relative error 2^-35.13 and 2^-70.83. */
    private static final Coefficients SINE = new Coefficients(
            new float[] {0x1p0f, -0x1.a51a66p0f, 0x1.9f9cacp-1f, -0x1.86a6d6p-3f, 0x1.abe87ap-6f, -0x1.253b42p-9f},
            new double[] {0x1p0, -0x1.a51a6625307d3p0, 0x1.9f9cb402bc46cp-1, -0x1.86a8e4720db2bp-3,
                0x1.ac6805cf32063p-6,
                -0x1.33816aa2f7e7dp-9, 0x1.3747192da83d2p-13, -0x1.d424086bd36bbp-18, 0x1.0faad1ce2b62p-22,
                -0x1.e76f9713ceb75p-28});
    /** {@code π·cot πr = 1/r + r·P(r²)} for |r| ≤ ½; relative error of P 2^-29.98 and 2^-60.38. */
    private static final Coefficients COTANGENT = new Coefficients(
            new float[] {-0x1.a51a66p1f, -0x1.15132ep1f, -0x1.046caap1f, -0x1.0186a6p1f, -0x1.f1d656p0f, -0x1.3b711ep1f,
                -0x1.f1d872p-14f, -0x1.842938p2f},
            new double[] {-0x1.a51a6625307d3p1, -0x1.151322ac7d851p1, -0x1.0470984c08617p1, -0x1.010b36afec0e5p1,
                -0x1.00412e17c3739p1, -0x1.001025408002cp1, -0x1.0003843258264p1, -0x1.000a799f06c14p1,
                -0x1.ff003eac2d7eap0, -0x1.04e5580dc28fap1, -0x1.ba44fc1ce8e5fp0, -0x1.b3f276dcbfa7bp1,
                0x1.949f8fbd12944p1, -0x1.de30f00078924p3, 0x1.26457ffd5a6e4p4, -0x1.26457ffdfaa47p4});
    /** Where ψ is zero, in two parts. */
    private static final Constant ROOT_HIGH = new Constant(0x1.762d86p0f, 0x1.762d86356be3fp0);
    private static final Constant ROOT_LOW = new Constant(0x1.ab5f2p-27f, 0x1.b86a722197829p-54);
    /** {@code ½·log 2π − ½}. */
    private static final Constant STIRLING = new Constant(0x1.acfe38p-2f, 0x1.acfe390c97d6ap-2);
    /** From here on the series of Stirling has converged: steps down from it end in the interval of the polynomials. */
    private static final Constant LARGE = new Constant(4.25f, 6.25f);

    private static final Constant FROM = Constant.of(0.75f);
    private static final Constant TO = Constant.of(2.25f);
    private static final Constant DIGAMMA_TO = Constant.of(2.5f);
    private static final Constant LOG_GAMMA_CENTRE = Constant.of(1.5f);
    private static final Constant DIGAMMA_CENTRE = Constant.of(1.75f);
    private static final Constant MINUS_ONE = Constant.of(-1);

    private GammaExpansion() {}

    private static int steps(Num x) {
        return x.isSingle() ? 2 : 4;
    }

    /**
     * {@code log |Γ(x)|}: in the middle {@code lgamma z + log((x − 1)(x − 2)…z)}, below {@code lgamma(x + 1) − log x},
     * left of 0 {@code −log(|x·sin πx|/π) − lgamma(−x)}, or {@code −log(|sin πx|/π) − lgamma(1 − x)} near 0.
     */
    static Num lgamma(Num x) {
        Num a = x.abs();
        Condition moderate = a.lt(LARGE);
        Condition small = a.lt(FROM);
        Num z = a;
        Num product = a.constant(Constant.ONE);
        for (int step = 0; step < steps(x); step++) {
            Condition down = z.gt(TO);
            Num next = z.minus(Constant.ONE);
            product = down.select(product.times(next), product);
            z = down.select(next, z);
        }
        Num fromOne = small.select(a, z.minus(Constant.ONE));
        Num fromTwo = small.select(a.minus(Constant.ONE), z.minus(Constant.TWO));
        Num t = small.select(a.minus(Constant.HALF), z.minus(LOG_GAMMA_CENTRE));
        Num near = fromOne.times(fromTwo).times(t.polynomial(LOG_GAMMA));
        Num log = LogarithmExpansion.log(moderate.select(small.select(a, product), a));
        Num middle = near.plus(small.select(log.negated(), log));
        Num inverse = a.under(Constant.ONE);
        Num tail = inverse.fma(inverse.times(inverse).polynomial(LOG_GAMMA_TAIL), STIRLING);
        Num far = a.minus(Constant.HALF).fma(log.minus(Constant.ONE), tail);
        Num y = moderate.select(middle, far);

        Num r = fraction(a);
        Num sine = r.abs().times(r.times(r).polynomial(SINE));
        Num logSine = LogarithmExpansion.log(small.select(sine, sine.times(a)));
        Num reflected = logSine.plus(small.select(near, y)).negated();
        Num left = r.abs().gt(Constant.ZERO).select(reflected, Constant.INFINITY);
        return x.lt(Constant.ZERO).select(left, y);
    }

    /**
     * {@code Γ′/Γ}: in the middle {@code ψ z + 1/(x − 1) + 1/(x − 2) + … + 1/z}, below {@code ψ(x + 1) − 1/x}, left of
     * 0 {@code ψ(1 − x) − π·cot πx}.
     */
    static Num digamma(Num x) {
        Num a = x.abs();
        Condition small = a.lt(Constant.ONE);
        Num z = small.select(a.plus(Constant.ONE), a);
        Num numerator = small.select(MINUS_ONE, Constant.ZERO);
        Num denominator = small.select(a, Constant.ONE);
        for (int step = 0; step < steps(x); step++) {
            Condition down = z.gt(DIGAMMA_TO);
            Num next = z.minus(Constant.ONE);
            numerator = down.select(numerator.fma(next, denominator), numerator);
            denominator = down.select(denominator.times(next), denominator);
            z = down.select(next, z);
        }
        Num fromRoot = z.minus(ROOT_HIGH).minus(ROOT_LOW);
        Num atZ = fromRoot.times(z.minus(DIGAMMA_CENTRE).polynomial(DIGAMMA));
        Num near = atZ.plus(numerator.over(denominator));
        Num inverse = a.under(Constant.ONE);
        Num square = inverse.times(inverse);
        Num tail = square.fma(square.polynomial(DIGAMMA_TAIL), inverse.times(Constant.HALF));
        Num y = a.lt(LARGE).select(near, LogarithmExpansion.log(a).minus(tail));

        Num r = fraction(a);
        Num reflected = small.select(atZ, y.plus(inverse)).plus(cotangent(r));
        Num left = r.abs().gt(Constant.ZERO).select(reflected, Constant.NAN);
        Num right = x.eq(Constant.ZERO).select(x.under(MINUS_ONE), y);
        return x.lt(Constant.ZERO).select(left, right);
    }

    /** {@code a − round(a)}. */
    static Num fraction(Num a) {
        return a.minus(RoundingExpansion.round(a));
    }

    /** {@code π·cot πr} for 0 < |r| ≤ ½. */
    static Num cotangent(Num r) {
        return r.fma(r.times(r).polynomial(COTANGENT), r.under(Constant.ONE));
    }
}
