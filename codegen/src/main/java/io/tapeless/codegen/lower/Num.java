package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;

/** A float that a kernel computes; each operation writes one primitive into the kernel and names its result. */
record Num(KernelBuilder kernel, Expr value) implements Operand {
    Num {
        value = kernel.declare(value);
    }

    DType dtype() {
        return value.dtype();
    }

    boolean isSingle() {
        return dtype() == DType.F32;
    }

    /** The operand as an expression of this number's dtype. */
    Expr expr(Operand operand) {
        return operand instanceof Num num ? num.value : new Expr.Real(dtype(), ((Constant) operand).in(dtype()));
    }

    Num constant(Constant constant) {
        return new Num(kernel, expr(constant));
    }

    Num apply(ScalarOp function, Expr... arguments) {
        return new Num(kernel, kernel.apply(function, dtype(), arguments));
    }

    private Condition compare(ScalarOp function, Operand other) {
        return new Condition(this, kernel.apply(function, DType.BOOL, value, expr(other)));
    }

    Num plus(Operand other) {
        return apply(ScalarOp.ADD, value, expr(other));
    }

    Num minus(Operand other) {
        return apply(ScalarOp.SUB, value, expr(other));
    }

    /** {@code other − this}. */
    Num subtractedFrom(Operand other) {
        return apply(ScalarOp.SUB, expr(other), value);
    }

    Num times(Operand other) {
        return apply(ScalarOp.MUL, value, expr(other));
    }

    Num over(Operand other) {
        return apply(ScalarOp.DIV, value, expr(other));
    }

    /** {@code other / this}. */
    Num under(Operand other) {
        return apply(ScalarOp.DIV, expr(other), value);
    }

    /** {@code this·factor + summand}, rounded once. */
    Num fma(Operand factor, Operand summand) {
        return apply(ScalarOp.FMA, value, expr(factor), expr(summand));
    }

    /** {@code summand − this·factor}, rounded once. */
    Num fnma(Operand factor, Operand summand) {
        return factor instanceof Constant constant
                ? fma(constant.negated(), summand)
                : negated().fma(factor, summand);
    }

    /** {@code c₀ + this·(c₁ + this·(c₂ + …))}. */
    Num polynomial(Coefficients coefficients) {
        int power = coefficients.count(dtype()) - 1;
        Num sum = constant(coefficients.get(dtype(), power));
        while (--power >= 0) {
            sum = sum.fma(this, coefficients.get(dtype(), power));
        }
        return sum;
    }

    Num negated() {
        return apply(ScalarOp.NEG, value);
    }

    Num abs() {
        return apply(ScalarOp.ABS, value);
    }

    Num sqrt() {
        return apply(ScalarOp.SQRT, value);
    }

    Condition lt(Operand other) {
        return compare(ScalarOp.LT, other);
    }

    Condition gt(Operand other) {
        return compare(ScalarOp.GT, other);
    }

    Condition eq(Operand other) {
        return compare(ScalarOp.EQ, other);
    }

    Condition ne(Operand other) {
        return compare(ScalarOp.NE, other);
    }

    Word bits() {
        return new Word(kernel, new Expr.Bitcast(isSingle() ? DType.I32 : DType.I64, value));
    }

    /** A number ≥ 0 with the sign of another put on it; of NaN, any sign. */
    Num withSign(Num sign) {
        return bits().or(sign.bits().and(Word.SIGN)).real();
    }
}
