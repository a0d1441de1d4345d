package io.tapeless.codegen.loop;

import io.tapeless.ir.ScalarOp;
import java.util.EnumSet;
import java.util.Set;

/** The functions that machines compute alike, of which all others are written out. */
public final class Primitives {
    /**
     * Exact or correctly rounded in Java on every machine. {@code REM} on floats is {@code %} of Java;
     * {@code MIN} and {@code MAX} are those of {@link Math}, so NaN wins and −0 is less than 0.
     */
    public static final Set<ScalarOp> ALL = Set.copyOf(EnumSet.of(
            ScalarOp.NEG, ScalarOp.ABS, ScalarOp.ADD, ScalarOp.SUB, ScalarOp.MUL, ScalarOp.DIV, ScalarOp.REM,
            ScalarOp.MIN, ScalarOp.MAX, ScalarOp.FMA, ScalarOp.SQRT,
            ScalarOp.EQ, ScalarOp.NE, ScalarOp.LT, ScalarOp.LE, ScalarOp.GT, ScalarOp.GE,
            ScalarOp.NOT, ScalarOp.AND, ScalarOp.OR, ScalarOp.XOR, ScalarOp.SHL, ScalarOp.SHR,
            ScalarOp.SELECT));

    private Primitives() {}
}
