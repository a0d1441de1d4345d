package io.tapeless.codegen.lower;

/**
 * exp, exp2, expm1 and sigmoid. Reductions after Cody and Waite, "Software Manual for the Elementary
 * Functions" (1980): the multiple of ln 2 is subtracted in two parts.
 */
final class ExponentialExpansion {
    static final Constant LOG2E = new Constant(0x1.715476p0f, 0x1.71547652b82fep0);
    static final Constant HALF_LOG2E = new Constant(0x1.715476p-1f, 0x1.71547652b82fep-1);
    /** ln 2 is the sum of both. */
    static final Constant LN2_HIGH = new Constant(0x1.62e42ep-1f, 0x1.62e42fefa39efp-1);
    static final Constant LN2_LOW = new Constant(0x1.efa39ep-25f, 0x1.abc9e3b39803fp-56);
    /** 2·ln 2 is the sum of both. */
    static final Constant LN4_HIGH = new Constant(0x1.62e42ep0f, 0x1.62e42fefa39efp0);
    static final Constant LN4_LOW = new Constant(0x1.efa39ep-24f, 0x1.abc9e3b39803fp-55);

    /** {@code eᵗ = 1 + t + t²·P(t)} for |t| ≤ ln 2; relative error 2^-26.0 and 2^-56.3. */
    static final Coefficients EXP = new Coefficients(
            new float[] {0x1.00000cp-1f, 0x1.55551p-3f, 0x1.5549c8p-5f, 0x1.11275ap-7f, 0x1.71cbeap-10f,
                0x1.9bca4ep-13f},
            new double[] {0x1.ffffffffffff3p-2, 0x1.55555555555cbp-3, 0x1.5555555556987p-5, 0x1.11111111062c7p-7,
                0x1.6c16c169b7ebdp-10, 0x1.a01a01b6720fcp-13, 0x1.a01a058e289dap-16, 0x1.71de25e7c8445p-19,
                0x1.27e1c28dfc8cbp-22, 0x1.ae74e0f5376f4p-26, 0x1.217dd01971cep-29, 0x1.5d2e78f8b6959p-33});
    /** {@code eᵗ − 1 = t + t²·P(t)} for |t| ≤ ½·ln 2; relative error 2^-31.0 and 2^-57.5. */
    private static final Coefficients EXPM1 = new Coefficients(
            new float[] {0x1.0p-1f, 0x1.555554p-3f, 0x1.5554e8p-5f, 0x1.1113a2p-7f, 0x1.6d4f54p-10f, 0x1.9c790ep-13f},
            new double[] {0x1.0000000000001p-1, 0x1.5555555555557p-3, 0x1.5555555554b8bp-5, 0x1.1111111110698p-7,
                0x1.6c16c16fd8cb8p-10, 0x1.a01a01a881b6fp-13, 0x1.a019eee1beb52p-16, 0x1.71de0c2218058p-19,
                0x1.280d512d6b1bap-22, 0x1.af3b738b616b3p-26, 0x1.c156f08b5c0c2p-30});
    /** The same with fewer terms, relative to eᵗ; error 2^-28.2 and 2^-57.8. */
    private static final Coefficients EXPM1_SHORT = new Coefficients(
            new float[] {0x1.fffffcp-2f, 0x1.555486p-3f, 0x1.55583ap-5f, 0x1.1241fp-7f, 0x1.6ae918p-10f},
            new double[] {0x1.000000000000ap-1, 0x1.55555555554fbp-3, 0x1.55555555505bdp-5, 0x1.1111111127b3fp-7,
                0x1.6c16c184d55a2p-10, 0x1.a01a012a6b5e9p-13, 0x1.a019981140337p-16, 0x1.71df23fa451ap-19,
                0x1.28af69c6b1572p-22, 0x1.ad84be06b34dap-26});
    /** {@code 2ᵗ = 1 + t·ln 2 + t²·P(t)} for |t| ≤ 1; relative error 2^-29.6 and 2^-61.1. */
    private static final Coefficients EXP2 = new Coefficients(
            new float[] {0x1.ebfbep-3f, 0x1.c6b0a4p-5f, 0x1.3b2aep-7f, 0x1.5d7b8ap-10f, 0x1.42e642p-13f,
                0x1.04098cp-16f, 0x1.71420ep-20f},
            new double[] {0x1.ebfbdff82c58ep-3, 0x1.c6b08d704a0b9p-5, 0x1.3b2ab6fba4f56p-7, 0x1.5d87fe78a7453p-10,
                0x1.430912f854eb5p-13, 0x1.ffcbfc5630d9cp-17, 0x1.62c0225e37c2dp-20, 0x1.b525406ff5d5fp-24,
                0x1.e4cf1b12e29d3p-28, 0x1.e8c63ee1c255ap-32, 0x1.c3e4d0eb70afdp-36, 0x1.849140ab97231p-40,
                0x1.270261b9e7edp-44});

