package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.ScalarOp;

/**
 * The operators of the language with NumPy broadcasting: arithmetic, comparisons, logic, choice and
 * conversion. Operands are of one dtype; a number takes the dtype of the tensor beside it. Every
 * function throws {@link io.tapeless.ir.IrException} if shapes do not broadcast or dtypes differ.
 */
public final class Operators {
    private Operators() {}

    /** {@code a + b}. */
    public static Tensor plus(Tensor a, Tensor b) {
        return arithmetic("plus", ScalarOp.ADD, a, b);
    }

    /** {@code a + b}. */
    public static Tensor plus(Tensor a, double b) {
        return plus(a, Broadcasting.scalar("plus", a, b));
    }

    /** {@code a + b}. */
    public static Tensor plus(double a, Tensor b) {
        return plus(Broadcasting.scalar("plus", b, a), b);
    }

    /** {@code a − b}. */
    public static Tensor minus(Tensor a, Tensor b) {
        return arithmetic("minus", ScalarOp.SUB, a, b);
    }

    /** {@code a − b}. */
    public static Tensor minus(Tensor a, double b) {
        return minus(a, Broadcasting.scalar("minus", a, b));
    }

    /** {@code a − b}. */
    public static Tensor minus(double a, Tensor b) {
        return minus(Broadcasting.scalar("minus", b, a), b);
    }

    /** {@code a · b}, elementwise. */
    public static Tensor times(Tensor a, Tensor b) {
        return arithmetic("times", ScalarOp.MUL, a, b);
    }

    /** {@code a · b}, elementwise. */
    public static Tensor times(Tensor a, double b) {
        return times(a, Broadcasting.scalar("times", a, b));
    }

    /** {@code a · b}, elementwise. */
    public static Tensor times(double a, Tensor b) {
        return times(Broadcasting.scalar("times", b, a), b);
    }

    /** {@code a / b}; of integers, the quotient truncated toward zero. */
    public static Tensor dividedBy(Tensor a, Tensor b) {
        return arithmetic("dividedBy", ScalarOp.DIV, a, b);
    }

    /** {@code a / b}; of integers, the quotient truncated toward zero. */
    public static Tensor dividedBy(Tensor a, double b) {
        return dividedBy(a, Broadcasting.scalar("dividedBy", a, b));
    }

    /** {@code a / b}; of integers, the quotient truncated toward zero. */
    public static Tensor dividedBy(double a, Tensor b) {
        return dividedBy(Broadcasting.scalar("dividedBy", b, a), b);
    }

    /** {@code a % b}, with the sign of a, as in Java. */
    public static Tensor rem(Tensor a, Tensor b) {
        return arithmetic("rem", ScalarOp.REM, a, b);
    }

    /** {@code a % b}, with the sign of a, as in Java. */
    public static Tensor rem(Tensor a, double b) {
        return rem(a, Broadcasting.scalar("rem", a, b));
    }

    /** {@code a % b}, with the sign of a, as in Java. */
    public static Tensor rem(double a, Tensor b) {
        return rem(Broadcasting.scalar("rem", b, a), b);
    }

    /** {@code −x}. */
    public static Tensor negate(Tensor x) {
        return Broadcasting.map("negate", ScalarOp.NEG, x);
    }

    /** {@code a == b}, as bool. */
    public static Tensor eq(Tensor a, Tensor b) {
        return compare("eq", ScalarOp.EQ, a, b);
    }

    /** {@code a == b}, as bool. */
    public static Tensor eq(Tensor a, double b) {
        return eq(a, Broadcasting.scalar("eq", a, b));
    }

    /** {@code a != b}, as bool. */
    public static Tensor ne(Tensor a, Tensor b) {
        return compare("ne", ScalarOp.NE, a, b);
    }

    /** {@code a != b}, as bool. */
    public static Tensor ne(Tensor a, double b) {
        return ne(a, Broadcasting.scalar("ne", a, b));
    }

