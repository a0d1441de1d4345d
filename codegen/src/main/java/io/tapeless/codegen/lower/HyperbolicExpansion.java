package io.tapeless.codegen.lower;

/** Hyperbolic functions and their inverses. */
final class HyperbolicExpansion {
    /** {@code tanh t = t + t³·P(t²)} for |t| ≤ 0.55; relative error 2^-24.7 and 2^-55.3. */
    private static final Coefficients TANH = new Coefficients(
            new float[] {-0x1.555452p-2f, 0x1.10cefep-3f, -0x1.af7d7ap-5f, 0x1.0d528ep-6f},
            new double[] {-0x1.555555555549ep-2, 0x1.11111111029b2p-3, -0x1.ba1ba1ad72cc8p-5, 0x1.664f45c2d23b5p-6,
                -0x1.226ddd411e8e5p-7, 0x1.d6c61c53781d7p-9, -0x1.7cf3ad2badb4ep-10, 0x1.2fa21fcce0aedp-11,
                -0x1.b906fce444bc3p-13, 0x1.abf98cb7a488fp-15});
    private static final Constant TANH_MIDDLE = new Constant(0x1.19999ap-1f, 0x1.199999999999ap-1);
    /** {@code e²ᵗ = P(t)} for |t| ≤ ¼·ln 2; relative error 2^-28.2 and 2^-55.4. */
    private static final Coefficients EXP_OF_TWICE = new Coefficients(
            new float[] {1, 2, 0x1.fffffcp0f, 0x1.555486p0f, 0x1.555838p-1f, 0x1.12426ap-2f, 0x1.6af768p-4f},
            new double[] {1, 0x1.0000000000003p1, 0x1.0000000000006p1, 0x1.5555555554642p0, 0x1.55555555518eap-1,
                0x1.11111113b5f5p-2, 0x1.6c16c1815cf62p-4, 0x1.a019f58ab3df3p-6, 0x1.a0199fd80f48fp-8,
                0x1.71f64b8fb126dp-10, 0x1.28a97f6c87536p-12, 0x1.8bf5f8d63bf17p-15});
    private static final Constant TWICE_LOG2E = new Constant(0x1.715476p1f, 0x1.71547652b82fep1);
    private static final Constant HALF_LN2 = new Constant(0x1.62e43p-2f, 0x1.62e42fefa39efp-2);

    private HyperbolicExpansion() {}

    /**
     * Up to 0.55 a polynomial; above, {@code 1 − 2/(e²ᵃ + 1)} with a = |x| = n·½·ln 2 + r, where e²ᵃ counts
     * for little, so that one part of ln 2 does.
     */
    static Num tanh(Num x) {
        Num a = x.abs();
        Num t = a.fma(TWICE_LOG2E, Constant.MAGIC_BIASED).bits().min(ExponentialExpansion.LARGEST_SCALE).real();
        Num s = t.bits().toExponent().real();
        Num r = t.minus(Constant.MAGIC_BIASED).fnma(HALF_LN2, a);
        Num denominator = r.polynomial(EXP_OF_TWICE).fma(s, Constant.ONE);
        Num large = denominator.under(Constant.TWO).subtractedFrom(Constant.ONE);
        Num z = a.times(a);
        Num small = a.times(z).fma(z.polynomial(TANH), a);
        return a.gt(TANH_MIDDLE).select(large, small).withSign(x);
    }
}
