package io.tapeless.codegen.lower;

import io.tapeless.codegen.lower.ExponentialExpansion.Pair;

/** log, log2, log10, log1p, softplus and log1mexp: all by {@code x = 2ᵉ·(1 + f)} with √½ ≤ 1 + f < √2. */
final class LogarithmExpansion {
    /** {@code log(1 + t) = t − t²/2 + t³·P(t)} for √½ ≤ 1 + t < √2; relative error 2^-30.2 and 2^-56.6. */
    private static final Coefficients LOG = new Coefficients(
            new float[] {0x1.555548p-2f, -0x1.000008p-2f, 0x1.99a472p-3f, -0x1.555ba8p-3f, 0x1.233bbp-3f,
                -0x1.fc3938p-4f, 0x1.e6cbe2p-4f, -0x1.ddb62ep-4f, 0x1.140c7p-4f},
            new double[] {0x1.5555555555533p-2, -0x1.fffffffffef12p-3, 0x1.999999999f7e5p-3, -0x1.555555566b528p-3,
                0x1.249249229f6cap-3, -0x1.ffffff2be243fp-4, 0x1.c71c71e234c5fp-4, -0x1.9999c26fccbc2p-4,
                0x1.745d3ed6105bap-4, -0x1.5550edd00f88bp-4, 0x1.3b0b8e5727076p-4, -0x1.24d75cd8987ccp-4,
                0x1.11ccc98a7c306p-4, -0x1.fba05808c521bp-5, 0x1.d05c707a434a3p-5, -0x1.d129599e4ad07p-5,
                0x1.0a6232852b97fp-4, -0x1.e9eaf34d157dfp-5, 0x1.ac45a6f692b21p-6});

    /** 1/ln 2, 1/ln 10 and log₁₀ 2, each in two parts. */
    private static final Constant LOG2E_HIGH = new Constant(0x1.715476p0f, 0x1.71547652b82fep0);
    private static final Constant LOG2E_LOW = new Constant(0x1.4ae0cp-26f, 0x1.777d0ffda0d24p-56);
    private static final Constant LOG10E_HIGH = new Constant(0x1.bcb7bp-2f, 0x1.bcb7b1526e50ep-2);
    private static final Constant LOG10E_LOW = new Constant(0x1.526e5p-26f, 0x1.95355baaafad3p-57);
    private static final Constant LOG10_2_HIGH = new Constant(0x1.344134p-2f, 0x1.34413509f79fep-2);
    private static final Constant LOG10_2_LOW = new Constant(0x1.09f7ap-26f, 0x1.e623e2566b02ep-55);

    private static final Word.Pattern SQRT_HALF = new Word.Pattern(0x3f3504f3, 0x3fe6a09e667f3bcdL);
    private static final Word.Pattern FROM_SQRT_HALF_TO_ONE = Word.ONE.minus(SQRT_HALF);
    private static final Word.Pattern MAGIC = Word.Pattern.of(Constant.MAGIC);
    /** {@link Constant#MAGIC_BIASED} plus the logarithm of {@link Constant#UP}. */
    private static final Constant MAGIC_BIASED_UP = new Constant(0x1.8p23f + 127 + 24, 0x1.8p52 + 1023 + 54);
    /** Twice the exponent field of 1: minus that of 2ᵏ it is that of 2⁻ᵏ. */
    private static final Word.Pattern MIRROR = Word.ONE.plus(Word.ONE);
    private static final Word.Pattern MIRROR_TIMES_4 = MIRROR.plus(new Word.Pattern(2 << 23, 2L << 52));

    private static final Constant MINUS_HALF = Constant.of(-0.5f);
    private static final Constant MINUS_ONE = Constant.of(-1);
    /** Below it, log1p(x) = x within a quarter ulp. */
    private static final Constant TINY = new Constant(0x1p-26f, 0x1p-55);
    private static final Constant SQRT2_MINUS_1 = new Constant(0x1.a8279ap-2f, 0x1.a827999fcef32p-2);

    private LogarithmExpansion() {}

    /** {@code x = 2ᵉ·(1 + f)}. */
    record Split(Num e, Num f) {
        /** Of a positive number, or a special value which the caller replaces. Subnormal ones are scaled up first. */
        static Split of(Num x) {
            Condition subnormal = x.lt(Constant.MIN_NORMAL);
            Word u = subnormal.select(x.times(Constant.UP), x).bits().plus(FROM_SQRT_HALF_TO_ONE);
            Num magic = subnormal.select(MAGIC_BIASED_UP, Constant.MAGIC_BIASED);
            return new Split(u.fromExponent().plus(MAGIC).real().minus(magic), fraction(u));
        }
    }

    /** e of a normal x, from the bits of x shifted so that the exponent changes at √½. */
    private static Num exponent(Word u) {
        return u.fromExponent().plus(MAGIC).real().minus(Constant.MAGIC_BIASED);
    }

    /** f of a normal x, from the bits of x shifted so that the exponent changes at √½. */
    private static Num fraction(Word u) {
        return u.and(Word.FRACTION).plus(SQRT_HALF).real().minus(Constant.ONE);
    }

    /** {@code f·P(f) − ½}: log(1 + f) = f + f² times this. */
    private static Num second(Num f) {
        return f.fma(f.polynomial(LOG), MINUS_HALF);
    }

    /** {@code log x} = y for 0 < x < ∞; its values elsewhere. */
    private static Num edges(Num x, Num y) {
        Num high = x.lt(Constant.INFINITY).select(y, x);
        Num low = x.lt(Constant.ZERO).select(Constant.NAN, high);
        return x.eq(Constant.ZERO).select(Constant.INFINITY.negated(), low);
    }

