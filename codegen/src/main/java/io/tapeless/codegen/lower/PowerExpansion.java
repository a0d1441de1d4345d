package io.tapeless.codegen.lower;

import io.tapeless.codegen.lower.LogarithmExpansion.Split;

/** pow and cbrt. Sums and products in two parts are those of Dekker (1971) and Knuth, with fma. */
final class PowerExpansion {
    /**
     * {@code log₂((1 + t)/(1 − t)) = 2/ln 2·(t + t³/3) + t⁵·P(t²)} for |t| ≤ 0.1716; relative error 2^-42.3 and
     * 2^-71.7.
     */
    private static final Coefficients LOG2 = new Coefficients(
            new float[] {0x1.2776c4p-1f, 0x1.a6195p-2f, 0x1.47b12ep-2f, 0x1.2078bap-2f},
            new double[] {0x1.2776c50ef9bfbp-1, 0x1.a61762a7af26p-2, 0x1.484b13d66da0ap-2, 0x1.0c9a85577f10fp-2,
                0x1.c68edae31de75p-3, 0x1.8a0bcf02b1b93p-3, 0x1.58d3ccd5af58ep-3, 0x1.633c34d95a8p-3});
    /** 2/ln 2 and 2/(3·ln 2), each the sum of two. */
    private static final Constant FIRST_HIGH = new Constant(0x1.715476p1f, 0x1.71547652b82fep1);
    private static final Constant FIRST_LOW = new Constant(0x1.4ae0cp-25f, 0x1.777d0ffda0d24p-55);
    private static final Constant THIRD_HIGH = new Constant(0x1.ec709cp-1f, 0x1.ec709dc3a03fdp-1);
    private static final Constant THIRD_LOW = new Constant(0x1.c3a04p-25f, 0x1.d27f05548af0cp-55);
    /** {@code 2^x} is 0 or ∞ beyond, whatever the low part of x. */
    private static final Constant POW_LIMIT = new Constant(200, 2000);

    /** {@code t^(−1/3) = P(t)} for ½ ≤ t < 4, to start from; relative error 2^-7.2. */
    private static final Coefficients INVERSE_CBRT = new Coefficients(
            new float[] {0x1.af760ep0f, -0x1.1c5fep0f, 0x1.17fa9ap-1f, -0x1.0c14a4p-3f, 0x1.82a08cp-7f},
            new double[] {0x1.af760e3cb4188p0, -0x1.1c5fe093e3f9ap0, 0x1.17fa9ac2f8fd5p-1, -0x1.0c14a46845527p-3,
                0x1.82a08bf847cf5p-7});
    private static final Constant THIRD = new Constant(0x1.555556p-2f, 0x1.5555555555555p-2);
    private static final Constant TWO_NINTHS = new Constant(0x1.c71c72p-3f, 0x1.c71c71c71c71cp-3);
    private static final Word.Pattern MAGIC = Word.Pattern.of(Constant.MAGIC);
    /** The cube root of 1/{@link Constant#UP}. */
    private static final Constant CBRT_DOWN = new Constant(0x1p-8f, 0x1p-18);

    private PowerExpansion() {}

    /** What rounding cuts off {@code a·b = product}. */
    private static Num productRest(Num a, Operand b, Num product) {
        return a.fma(b, product.negated());
    }

