package io.tapeless.codegen.lower;

/** asin, acos, atan and atan2. */
final class InverseCircularExpansion {
    /** {@code atan t = t + t³·P(t²)} for |t| ≤ 1; relative error 2^-28.2 and 2^-56.3. */
    private static final Coefficients ATAN = new Coefficients(
            new float[] {-0x1.55553ep-2f, 0x1.9991e4p-3f, -0x1.242086p-3f, 0x1.c08c4ep-4f, -0x1.580918p-4f,
                0x1.da29d6p-5f, -0x1.fd7cfep-6f, 0x1.642282p-7f, -0x1.d35312p-10f},
            new double[] {-0x1.5555555555526p-2, 0x1.99999999955e4p-3, -0x1.24924923806a8p-3, 0x1.c71c71801e7dp-4,
                -0x1.745d11b4ba96dp-4, 0x1.3b1366eab52eep-4, -0x1.110e53e7ee4b9p-4, 0x1.e1bbc8e1ca38ep-5,
                -0x1.ae5f11dd46ac7p-5, 0x1.82dd017b8298cp-5, -0x1.59a9c12ad1297p-5, 0x1.2c3a2bb079eb3p-5,
                -0x1.ea1f77875fbdbp-6, 0x1.686a6d11d75eap-6, -0x1.c7e4afd388236p-7, 0x1.d82f403d5d75cp-8,
                -0x1.7ab088374aca8p-9, 0x1.b49e7a95dae25p-11, -0x1.3fbffc7ce12f3p-13, 0x1.bcc32140e60eep-17});
    /** {@code asin t = t + t³·P(t²)} for |t| ≤ ½; relative error 2^-31.7 and 2^-55.6. */
    private static final Coefficients ASIN = new Coefficients(
            new float[] {0x1.55554cp-3f, 0x1.3338acp-4f, 0x1.6ca756p-5f, 0x1.04d2bcp-5f, 0x1.d527b2p-7f,
                0x1.34c298p-5f},
            new double[] {0x1.5555555555384p-3, 0x1.333333336ffa9p-4, 0x1.6db6db4179e67p-5, 0x1.f1c72c8f59ee2p-6,
                0x1.6e89ebd4b828dp-6, 0x1.1c6c652fe9cbep-6, 0x1.c6f34ab2c65ccp-7, 0x1.8f097e46be01fp-7,
                0x1.a9601df42de42p-8, 0x1.41a6f1ac64635p-6, -0x1.0c8763b93fb8dp-6, 0x1.065dee7c2fed1p-5});

    /** π/2 and π, each the sum of two. */
    private static final Constant HALF_PI_HIGH = new Constant(0x1.921fb4p0f, 0x1.921fb54442d18p0);
    private static final Constant HALF_PI_LOW = new Constant(0x1.4442d2p-24f, 0x1.1a62633145c07p-54);
    private static final Constant PI_HIGH = new Constant(0x1.921fb4p1f, 0x1.921fb54442d18p1);
    private static final Constant PI_LOW = new Constant(0x1.4442d2p-23f, 0x1.1a62633145c07p-53);

    private InverseCircularExpansion() {}

    /** {@code (high + low) − (z + c)}. */
    private static Num minusFrom(Constant high, Constant low, Num z, Num c) {
        return z.plus(c.minus(low)).subtractedFrom(high);
    }

    /** {@code atan z − z} for |z| ≤ 1. */
    private static Num atanRest(Num z) {
        Num square = z.times(z);
        return square.times(z).times(square.polynomial(ATAN));
    }

    /** Above 1: {@code π/2 − atan(1/a)}, a = |x|. */
    static Num atan(Num x) {
        Num a = x.abs();
        Condition large = a.gt(Constant.ONE);
        Num z = large.select(a.under(Constant.ONE), a);
        Num c = atanRest(z);
        return large.select(minusFrom(HALF_PI_HIGH, HALF_PI_LOW, z, c), z.plus(c)).withSign(x);
    }

    /** The angle of the point (|x|, |y|) by the lesser quotient, then turned into the quadrant of (x, y). */
    static Num atan2(Num y, Num x) {
        Num ay = y.abs();
        Num ax = x.abs();
        Condition steep = ay.gt(ax);
        Num least = steep.select(ax, ay);
        Num most = steep.select(ay, ax);
        Num quotient = least.eq(most).select(Constant.ONE, least.over(most));
        Num z = most.eq(Constant.ZERO).select(least, quotient);
        Num c = atanRest(z);
        Num right = steep.select(minusFrom(HALF_PI_HIGH, HALF_PI_LOW, z, c), z.plus(c));
        Num left = steep.select(z.plus(c.plus(HALF_PI_LOW)).plus(HALF_PI_HIGH), minusFrom(PI_HIGH, PI_LOW, z, c));
        Condition negative = x.bits().and(Word.SIGN).or(Word.ONE).real().lt(Constant.ZERO);
        return negative.select(left, right).withSign(y);
    }

    /** {@code t + rest = asin t} for t = |x| up to ½ and t = √((1 − |x|)/2) above, where asin|x| = π/2 − 2·asin t. */
    private record Reduced(Condition large, Num t, Num rest) {
        /** small is x or |x|: the argument where it is not large. */
        static Reduced of(Num a, Num small) {
            Condition large = a.gt(Constant.HALF);
            Num half = a.fma(Constant.of(-0.5f), Constant.HALF);
            Num z = large.select(half, a.times(a));
            Num t = large.select(half.sqrt(), small);
            return new Reduced(large, t, t.times(z).times(z.polynomial(ASIN)));
        }
    }

    static Num asin(Num x) {
        Num a = x.abs();
        Reduced reduced = Reduced.of(a, a);
        Num t = reduced.t();
        Num c = reduced.rest();
        Num large = minusFrom(HALF_PI_HIGH, HALF_PI_LOW, t.times(Constant.TWO), c.times(Constant.TWO));
        return reduced.large().select(large, t.plus(c)).withSign(x);
    }

    static Num acos(Num x) {
        Reduced reduced = Reduced.of(x.abs(), x);
        Num t = reduced.t();
        Num c = reduced.rest();
        Num sum = t.plus(c);
        Num negative = minusFrom(PI_HIGH, PI_LOW, t.times(Constant.TWO), c.times(Constant.TWO));
        Num large = x.lt(Constant.ZERO).select(negative, sum.plus(sum));
        return reduced.large().select(large, minusFrom(HALF_PI_HIGH, HALF_PI_LOW, t, c));
    }
}