    /** Up to this |x|, 2ᵐ of {@link Reduced} is normal; far beyond, where eˣ is 0 or ∞. */
    static final Constant EXP_LIMIT = new Constant(170, 1400);
    private static final Constant EXP2_LIMIT = new Constant(240, 2040);
    /** {@link Constant#MAGIC_BIASED} with the largest exponent of a float. */
    static final Word.Pattern LARGEST_SCALE = Word.Pattern.of(new Constant(0x1.8p23f + 254, 0x1.8p52 + 2046));

    private static final Constant EXPM1_HIGHEST = new Constant(89, 710);
    private static final Constant EXPM1_LOWEST = new Constant(-30, -60);
    /** Makes 2ⁿ⁻¹ where {@link Constant#MAGIC_BIASED} makes 2ⁿ. */
    private static final Constant MAGIC_HALVED = new Constant(0x1.8p23f + 126, 0x1.8p52 + 1022);

    /** Sigmoid is 1 above. */
    private static final Constant SIGMOID_LIMIT = new Constant(40, 300);
    /** Sigmoid computes with numbers scaled by this, so that 2ⁿ is normal wherever sigmoid is not 0. */
    private static final Constant SIGMOID_ONE = new Constant(0x1p-64f, 0x1p-512);
    private static final Constant MAGIC_SIGMOID = new Constant(0x1.8p23f + 127 - 64, 0x1.8p52 + 1023 - 512);

    private ExponentialExpansion() {}

    /**
     * {@code x = 2m·ln 2 + r + rest} with |r| ≤ ln 2 and s = 2ᵐ, so that {@code eˣ = (eʳ·s)·s}. The first
     * product is exact and the second rounds once: overflow and gradual underflow come by themselves.
     */
    private record Reduced(Num s, Num m, Num beforeLast, Num r) {
        static Reduced of(Num x) {
            return of(x, x.fma(HALF_LOG2E, Constant.MAGIC_BIASED).bits());
        }

        static Reduced of(Num x, Word t) {
            Num m = t.real().minus(Constant.MAGIC_BIASED);
            Num r1 = m.fnma(LN4_HIGH, x);
            return new Reduced(t.toExponent().real(), m, r1, m.fnma(LN4_LOW, r1));
        }

        /** What rounding cut off r. */
        Num rest() {
            return m.fnma(LN4_LOW, beforeLast.minus(r));
        }

        /** {@code eʳ − 1}. */
        Num power() {
            return r.times(r).fma(r.polynomial(EXP), r);
        }

        /** {@code e^(r + rest) − 1}. */
        Num accuratePower() {
            Num c = rest();
            return r.times(r).fma(r.polynomial(EXP), c.fma(r, c)).plus(r);
        }
    }

    static Num exp(Num x) {
        Word t = x.fma(HALF_LOG2E, Constant.MAGIC_BIASED).bits().min(LARGEST_SCALE);
        Reduced reduced = Reduced.of(x, t);
        Num s = reduced.s();
        Num y = reduced.power().fma(s, s).times(s);
        return x.lt(EXP_LIMIT.negated()).select(Constant.ZERO, y);
    }

    /** {@code high + low}, where low is what rounding cut off high. */
    record Pair(Num high, Num low) {}

    /** {@code eˣ} for x ≤ 0 (not beyond the limit), the error of the reduction and of 1 + … carried. */
    static Pair expPair(Num x) {
        Reduced reduced = Reduced.of(x);
        Num s = reduced.s();
        Num q = reduced.accuratePower();
        Num high = q.plus(Constant.ONE);
        Num low = q.minus(high.minus(Constant.ONE));
        return new Pair(high.times(s).times(s), low.times(s).times(s));
    }

    /** {@code 1 − eˣ} for −limit ≤ x ≤ 0: (1 − s²) − (eʳ − 1)·s². */
    static Pair oneMinusExp(Num x) {
        Reduced reduced = Reduced.of(x);
        Num s = reduced.s();
        Num r = reduced.r();
        Num c = reduced.rest();
        Num v = r.times(r).fma(r.polynomial(EXP), c.fma(r, c));
        Num power = v.plus(r);
        Num powerRest = v.minus(power.minus(r));
        Num scaled = power.times(s);
        Num square = s.times(s);
        Num most = square.subtractedFrom(Constant.ONE);
        Num mostRest = most.subtractedFrom(Constant.ONE).minus(square);
        Num high = scaled.fnma(s, most);
        Num rest = scaled.fnma(s, most.minus(high)).plus(mostRest);
        return new Pair(high, rest.minus(powerRest.times(square)));
    }