    /** {@code a < b}, as bool. */
    public static Tensor lt(Tensor a, Tensor b) {
        return compare("lt", ScalarOp.LT, a, b);
    }

    /** {@code a < b}, as bool. */
    public static Tensor lt(Tensor a, double b) {
        return lt(a, Broadcasting.scalar("lt", a, b));
    }

    /** {@code a <= b}, as bool. */
    public static Tensor le(Tensor a, Tensor b) {
        return compare("le", ScalarOp.LE, a, b);
    }

    /** {@code a <= b}, as bool. */
    public static Tensor le(Tensor a, double b) {
        return le(a, Broadcasting.scalar("le", a, b));
    }

    /** {@code a > b}, as bool. */
    public static Tensor gt(Tensor a, Tensor b) {
        return compare("gt", ScalarOp.GT, a, b);
    }

    /** {@code a > b}, as bool. */
    public static Tensor gt(Tensor a, double b) {
        return gt(a, Broadcasting.scalar("gt", a, b));
    }

    /** {@code a >= b}, as bool. */
    public static Tensor ge(Tensor a, Tensor b) {
        return compare("ge", ScalarOp.GE, a, b);
    }

    /** {@code a >= b}, as bool. */
    public static Tensor ge(Tensor a, double b) {
        return ge(a, Broadcasting.scalar("ge", a, b));
    }

    /** {@code !a}, of bools. */
    public static Tensor not(Tensor a) {
        Check.bool("not", a);
        return Broadcasting.map("not", ScalarOp.NOT, a);
    }

    /** {@code a & b}, of bools. */
    public static Tensor and(Tensor a, Tensor b) {
        return logic("and", ScalarOp.AND, a, b);
    }

    /** {@code a | b}, of bools. */
    public static Tensor or(Tensor a, Tensor b) {
        return logic("or", ScalarOp.OR, a, b);
    }

    /** {@code a ^ b}, of bools. */
    public static Tensor xor(Tensor a, Tensor b) {
        return logic("xor", ScalarOp.XOR, a, b);
    }

    /** {@code a} where the bool condition holds, else {@code b}; the adjoint goes to the chosen one alone. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Check.that(condition.dtype() == DType.BOOL, "where", "expected a bool condition, found "
                + condition.dtype(), condition, a, b);
        Check.that(a.dtype() == b.dtype(), "where", "dtypes " + a.dtype() + " and " + b.dtype()
                + " differ; convert one with cast", condition, a, b);
        return Broadcasting.map("where", ScalarOp.SELECT, condition, a, b);
    }

    /** {@code a} where the bool condition holds, else {@code b}. */
    public static Tensor where(Tensor condition, Tensor a, double b) {
        return where(condition, a, Broadcasting.scalar("where", a, b));
    }

    /** {@code a} where the bool condition holds, else {@code b}. */
    public static Tensor where(Tensor condition, double a, Tensor b) {
        return where(condition, Broadcasting.scalar("where", b, a), b);
    }

    /**
     * Converts to a dtype: float to integer truncates toward zero and saturates, NaN gives 0; bool gives
     * 0 or 1; a number gives {@code x ≠ 0} as bool.
     */
    public static Tensor cast(Tensor x, DType to) {
        return x.dtype() == to ? x : x.owner().apply(new Elementwise.Cast(to), x);
    }

    private static Tensor arithmetic(String function, ScalarOp op, Tensor a, Tensor b) {
        Check.sameDType(function, a, b);
        Check.that(a.dtype() != DType.BOOL, function, "expected numbers, found bool; convert with cast", a, b);
        return Broadcasting.map(function, op, a, b);
    }

    private static Tensor compare(String function, ScalarOp op, Tensor a, Tensor b) {
        Check.sameDType(function, a, b);
        return Broadcasting.map(function, op, a, b);
    }

    private static Tensor logic(String function, ScalarOp op, Tensor a, Tensor b) {
        Check.bool(function, a);
        Check.bool(function, b);
        return Broadcasting.map(function, op, a, b);
    }
}
