package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;

/** The number of virtual lanes of reductions, which is part of the meaning of a kernel. */
public final class Lanes {
    private Lanes() {}

    /** 16 lanes for f32 and the integer types of its width, 8 for f64 and i64, on every machine. */
    public static int count(DType dtype) {
        return dtype.bytes() == 8 ? 8 : 16;
    }

    /**
     * What the lanes of an accumulator start from.
     *
     * @throws IllegalArgumentException if {@code combine} has no identity on that dtype
     */
    public static Expr identity(ScalarOp combine, DType dtype) {
        boolean bits = !dtype.isFloat();
        return switch (combine) {
            case ADD -> dtype == DType.BOOL ? none(combine, dtype) : constant(dtype, 0);
            case MUL -> dtype == DType.BOOL ? none(combine, dtype) : constant(dtype, 1);
            case MIN -> switch (dtype) {
                case F32, F64 -> new Expr.Real(dtype, Double.POSITIVE_INFINITY);
                case I32 -> new Expr.Int(dtype, Integer.MAX_VALUE);
                case I64 -> new Expr.Int(dtype, Long.MAX_VALUE);
                case BOOL -> none(combine, dtype);
            };
            case MAX -> switch (dtype) {
                case F32, F64 -> new Expr.Real(dtype, Double.NEGATIVE_INFINITY);
                case I32 -> new Expr.Int(dtype, Integer.MIN_VALUE);
                case I64 -> new Expr.Int(dtype, Long.MIN_VALUE);
                case BOOL -> none(combine, dtype);
            };
            case AND -> bits ? new Expr.Int(dtype, dtype == DType.BOOL ? 1 : -1) : none(combine, dtype);
            case OR -> bits ? new Expr.Int(dtype, 0) : none(combine, dtype);
            default -> none(combine, dtype);
        };
    }

    private static Expr constant(DType dtype, int value) {
        return dtype.isFloat() ? new Expr.Real(dtype, value) : new Expr.Int(dtype, value);
    }

    private static Expr none(ScalarOp combine, DType dtype) {
        throw new IllegalArgumentException(combine + " on " + dtype + " does not combine lanes");
    }
}
