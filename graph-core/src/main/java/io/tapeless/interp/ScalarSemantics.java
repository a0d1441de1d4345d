package io.tapeless.interp;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;

/**
 * What each {@link ScalarOp} computes: a table for floats, one for integers and bools, one for
 * comparisons. {@code SELECT} chooses between whole elements and stands in the interpreter.
 */
final class ScalarSemantics {
    private ScalarSemantics() {}

    /** On floats; operands beyond the arity are ignored. */
    static double apply(ScalarOp function, double a, double b, double c) {
        return switch (function) {
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case CLIP -> Math.min(Math.max(a, b), c);
            case RELU -> Math.max(a, 0);
            case FMA -> Math.fma(a, b, c);

            case EXP -> StrictMath.exp(a);
            case EXP2 -> StrictMath.pow(2, a);
            case EXPM1 -> StrictMath.expm1(a);
            case LOG -> StrictMath.log(a);
            case LOG2 -> SpecialFunctions.log2(a);
            case LOG10 -> StrictMath.log10(a);
            case LOG1P -> StrictMath.log1p(a);
            case SIGMOID -> SpecialFunctions.sigmoid(a);
            case SOFTPLUS -> SpecialFunctions.softplus(a);
            case LOG1MEXP -> SpecialFunctions.log1mexp(a);

            case SQRT -> Math.sqrt(a);
            case CBRT -> StrictMath.cbrt(a);
            case POW -> StrictMath.pow(a, b);

            case SIN -> StrictMath.sin(a);
            case COS -> StrictMath.cos(a);
            case TAN -> StrictMath.tan(a);
            case ASIN -> StrictMath.asin(a);
            case ACOS -> StrictMath.acos(a);
            case ATAN -> StrictMath.atan(a);
            case ATAN2 -> StrictMath.atan2(a, b);
            case SINH -> StrictMath.sinh(a);
            case COSH -> StrictMath.cosh(a);
            case TANH -> StrictMath.tanh(a);
            case ASINH -> SpecialFunctions.asinh(a);
            case ACOSH -> SpecialFunctions.acosh(a);
            case ATANH -> SpecialFunctions.atanh(a);

            case ERF -> SpecialFunctions.erf(a);
            case ERFC -> SpecialFunctions.erfc(a);
            case ERFINV -> SpecialFunctions.erfInv(a);
            case LGAMMA -> GammaFunctions.lgamma(a);
            case DIGAMMA -> GammaFunctions.digamma(a);

            case FLOOR -> Math.floor(a);
            case CEIL -> Math.ceil(a);
            case ROUND -> Math.rint(a);
            case TRUNC -> a < 0 ? Math.ceil(a) : Math.floor(a);

            case EQ, NE, LT, LE, GT, GE, NOT, AND, OR, XOR, SHL, SHR, SELECT -> throw undefined(function, "floats");
        };
    }

    /**
     * On integers and bools; i32 wraps at 32 bits, shift distances count modulo the width, and bools
     * are 0 or 1.
     *
     * @throws ArithmeticException on division by zero
     */
    static long apply(ScalarOp function, DType dtype, long a, long b, long c) {
        long result = switch (function) {
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Long.signum(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case CLIP -> Math.min(Math.max(a, b), c);

            case NOT -> dtype == DType.BOOL ? 1 - a : ~a;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> dtype == DType.I32 ? (int) a << b : a << b;
            case SHR -> dtype == DType.I32 ? (int) a >>> b : a >>> b;

            case RELU, FMA, EXP, EXP2, EXPM1, LOG, LOG2, LOG10, LOG1P, SIGMOID, SOFTPLUS, LOG1MEXP, SQRT, CBRT, POW,
                    SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, ASINH, ACOSH, ATANH, ERF, ERFC,
                    ERFINV, LGAMMA, DIGAMMA, FLOOR, CEIL, ROUND, TRUNC, EQ, NE, LT, LE, GT, GE, SELECT ->
                    throw undefined(function, "integers");
        };
        return dtype == DType.I32 ? (int) result : result;
    }

    /** Comparisons of floats; those with a NaN are false, but for {@code NE}. */
    static boolean compare(ScalarOp function, double a, double b) {
        return switch (function) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
            default -> throw undefined(function, "pairs of floats as a comparison");
        };
    }

    /** Comparisons of integers, and of bools with false before true. */
    static boolean compare(ScalarOp function, long a, long b) {
        return switch (function) {
            case EQ -> a == b;
            case NE -> a != b;
            case LT -> a < b;
            case LE -> a <= b;
            case GT -> a > b;
            case GE -> a >= b;
            default -> throw undefined(function, "pairs of integers as a comparison");
        };
    }

    private static IllegalArgumentException undefined(ScalarOp function, String operands) {
        return new IllegalArgumentException(function + " is not defined on " + operands);
    }
}