    /**
     * {@code 2^(y·log₂|x|)}, with log₂ in two parts from the series in s = f/(2 + f); then the cases of
     * {@link StrictMath#pow}.
     */
    static Num pow(Num x, Num y) {
        Num a = x.abs();
        Split split = Split.of(a);
        Num e = split.e();
        Num f = split.f();
        Num d = f.plus(Constant.TWO);
        Num dRest = f.minus(d.minus(Constant.TWO));
        Num inverse = d.under(Constant.ONE);
        Num s = f.times(inverse);
        Num sRest = s.fnma(dRest, s.fnma(d, f)).times(inverse);
        Num z = s.times(s);
        Num zRest = productRest(s, s, z).plus(s.plus(s).times(sRest));
        Num first = s.times(FIRST_HIGH);
        Num firstRest = productRest(s, FIRST_HIGH, first).plus(s.fma(FIRST_LOW, sRest.times(FIRST_HIGH)));
        Num cube = z.times(s);
        Num cubeRest = productRest(z, s, cube).plus(z.fma(sRest, zRest.times(s)));
        Num third = cube.times(THIRD_HIGH);
        Num thirdRest = productRest(cube, THIRD_HIGH, third).plus(cube.fma(THIRD_LOW, cubeRest.times(THIRD_HIGH)));
        Num small = cube.times(z).fma(z.polynomial(LOG2), thirdRest.plus(firstRest));
        Num sum1 = e.plus(first);
        Num rest1 = first.minus(sum1.minus(e));
        Num sum2 = sum1.plus(third);
        Num rest2 = third.minus(sum2.minus(sum1));
        Num rest = rest1.plus(rest2).plus(small);
        Num log = sum2.plus(rest);
        Num logLow = rest.minus(log.minus(sum2));
        Num logBelow = a.lt(Constant.INFINITY).select(log, a);
        Num logHigh = a.eq(Constant.ZERO).select(Constant.INFINITY.negated(), logBelow);
        Num exponent = y.times(logHigh);
        Num exponentRest = productRest(y, logHigh, exponent).plus(y.times(logLow));
        Num low = exponent.abs().lt(POW_LIMIT).select(exponentRest, Constant.ZERO);
        return signed(x, a, y, ExponentialExpansion.exp2(exponent, low));
    }

    /** {@code xʸ} from power = |x|ʸ: negative for odd y, NaN for a negative x and a fraction y; {@code x⁰ = 1}. */
    private static Num signed(Num x, Num a, Num y, Num power) {
        Num ay = y.abs();
        Num half = ay.times(Constant.HALF);
        Num whole = RoundingExpansion.round(ay);
        Condition odd = whole.eq(ay).and(RoundingExpansion.round(half).ne(half));
        Num withSign = odd.select(power.bits().xor(x.bits().and(Word.SIGN)).real(), power);
        Condition undefined = x.lt(Constant.ZERO).and(a.lt(Constant.INFINITY)).and(whole.ne(ay));
        Num defined = undefined.select(Constant.NAN, withSign);
        Num orNaN = y.ne(y).select(y, defined);
        return y.eq(Constant.ZERO).select(Constant.ONE, orNaN);
    }

    /**
     * {@code |x| = y·8^q} with ½ ≤ y < 4: t ≈ y^(−1/3) by Halley's iteration, then y·t² and one Newton step with the
     * exact residual.
     */
    static Num cbrt(Num x) {
        Num a = x.abs();
        Condition subnormal = a.lt(Constant.MIN_NORMAL);
        Word bits = subnormal.select(a.times(Constant.UP), a).bits();
        Num e = bits.fromExponent().plus(MAGIC).real().minus(Constant.MAGIC_BIASED);
        Word q = e.fma(THIRD, Constant.MAGIC).bits().toExponent();
        Num y = bits.minus(q.plus(q.plus(q))).real();
        Num t = refined(refined(y.polynomial(INVERSE_CBRT), y), y);
        if (!x.isSingle()) {
            t = t.times(residual(t, y)).fma(THIRD, t);
        }
        Num square = t.times(t);
        Num c = y.times(square);
        Num c2 = c.times(c);
        Num rest = c2.fnma(c, y).minus(productRest(c, c, c2).times(c));
        Num root = rest.fma(square.times(THIRD), c).times(q.plus(Word.ONE).real());
        Num scaled = subnormal.select(root.times(CBRT_DOWN), root);
        Num finite = a.lt(Constant.INFINITY).select(scaled, a);
        return a.eq(Constant.ZERO).select(a, finite).withSign(x);
    }

    /** {@code 1 − y·t³}. */
    private static Num residual(Num t, Num y) {
        return y.times(t).fnma(t.times(t), Constant.ONE);
    }

    /** {@code t + t·k·(⅓ + 2⁄9·k)} with k the residual. */
    private static Num refined(Num t, Num y) {
        Num k = residual(t, y);
        return t.times(k).fma(k.fma(TWO_NINTHS, THIRD), t);
    }
}
