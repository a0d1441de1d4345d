package io.tapeless.codegen.lower;

import io.tapeless.ir.DType;

/** A constant of f32 and its counterpart in f64. */
record Constant(float f32, double f64) implements Operand {
    static final Constant ZERO = of(0);
    static final Constant QUARTER = of(0.25f);
    static final Constant HALF = of(0.5f);
    static final Constant ONE = of(1);
    static final Constant TWO = of(2);
    static final Constant NAN = of(Float.NaN);
    static final Constant INFINITY = of(Float.POSITIVE_INFINITY);

    static final Constant MIN_NORMAL = new Constant(Float.MIN_NORMAL, Double.MIN_NORMAL);
    /** Makes a subnormal number normal: {@code 2^24} and {@code 2^54}. */
    static final Constant UP = new Constant(0x1p24f, 0x1p54);
    /** The binary logarithm of {@link #UP}. */
    static final Constant UP_EXPONENT = new Constant(24, 54);
    /** {@code 3/2·2^23} and {@code 3/2·2^52}: added to a number, it leaves the nearest integer in the low bits. */
    static final Constant MAGIC = new Constant(0x1.8p23f, 0x1.8p52);
    /** {@link #MAGIC} plus the exponent bias: the low bits are then the exponent field of 2ⁿ. */
    static final Constant MAGIC_BIASED = new Constant(0x1.8p23f + 127, 0x1.8p52 + 1023);

    /** One value that both dtypes have. */
    static Constant of(float value) {
        return new Constant(value, value);
    }

    double in(DType dtype) {
        return dtype == DType.F32 ? f32 : f64;
    }

    Constant negated() {
        return new Constant(-f32, -f64);
    }
}