    static Num log(Num x) {
        Split split = Split.of(x);
        Num e = split.e();
        Num f = split.f();
        Num w = f.times(f).fma(second(f), e.times(ExponentialExpansion.LN2_LOW));
        return edges(x, e.fma(ExponentialExpansion.LN2_HIGH, f.plus(w)));
    }

    /** With the exponent of {@code v = 1 + x}: {@code 1 + f = (1 + x)·2⁻ᵉ}, so f needs one rounding and no division. */
    static Num log1p(Num x) {
        Num v = x.plus(Constant.ONE);
        Word u = v.bits().plus(FROM_SQRT_HALF_TO_ONE);
        Num e = exponent(u);
        Num scale4 = u.fromExponent().toExponent().subtractedFrom(MIRROR_TIMES_4).real();
        Num f = x.times(Constant.QUARTER).fma(scale4, scale4.fma(Constant.QUARTER, MINUS_ONE));
        Num w = f.times(f).fma(second(f), e.times(ExponentialExpansion.LN2_LOW));
        Num y = edges(v, e.fma(ExponentialExpansion.LN2_HIGH, f.plus(w)));
        return x.abs().lt(TINY).select(x, y);
    }

    /** {@code log(high + low)} for a normal high; ∞ and NaN stay what they are. */
    static Num log(Pair x) {
        Word u = x.high().bits().plus(FROM_SQRT_HALF_TO_ONE);
        return log(x, u, exponent(u));
    }

    /** {@code log(high + low) + shift·ln 2}. */
    static Num log(Pair x, Num shift) {
        Word u = x.high().bits().plus(FROM_SQRT_HALF_TO_ONE);
        return log(x, u, exponent(u).plus(shift));
    }

    private static Num log(Pair x, Word u, Num e) {
        Num f = fraction(u);
        Num fl = x.low().times(u.fromExponent().toExponent().subtractedFrom(MIRROR).real());
        Num w = f.times(f).fma(second(f), e.fma(ExponentialExpansion.LN2_LOW, fl.fnma(f, fl)));
        Num y = e.fma(ExponentialExpansion.LN2_HIGH, f.plus(w));
        return x.high().lt(Constant.INFINITY).select(y, x.high());
    }

    static Num log2(Num x) {
        return log(x, LOG2E_HIGH, LOG2E_LOW, Constant.ONE, Constant.ZERO);
    }

    static Num log10(Num x) {
        return log(x, LOG10E_HIGH, LOG10E_LOW, LOG10_2_HIGH, LOG10_2_LOW);
    }

    /** {@code log(1 + f)/ln b + e·log_b 2}, each factor and product in two parts. */
    private static Num log(Num x, Constant scaleHigh, Constant scaleLow, Constant stepHigh, Constant stepLow) {
        Split split = Split.of(x);
        Num e = split.e();
        Num f = split.f();
        Num w = f.times(f).times(second(f));
        Num h = f.plus(w);
        Num l = w.minus(h.minus(f));
        Num p = h.times(scaleHigh);
        Num pl = h.fma(scaleHigh, p.negated()).plus(h.fma(scaleLow, l.times(scaleHigh)));
        Num g = e.times(stepHigh);
        Num gl = e.fma(stepHigh, g.negated()).plus(e.fma(stepLow, pl));
        Num k = g.plus(p);
        Num kl = p.minus(k.minus(g)).plus(gl);
        return edges(x, k.plus(kl));
    }

    /** {@code log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|)}; above √2, 1 + e is halved. */
    static Num softplus(Num x) {
        Num a = x.abs().negated();
        Pair e = ExponentialExpansion.expPair(a);
        Condition halve = e.high().gt(SQRT2_MINUS_1);
        Num k = halve.select(Constant.HALF, Constant.ONE);
        Num f = e.high().fma(k, k.minus(Constant.ONE));
        Num fl = e.low().times(k);
        Num w = f.times(f).fma(second(f), fl.fnma(f, fl));
        Num high = halve.select(ExponentialExpansion.LN2_HIGH, Constant.ZERO);
        Num low = halve.select(ExponentialExpansion.LN2_LOW, Constant.ZERO);
        Num log = high.plus(f.plus(w.plus(low)));
        Num bounded = a.lt(ExponentialExpansion.EXP_LIMIT.negated()).select(Constant.ZERO, log);
        return x.gt(Constant.ZERO).select(x, Constant.ZERO).plus(bounded);
    }

    /**
     * {@code log(1 − eˣ)} for x ≤ 0: the logarithm of w + rest = 1 − s² − (eʳ − 1)·s², x = 2·ln s + r, which keeps
     * all digits of w near x = 0 and of rest far from it.
     */
    static Num log1mexp(Num x) {
        Pair complement = ExponentialExpansion.oneMinusExp(x);
        Num high = complement.high();
        Condition subnormal = high.lt(Constant.MIN_NORMAL);
        Num scaled = subnormal.select(high.times(Constant.UP), high);
        Num shift = subnormal.select(Constant.UP_EXPONENT.negated(), Constant.ZERO);
        Num y = log(new Pair(scaled, complement.low()), shift);
        Num negative = y.bits().or(Word.SIGN).real();
        Num far = x.lt(ExponentialExpansion.EXP_LIMIT.negated()).select(Constant.of(-0f), negative);
        Num undefined = x.gt(Constant.ZERO).select(Constant.NAN, far);
        return x.eq(Constant.ZERO).select(Constant.INFINITY.negated(), undefined);
    }
}
