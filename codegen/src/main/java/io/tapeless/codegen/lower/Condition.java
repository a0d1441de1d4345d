package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;

/**
 * A truth value that a kernel computes.
 *
 * @param subject a number of the dtype that is selected by it
 */
record Condition(Num subject, Expr value) {
    Condition and(Condition other) {
        return new Condition(subject,
                subject.kernel().apply(ScalarOp.AND, DType.BOOL, value, other.value));
    }

    /** {@code this ? a : b}. */
    Num select(Operand a, Operand b) {
        return subject.apply(ScalarOp.SELECT, value, subject.expr(a), subject.expr(b));
    }
}