    /** {@code eˣ} for x ≤ 0, the error of the reduction carried. */
    static Num expOfNegative(Num x) {
        Reduced reduced = Reduced.of(x);
        Num s = reduced.s();
        Num y = reduced.accuratePower().fma(s, s).times(s);
        return x.lt(EXP_LIMIT.negated()).select(Constant.ZERO, y);
    }

    /** {@code eˣ/2} for 0 ≤ x ≤ the limit. */
    static Num halfExp(Num x) {
        Reduced reduced = Reduced.of(x);
        Num s = reduced.s();
        return reduced.accuratePower().fma(Constant.HALF, Constant.HALF).times(s).times(s);
    }

    /** The same in two parts. */
    static Pair halfExpPair(Num x) {
        Reduced reduced = Reduced.of(x);
        Num s = reduced.s();
        Num q = reduced.accuratePower();
        Num high = q.fma(Constant.HALF, Constant.HALF);
        Num low = q.fma(Constant.HALF, high.subtractedFrom(Constant.HALF));
        return new Pair(high.times(s).times(s), low.times(s).times(s));
    }

    /** {@code x = n·ln 2 + r}: {@code 2ⁿ·(eʳ − 1) + (2ⁿ − 1)}, computed with 2ⁿ⁻¹ as 2ⁿ may overflow. */
    static Num expm1(Num x) {
        Num t = x.fma(LOG2E, MAGIC_HALVED);
        Num n = t.minus(MAGIC_HALVED);
        Num s = t.bits().toExponent().real();
        Num r1 = n.fnma(LN2_HIGH, x);
        Num r = n.fnma(LN2_LOW, r1);
        Num c = n.fnma(LN2_LOW, r1.minus(r));
        Num p = r.times(r).fma(r.polynomial(EXPM1), c).plus(r);
        Num half = s.fma(p, s.minus(Constant.HALF));
        Num y = x.gt(EXPM1_HIGHEST).select(Constant.INFINITY, half.plus(half));
        return x.lt(EXPM1_LOWEST).select(Constant.of(-1), y).withSign(x);
    }

    /** {@code x = 2m + r}, exactly. */
    static Num exp2(Num x) {
        Num t = x.fma(Constant.HALF, Constant.MAGIC_BIASED);
        Num r = t.minus(Constant.MAGIC_BIASED).fnma(Constant.TWO, x);
        Num v = r.times(LN2_HIGH);
        Num rest = r.fma(LN2_HIGH, v.negated()).plus(r.times(LN2_LOW));
        return exp2(x, t, r, v, rest);
    }

    /** {@code 2^(x + low)}. */
    static Num exp2(Num x, Num low) {
        Num t = x.fma(Constant.HALF, Constant.MAGIC_BIASED);
        Num r0 = t.minus(Constant.MAGIC_BIASED).fnma(Constant.TWO, x);
        Num r = r0.plus(low);
        Num rounded = low.minus(r.minus(r0));
        Num v = r.times(LN2_HIGH);
        Num rest = r.fma(LN2_HIGH, v.negated())
                .plus(r.fma(LN2_LOW, rounded.fma(v, rounded).times(LN2_HIGH)));
        return exp2(x, t, r, v, rest);
    }

    /** {@code 2ʳ·2^(2m)} with {@code r·ln 2 = v + rest} and m in the low bits of t. */
    private static Num exp2(Num x, Num t, Num r, Num v, Num rest) {
        Num s = t.bits().toExponent().real();
        Num q = r.times(r).fma(r.polynomial(EXP2), rest).plus(v);
        Num y = q.fma(s, s).times(s);
        Num bounded = x.lt(EXP2_LIMIT.negated()).select(Constant.ZERO, y);
        return x.gt(EXP2_LIMIT).select(Constant.INFINITY, bounded);
    }

    /**
     * {@code 1/(1 + e⁻ˣ)} with −x = n·ln 2 + r: the denominator is {@code (1 + 2ⁿ) + (eʳ − 1)·2ⁿ}, and what
     * rounding cuts off 1 + 2ⁿ is added to the second term.
     */
    static Num sigmoid(Num x) {
        Num z = x.negated();
        Num t = z.fma(LOG2E, MAGIC_SIGMOID).bits().min(LARGEST_SCALE).real();
        Num n = t.minus(MAGIC_SIGMOID);
        Num s = t.bits().toExponent().real();
        Num r = n.fnma(LN2_LOW, n.fnma(LN2_HIGH, z));
        Num q = r.times(r).fma(r.polynomial(EXPM1_SHORT), r);
        Num sum = s.plus(SIGMOID_ONE);
        Num rest = sum.minus(s).subtractedFrom(SIGMOID_ONE);
        Num denominator = sum.plus(q.fma(s, rest));
        return x.gt(SIGMOID_LIMIT).select(Constant.ONE, denominator.under(SIGMOID_ONE));
    }
}
