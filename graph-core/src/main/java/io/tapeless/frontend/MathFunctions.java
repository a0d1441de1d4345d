package io.tapeless.frontend;

import io.tapeless.ir.ScalarOp;

/** Elementwise functions of numbers. */
public final class MathFunctions {
    private MathFunctions() {}

    /** {@code eˣ}. */
    public static Tensor exp(Tensor x) {
        return floats("exp", ScalarOp.EXP, x);
    }

    /** The natural logarithm. */
    public static Tensor log(Tensor x) {
        return floats("log", ScalarOp.LOG, x);
    }

    static Tensor floats(String function, ScalarOp op, Tensor... operands) {
        Check.floats(function, operands);
        return Broadcasting.map(function, op, operands);
    }
}
