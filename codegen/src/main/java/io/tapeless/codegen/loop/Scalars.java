package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.List;

/**
 * The primitives on boxed values: {@link Float}, {@link Double}, {@link Integer}, {@link Long} and
 * {@link Boolean} for f32, f64, i32, i64 and bool.
 */
final class Scalars {
    private Scalars() {}

    static Object apply(ScalarOp function, List<Object> arguments) {
        Object a = arguments.get(0);
        if (function == ScalarOp.SELECT) {
            return (Boolean) a ? arguments.get(1) : arguments.get(2);
        }
        Object b = arguments.size() > 1 ? arguments.get(1) : a;
        if (function.kind() == ScalarOp.Kind.COMPARE) {
            return compare(function, a, b);
        } else if (a instanceof Float x) {
            return ofFloats(function, x, (Float) b, arguments.size() > 2 ? (Float) arguments.get(2) : 0);
        } else if (a instanceof Double x) {
            return ofDoubles(function, x, (Double) b, arguments.size() > 2 ? (Double) arguments.get(2) : 0);
        } else if (a instanceof Integer x) {
            return ofInts(function, x, (Integer) b);
        } else if (a instanceof Long x) {
            return ofLongs(function, x, (Long) b);
        }
        return ofBools(function, (Boolean) a, (Boolean) b);
    }

    private static boolean compare(ScalarOp function, Object a, Object b) {
        if (a instanceof Float || a instanceof Double) {
            double x = ((Number) a).doubleValue();
            double y = ((Number) b).doubleValue();
            return switch (function) {
                case EQ -> x == y;
                case NE -> x != y;
                case LT -> x < y;
                case LE -> x <= y;
                case GT -> x > y;
                case GE -> x >= y;
                default -> throw unknown(function);
            };
        }
        long x = toLong(a);
        long y = toLong(b);
        return switch (function) {
            case EQ -> x == y;
            case NE -> x != y;
            case LT -> x < y;
            case LE -> x <= y;
            case GT -> x > y;
            case GE -> x >= y;
            default -> throw unknown(function);
        };
    }

    private static float ofFloats(ScalarOp function, float a, float b, float c) {
        return switch (function) {
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case FMA -> Math.fma(a, b, c);
            case SQRT -> (float) Math.sqrt(a);
            default -> throw unknown(function);
        };
    }

    private static double ofDoubles(ScalarOp function, double a, double b, double c) {
        return switch (function) {
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case FMA -> Math.fma(a, b, c);
            case SQRT -> Math.sqrt(a);
            default -> throw unknown(function);
        };
    }

    private static int ofInts(ScalarOp function, int a, int b) {
        return switch (function) {
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case NOT -> ~a;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << b;
            case SHR -> a >>> b;
            default -> throw unknown(function);
        };
    }

    private static long ofLongs(ScalarOp function, long a, long b) {
        return switch (function) {
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case REM -> a % b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
            case NOT -> ~a;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            case SHL -> a << b;
            case SHR -> a >>> b;
            default -> throw unknown(function);
        };
    }

    private static boolean ofBools(ScalarOp function, boolean a, boolean b) {
        return switch (function) {
            case NOT -> !a;
            case AND -> a & b;
            case OR -> a | b;
            case XOR -> a ^ b;
            default -> throw unknown(function);
        };
    }

    private static IllegalArgumentException unknown(ScalarOp function) {
        return new IllegalArgumentException(function + " is not a primitive on that dtype");
    }

    /** Conversion with the meaning of the graph's cast. */
    static Object convert(Object value, DType to) {
        boolean isFloat = value instanceof Float || value instanceof Double;
        return switch (to) {
            case F32 -> isFloat ? ((Number) value).floatValue() : (float) toLong(value);
            case F64 -> isFloat ? ((Number) value).doubleValue() : (double) toLong(value);
            case I32 -> isFloat ? (int) ((Number) value).doubleValue() : (int) toLong(value);
            case I64 -> isFloat ? (long) ((Number) value).doubleValue() : toLong(value);
            case BOOL -> isFloat ? ((Number) value).doubleValue() != 0 : toLong(value) != 0;
        };
    }

    static Object bitcast(Object value) {
        if (value instanceof Float x) {
            return Float.floatToRawIntBits(x);
        } else if (value instanceof Double x) {
            return Double.doubleToRawLongBits(x);
        } else if (value instanceof Integer x) {
            return Float.intBitsToFloat(x);
        }
        return Double.longBitsToDouble((Long) value);
    }

    static long toLong(Object value) {
        return value instanceof Boolean b ? b ? 1 : 0 : ((Number) value).longValue();
    }
}
