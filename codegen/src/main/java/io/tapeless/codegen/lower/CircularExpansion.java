package io.tapeless.codegen.lower;

/**
 * sin, cos and tan: {@code x = n·π/2 + r}, with π/2 in three parts (Cody and Waite, 1980). Beyond 2^22 in
 * f32 (2^21 for tan) and 2^40 in f64 the parts do not suffice and r is taken to be 0, so that sin and cos
 * stay in [−1, 1], sin² + cos² = 1, and tan is 0.
 */
final class CircularExpansion {
    private static final Constant TWO_OVER_PI = new Constant(0x1.45f306p-1f, 0x1.45f306dc9c883p-1);
    /** π/2 is the sum of the three; the first two are cut off, not rounded. */
    private static final Constant HALF_PI_1 = new Constant(0x1.921fb4p0f, 0x1.921fb54442d18p0);
    private static final Constant HALF_PI_2 = new Constant(0x1.4442dp-24f, 0x1.1a62633145c06p-54);
    private static final Constant HALF_PI_3 = new Constant(0x1.84698ap-48f, 0x1.c1cd129024e09p-107);
    private static final Constant LIMIT = new Constant(0x1p22f, 0x1p40);
    private static final Constant TAN_LIMIT = new Constant(0x1p21f, 0x1p40);
    /** A reduced argument beyond it and its rounding error have digits enough in common to be subtracted exactly. */
    private static final Constant EIGHTH = Constant.of(0.125f);

    /** {@code sin t = t + t³·P(t²)}; relative error 2^-31.9 for |t| ≤ 1.17·π/4 and 2^-57.9 for |t| ≤ π/4. */
    private static final Coefficients SIN = new Coefficients(
            new float[] {-0x1.555556p-3f, 0x1.111152p-7f, -0x1.a031a6p-13f, 0x1.718414p-19f},
            new double[] {-0x1.5555555555548p-3, 0x1.111111110f731p-7, -0x1.a01a019be95d4p-13, 0x1.71de355579101p-19,
                -0x1.ae5e4bd8339ep-26, 0x1.5d8b760662904p-33});
    /** {@code cos t = 1 − t²/2 + t⁴·P(t²)}; error 2^-31.0 and 2^-64.2. */
    private static final Coefficients COS = new Coefficients(
            new float[] {0x1.55553ap-5f, -0x1.6c039cp-10f, 0x1.97c406p-16f},
            new double[] {0x1.555555555554cp-5, -0x1.6c16c16c1521p-10, 0x1.a01a019cbcd9cp-16, -0x1.27e4f810467f1p-22,
                0x1.1ee9ef53a24eap-29, -0x1.8fb00224b14f3p-37});
    /** {@code tan t = t + t³·P(t²)}; relative error 2^-28.5 and 2^-56.0. */
    private static final Coefficients TAN = new Coefficients(
            new float[] {0x1.55554p-2f, 0x1.11175cp-3f, 0x1.b8d9c2p-5f, 0x1.75ad32p-6f, 0x1.78a508p-8f, 0x1.35c972p-7f,
                -0x1.2cff98p-8f, 0x1.ca237ap-9f},
            new double[] {0x1.55555555554eep-2, 0x1.11111111186f8p-3, 0x1.ba1ba1b43aacdp-5, 0x1.664f49b17b2cfp-6,
                0x1.226e115cbcadcp-7, 0x1.d6d957569dbc9p-9, 0x1.7d59ad2c5e201p-10, 0x1.3808b014b72bp-11,
                0x1.d1ca4963524bfp-13, 0x1.1f7f85bc6d79bp-13, -0x1.c808a4ee03c78p-16, 0x1.7a41b5252191fp-14,
                -0x1.7bc2c95b816adp-15, 0x1.5f9e1f590c03cp-16});

    private CircularExpansion() {}

    /** {@code x = n·π/2 + r + rest}; n is in the low bits of quadrant. */
    private record Reduced(Word quadrant, Num r, Num rest) {
        /** What rounding cuts off with the last part of π/2 is in rest. */
        static Reduced of(Num x) {
            Num t = x.fma(TWO_OVER_PI, Constant.MAGIC);
            Num n = t.minus(Constant.MAGIC);
            Num r2 = n.fnma(HALF_PI_2, n.fnma(HALF_PI_1, x));
            Num r3 = n.fnma(HALF_PI_3, r2);
            return new Reduced(t.bits(), r3, n.fnma(HALF_PI_3, r2.minus(r3)));
        }

        /** What rounding cuts off with the second part is in rest too, unless r is so small that it does not matter. */
        static Reduced accurately(Num x) {
            Num t = x.fma(TWO_OVER_PI, Constant.MAGIC);
            Num n = t.minus(Constant.MAGIC);
            Num r1 = n.fnma(HALF_PI_1, x);
            Num r2 = n.fnma(HALF_PI_2, r1);
            Num rest2 = r2.abs().gt(EIGHTH).select(n.fnma(HALF_PI_2, r1.minus(r2)), Constant.ZERO);
            Num r3 = n.fnma(HALF_PI_3, r2);
            return new Reduced(t.bits(), r3, n.fnma(HALF_PI_3, r2.minus(r3).plus(rest2)));
        }

        /** Within the limit; beyond, r is 0, or NaN for an infinite x. */
        static Reduced bounded(Num x) {
            Reduced reduced = of(x);
            Condition far = x.abs().gt(LIMIT);
            return new Reduced(reduced.quadrant, far.select(Constant.ZERO, reduced.r),
                    far.select(x.minus(x), reduced.rest));
        }

        /** sin(r + q·π/2), where q is given by its two low bits. */
        Num sine(Word q) {
            Num z = r.times(r);
            Num sin = r.plus(z.times(r).fma(z.polynomial(SIN), rest));
            Num cos = z.fma(z.fma(z.polynomial(COS), Constant.of(-0.5f)), r.times(rest).negated()).plus(Constant.ONE);
            Num top = q.toTop().real();
            Num y = top.eq(Constant.ZERO).select(sin, cos);
            return y.bits().xor(top.bits().and(Word.SIGN)).real();
        }
    }

    static Num sin(Num x) {
        Reduced reduced = Reduced.bounded(x);
        return x.eq(Constant.ZERO).select(x, reduced.sine(reduced.quadrant()));
    }

    static Num cos(Num x) {
        Reduced reduced = Reduced.bounded(x);
        return reduced.sine(reduced.quadrant().plus(new Word.Pattern(1, 1)));
    }

    /** tan(r + rest), or −cot of it in every other quadrant, with the sum in two parts. */
    static Num tan(Num x) {
        Reduced reduced = Reduced.accurately(x);
        Num r = reduced.r();
        Num c = reduced.rest();
        Num z = r.times(r);
        Num w = z.times(r).fma(z.polynomial(TAN), c.fma(z, c));
        Num h = r.plus(w);
        Num l = w.minus(h.minus(r));
        Num inverse = h.under(Constant.of(-1));
        Num cot = inverse.fma(inverse.fma(l, inverse.fma(h, Constant.ONE)), inverse);
        Condition even = reduced.quadrant().toTop().real().eq(Constant.ZERO);
        Num y = x.abs().gt(TAN_LIMIT).select(x.minus(x), even.select(h, cot));
        return x.eq(Constant.ZERO).select(x, y);
    }
}
