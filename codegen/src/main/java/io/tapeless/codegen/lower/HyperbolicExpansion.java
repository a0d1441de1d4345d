package io.tapeless.codegen.lower;

import io.tapeless.codegen.lower.ExponentialExpansion.Pair;

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

    /** {@code sinh t = t + t³·P(t²)} for |t| ≤ 1; relative error 2^-31.6 and 2^-61.8. */
    private static final Coefficients SINH = new Coefficients(
            new float[] {0x1.555556p-3f, 0x1.1110ep-7f, 0x1.a022bcp-13f, 0x1.756c1cp-19f},
            new double[] {0x1.5555555555556p-3, 0x1.111111111101ep-7, 0x1.a01a01a03726ap-13, 0x1.71de3a3b069e5p-19,
                0x1.ae646ff5357d6p-26, 0x1.6116f48915adfp-33, 0x1.b5c8a04126f49p-41});
    /** sinh is ∞ above. */
    private static final Constant SINH_HIGHEST = new Constant(90, 711);
    /** {@code asinh t = t + t³·P(t²)} for |t| ≤ ½; relative error 2^-29.6 and 2^-60.4. */
    private static final Coefficients ASINH = new Coefficients(
            new float[] {-0x1.555536p-3f, 0x1.3324f2p-4f, -0x1.6b95d6p-5f, 0x1.cd63fap-6f, -0x1.b14ac4p-7f},
            new double[] {-0x1.5555555555541p-3, 0x1.3333333330756p-4, -0x1.6db6db6ba62bcp-5, 0x1.f1c71ba9a662ap-6,
                -0x1.6e8b8ca5d6c65p-6, 0x1.1c4d2fa1c6b87p-6, -0x1.c972eae2e5bbap-7, 0x1.7941ec75bd54ep-7,
                -0x1.386a4065489dap-7, 0x1.e944605e1ab64p-8, -0x1.3722ae41edaf4p-8, 0x1.c2646952cc5f2p-10});
    /** {@code acosh(1 + t) = √(2t)·(1 + P(t))} for 0 ≤ t ≤ ½; relative error 2^-29.8 and 2^-60.5. */
    private static final Coefficients ACOSH = new Coefficients(
            new float[] {-0x1.2a4374p-30f, -0x1.55552ap-4f, 0x1.3322dcp-6f, -0x1.6b7058p-8f, 0x1.cc3edp-10f,
                -0x1.ae0c3ep-12f},
            new double[] {-0x1.647fcb544178cp-61, -0x1.5555555555537p-4, 0x1.333333332fd2ap-6, -0x1.6db6db6b5a652p-8,
                0x1.f1c71b9601361p-10, -0x1.6e8b8b141f006p-11, 0x1.1c4d1ab764b06p-12, -0x1.c97174d80fc44p-14,
                0x1.7939172dcb948p-15, -0x1.3846a22661528p-16, 0x1.e88ce24c8f672p-18, -0x1.3611abacef18p-19,
                0x1.bf9a94fb67783p-22});
    /** {@code atanh t = t + t³·P(t²)} for |t| ≤ ½; relative error 2^-29.4 and 2^-60.5. */
    private static final Coefficients ATANH = new Coefficients(
            new float[] {0x1.55554p-2f, 0x1.99a676p-3f, 0x1.234d9ap-3f, 0x1.e3ffc6p-4f, 0x1.a6be7ep-5f, 0x1.6938f2p-3f},
            new double[] {0x1.555555555554cp-2, 0x1.999999999b3b8p-3, 0x1.24924923c5ae4p-3, 0x1.c71c722c38c3bp-4,
                0x1.745d087d7df11p-4, 0x1.3b15165c319ccp-4, 0x1.10fa28f0936e5p-4, 0x1.e3f0e2e70102dp-5,
                0x1.9e5224be152d1p-5, 0x1.e81cf9fa8c68fp-5, -0x1.61dbbce91a127p-8, 0x1.6690c30af5001p-3,
                -0x1.9205a138f9661p-3, 0x1.ee0b0fb5644cp-3});

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

    /** {@code h − ¼/h} with h = e^|x|/2 in two parts; up to 1, where that cancels, a polynomial. */
    static Num sinh(Num x) {
        Num a = x.abs();
        Pair h = ExponentialExpansion.halfExpPair(a);
        Num middle = h.high().minus(h.high().under(Constant.QUARTER).minus(h.low()));
        Num large = a.gt(SINH_HIGHEST).select(Constant.INFINITY, middle);
        Num z = a.times(a);
        Num small = a.times(z).fma(z.polynomial(SINH), a);
        return a.gt(Constant.ONE).select(large, small).withSign(x);
    }

    /** {@code h + ¼/h} with h = e^|x|/2. */
    static Num cosh(Num x) {
        Num a = x.abs();
        Num h = a.gt(ExponentialExpansion.EXP_LIMIT).select(Constant.INFINITY, ExponentialExpansion.halfExp(a));
        return h.plus(h.under(Constant.QUARTER));
    }

    /** {@code log(a + √(a² + c))} for c = ±1, a ≥ ½ and a² + c > 0, what rounding cuts off carried along. */
    private static Num logOfRootSum(Num a, Constant c) {
        Condition huge = a.gt(Constant.UP);
        Num square = a.times(a);
        Num squareRest = a.fma(a, square.negated());
        Num u = square.plus(c);
        Num b = u.minus(square);
        Num uRest = square.minus(u.minus(b)).plus(b.subtractedFrom(c)).plus(squareRest);
        Num root = u.sqrt();
        Num rootRest = root.fnma(root, u).plus(uRest).times(Constant.HALF).over(root);
        Num sum = a.plus(root);
        Num v = sum.minus(a);
        Num sumRest = a.minus(sum.minus(v)).plus(root.minus(v)).plus(rootRest);
        Pair argument = new Pair(huge.select(a.times(Constant.QUARTER), sum), huge.select(Constant.ZERO, sumRest));
        return LogarithmExpansion.log(argument, huge.select(Constant.of(3), Constant.ZERO));
    }

    static Num asinh(Num x) {
        Num a = x.abs();
        Num z = a.times(a);
        Num small = a.times(z).fma(z.polynomial(ASINH), a);
        return a.gt(Constant.HALF).select(logOfRootSum(a, Constant.ONE), small).withSign(x);
    }

    static Num acosh(Num x) {
        Num t = x.minus(Constant.ONE);
        Num s = t.plus(t).sqrt();
        Num small = s.fma(t.polynomial(ACOSH), s);
        return x.gt(Constant.of(1.5f)).select(logOfRootSum(x, Constant.of(-1)), small);
    }

    /** {@code ½·log((1 + a)/(1 − a))} with a = |x|, the quotient in two parts; up to ½ a polynomial. */
    static Num atanh(Num x) {
        Num a = x.abs();
        Num z = a.times(a);
        Num small = a.times(z).fma(z.polynomial(ATANH), a);
        Num d = a.subtractedFrom(Constant.ONE);
        Num n = a.plus(Constant.ONE);
        Num nRest = a.minus(n.minus(Constant.ONE));
        Num quotient = n.over(d);
        Num quotientRest = quotient.fnma(d, n).plus(nRest).over(d);
        Num log = LogarithmExpansion.log(new Pair(quotient, quotientRest)).times(Constant.HALF);
        Num large = a.gt(Constant.ONE).select(Constant.NAN, log);
        return a.gt(Constant.HALF).select(large, small).withSign(x);
    }
}
