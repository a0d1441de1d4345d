package io.tapeless.ir;

import java.util.Locale;

/**
 * The functions of scalars that {@link Op.Map} applies elementwise. What each computes is defined by
 * the reference interpreter; here stand arity, operand kinds and algebraic facts only.
 */
public enum ScalarOp {
    // arithmetic
    NEG(1, Kind.NUMBER), ABS(1, Kind.NUMBER), SIGN(1, Kind.NUMBER),
    ADD(2, Kind.NUMBER), SUB(2, Kind.NUMBER), MUL(2, Kind.NUMBER), DIV(2, Kind.NUMBER),
    /** Remainder with the sign of the dividend, as {@code %} in Java. */
    REM(2, Kind.NUMBER),
    MIN(2, Kind.NUMBER), MAX(2, Kind.NUMBER),
    /** {@code clip(x, lo, hi) = min(max(x, lo), hi)}, with derivative 1 on the closed interval. */
    CLIP(3, Kind.NUMBER),
    /** {@code max(x, 0)}, with derivative 0 at 0. */
    RELU(1, Kind.FLOAT),
    /** {@code a·b + c}, rounded once. */
    FMA(3, Kind.FLOAT),

    // exponentials and logarithms
    EXP(1, Kind.FLOAT), EXP2(1, Kind.FLOAT), EXPM1(1, Kind.FLOAT),
    LOG(1, Kind.FLOAT), LOG2(1, Kind.FLOAT), LOG10(1, Kind.FLOAT), LOG1P(1, Kind.FLOAT),
    SIGMOID(1, Kind.FLOAT), SOFTPLUS(1, Kind.FLOAT),
    /** {@code log(1 − exp(x))} for x ≤ 0. */
    LOG1MEXP(1, Kind.FLOAT),

    // powers
    SQRT(1, Kind.FLOAT), CBRT(1, Kind.FLOAT), POW(2, Kind.FLOAT),

    // circular and hyperbolic
    SIN(1, Kind.FLOAT), COS(1, Kind.FLOAT), TAN(1, Kind.FLOAT),
    ASIN(1, Kind.FLOAT), ACOS(1, Kind.FLOAT), ATAN(1, Kind.FLOAT), ATAN2(2, Kind.FLOAT),
    SINH(1, Kind.FLOAT), COSH(1, Kind.FLOAT), TANH(1, Kind.FLOAT),
    ASINH(1, Kind.FLOAT), ACOSH(1, Kind.FLOAT), ATANH(1, Kind.FLOAT),

    // special functions
    ERF(1, Kind.FLOAT), ERFC(1, Kind.FLOAT), ERFINV(1, Kind.FLOAT),
    /** {@code log |Γ(x)|} and its derivative; for further ones see {@link Elementwise.Polygamma}. */
    LGAMMA(1, Kind.FLOAT), DIGAMMA(1, Kind.FLOAT),

    // rounding; ROUND is half to even
    FLOOR(1, Kind.FLOAT), CEIL(1, Kind.FLOAT), ROUND(1, Kind.FLOAT), TRUNC(1, Kind.FLOAT),

    // comparisons: numbers in, bool out
    EQ(2, Kind.COMPARE), NE(2, Kind.COMPARE), LT(2, Kind.COMPARE),
    LE(2, Kind.COMPARE), GT(2, Kind.COMPARE), GE(2, Kind.COMPARE),

    // on bool and integers
    NOT(1, Kind.BITS), AND(2, Kind.BITS), OR(2, Kind.BITS), XOR(2, Kind.BITS),
    /** Shifts of an integer by another; {@code SHR} is logical. */
    SHL(2, Kind.BITS), SHR(2, Kind.BITS),

    /** {@code select(c, a, b)}: {@code a} where the bool {@code c} holds, else {@code b}. */
    SELECT(3, Kind.SELECT);

    /** What an operation accepts and gives. */
    public enum Kind {
        /** Floats or integers of one dtype, which is also the result's. */
        NUMBER,
        /** Floats of one dtype, which is also the result's. */
        FLOAT,
        /** Any one dtype; the result is bool. */
        COMPARE,
        /** Bool or integers of one dtype, which is also the result's. */
        BITS,
        /** Bool, then any one dtype twice, which is also the result's. */
        SELECT
    }

    private final int arity;
    private final Kind kind;

    ScalarOp(int arity, Kind kind) {
        this.arity = arity;
        this.kind = kind;
    }

    public int arity() {
        return arity;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isCommutative() {
        return switch (this) {
            case ADD, MUL, MIN, MAX, EQ, NE, AND, OR, XOR -> true;
            default -> false;
        };
    }

    /** The name in text: {@code add}, {@code log1p}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text();
    }
}
