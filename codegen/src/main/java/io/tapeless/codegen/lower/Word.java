package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;

/** The bits of a float as an integer of its width. */
record Word(KernelBuilder kernel, Expr value) {
    /** A pattern of bits for f32 and for f64. */
    record Pattern(int f32, long f64) {
        static Pattern of(Constant constant) {
            return new Pattern(Float.floatToRawIntBits(constant.f32()), Double.doubleToRawLongBits(constant.f64()));
        }

        Pattern plus(Pattern other) {
            return new Pattern(f32 + other.f32, f64 + other.f64);
        }

        Pattern minus(Pattern other) {
            return new Pattern(f32 - other.f32, f64 - other.f64);
        }
    }

    static final Pattern SIGN = new Pattern(Integer.MIN_VALUE, Long.MIN_VALUE);
    static final Pattern FRACTION = new Pattern(0x007f_ffff, 0x000f_ffff_ffff_ffffL);
    /** The exponent field of 1, which is also its bits. */
    static final Pattern ONE = Pattern.of(Constant.ONE);

    Word {
        value = kernel.declare(value);
    }

    private boolean isSingle() {
        return value.dtype() == DType.I32;
    }

    private Expr expr(Pattern pattern) {
        return new Expr.Int(value.dtype(), isSingle() ? pattern.f32() : pattern.f64());
    }

    private Word apply(ScalarOp function, Expr a, Expr b) {
        return new Word(kernel, kernel.apply(function, value.dtype(), a, b));
    }

    Word plus(Word other) {
        return apply(ScalarOp.ADD, value, other.value);
    }

    Word plus(Pattern other) {
        return apply(ScalarOp.ADD, value, expr(other));
    }

    Word minus(Word other) {
        return apply(ScalarOp.SUB, value, other.value);
    }

    /** {@code other − this}. */
    Word subtractedFrom(Pattern other) {
        return apply(ScalarOp.SUB, expr(other), value);
    }

    Word min(Pattern other) {
        return apply(ScalarOp.MIN, value, expr(other));
    }

    Word and(Pattern other) {
        return apply(ScalarOp.AND, value, expr(other));
    }

    Word or(Word other) {
        return apply(ScalarOp.OR, value, other.value);
    }

    Word or(Pattern other) {
        return apply(ScalarOp.OR, value, expr(other));
    }

    Word xor(Word other) {
        return apply(ScalarOp.XOR, value, other.value);
    }

    /** The low bits moved to where a float has its exponent. */
    Word toExponent() {
        return apply(ScalarOp.SHL, value, expr(new Pattern(23, 52)));
    }

    /** The bits from the exponent upward, moved to the low end. */
    Word fromExponent() {
        return apply(ScalarOp.SHR, value, expr(new Pattern(23, 52)));
    }

    /** The lowest two bits moved to the top: bit 1 is the sign, bit 0 alone makes 2. */
    Word toTop() {
        return apply(ScalarOp.SHL, value, expr(new Pattern(30, 62)));
    }

    Num real() {
        return new Num(kernel, new Expr.Bitcast(isSingle() ? DType.F32 : DType.F64, value));
    }
}
