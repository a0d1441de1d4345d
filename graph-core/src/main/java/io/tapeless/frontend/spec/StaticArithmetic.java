package io.tapeless.frontend.spec;

import com.github.javaparser.ast.expr.BinaryExpr.Operator;
import com.github.javaparser.ast.expr.UnaryExpr;
import io.tapeless.ir.Dim;
import java.util.Objects;
import java.util.Optional;

/** Java's operators on static values, and {@code + - * / %} and comparisons on dimensions. */
final class StaticArithmetic {
    private StaticArithmetic() {}

    /**
     * The value of {@code a op b} for an operator that evaluates both sides.
     *
     * @throws SpecError if it is not defined for these values
     */
    static Object binary(Operator operator, Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return numbers(operator, x, y);
        } else if (a instanceof Boolean x && b instanceof Boolean y) {
            return booleans(operator, x, y);
        } else if (isExtent(a) && isExtent(b)) {
            return dims(operator, dim(a), dim(b));
        } else if (operator == Operator.EQUALS || operator == Operator.NOT_EQUALS) {
            requireComparable(operator, a, b);
            return Objects.equals(a, b) == (operator == Operator.EQUALS);
        }
        throw undefined(operator, a, b);
    }

    private static void requireComparable(Operator operator, Object a, Object b) {
        boolean objects = !Values.isScalar(a) && !Values.isScalar(b);
        if (!(objects && (a == null || b == null || a.getClass() == b.getClass()))) {
            throw undefined(operator, a, b);
        }
    }

    static SpecError undefined(Operator operator, Object a, Object b) {
        return new SpecError(operator.asString() + " is not defined for " + Values.describe(a) + " and "
                + Values.describe(b), a instanceof Dim || b instanceof Dim ? "a Dim has + - * with int and Dim" : "");
    }

    /** A value as it appears in a string. */
    static String text(Object value) {
        return value == null || Values.isScalar(value) || value instanceof String || value instanceof Dim
                ? String.valueOf(value) : Values.describe(value);
    }

    private static Object numbers(Operator operator, Number a, Number b) {
        if (operator == Operator.LEFT_SHIFT || operator == Operator.SIGNED_RIGHT_SHIFT
                || operator == Operator.UNSIGNED_RIGHT_SHIFT) {
            return shift(operator, a, b);
        } else if (a instanceof Double || b instanceof Double) {
            return doubles(operator, a.doubleValue(), b.doubleValue());
        }
        requireDivisor(operator, b);
        return a instanceof Long || b instanceof Long ? longs(operator, a.longValue(), b.longValue())
                : ints(operator, a.intValue(), b.intValue());
    }

    private static void requireDivisor(Operator operator, Number divisor) {
        if ((operator == Operator.DIVIDE || operator == Operator.REMAINDER) && divisor.longValue() == 0) {
            throw new SpecError("division by zero");
        }
    }

    private static Object shift(Operator operator, Number a, Number b) {
        if (a instanceof Double || b instanceof Double) {
            throw undefined(operator, a, b);
        }
        int distance = (int) b.longValue();
        if (a instanceof Long x) {
            return switch (operator) {
                case LEFT_SHIFT -> x << distance;
                case SIGNED_RIGHT_SHIFT -> x >> distance;
                default -> x >>> distance;
            };
        }
        int x = a.intValue();
        return switch (operator) {
            case LEFT_SHIFT -> x << distance;
            case SIGNED_RIGHT_SHIFT -> x >> distance;
            default -> x >>> distance;
        };
    }

    private static Object ints(Operator operator, int a, int b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case BINARY_AND -> a & b;
            case BINARY_OR -> a | b;
            case XOR -> a ^ b;
            default -> compare(operator, a, b, Integer.compare(a, b));
        };
    }

    private static Object longs(Operator operator, long a, long b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case BINARY_AND -> a & b;
            case BINARY_OR -> a | b;
            case XOR -> a ^ b;
            default -> compare(operator, a, b, Long.compare(a, b));
        };
    }

    private static Object doubles(Operator operator, double a, double b) {
        return switch (operator) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
            case EQUALS -> a == b;
            case NOT_EQUALS -> a != b;
            case LESS -> a < b;
            case LESS_EQUALS -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUALS -> a >= b;
            default -> throw undefined(operator, a, b);
        };
    }

    private static Object booleans(Operator operator, boolean a, boolean b) {
        return switch (operator) {
            case BINARY_AND -> a & b;
            case BINARY_OR -> a | b;
            case XOR, NOT_EQUALS -> a ^ b;
            case EQUALS -> a == b;
            default -> throw undefined(operator, a, b);
        };
    }

    private static boolean compare(Operator operator, Object a, Object b, int order) {
        return switch (operator) {
            case EQUALS -> order == 0;
            case NOT_EQUALS -> order != 0;
            case LESS -> order < 0;
            case LESS_EQUALS -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_EQUALS -> order >= 0;
            default -> throw undefined(operator, a, b);
        };
    }

    private static boolean isExtent(Object value) {
        return value instanceof Dim || Values.isInteger(value);
    }

    private static Dim dim(Object value) {
        return value instanceof Dim dim ? dim : Dim.of(((Number) value).longValue());
    }

    private static Object dims(Operator operator, Dim a, Dim b) {
        return switch (operator) {
            case PLUS -> a.plus(b);
            case MINUS -> a.minus(b);
            case MULTIPLY -> a.times(b);
            case DIVIDE -> divide(a, b);
            case REMAINDER -> remainder(a, b);
            default -> compareDims(operator, a, b);
        };
    }

    /** Two known extents divide as integers do, others only without a remainder. */
    private static Dim divide(Dim a, Dim b) {
        if (a.isConstant() && b.isConstant()) {
            requireDivisor(Operator.DIVIDE, b.constant());
            return Dim.of(a.constant() / b.constant());
        }
        return exactQuotient(a, b).orElseThrow(() -> new SpecError(a + " is not known to be a multiple of " + b));
    }

    private static Dim remainder(Dim a, Dim b) {
        if (a.isConstant() && b.isConstant()) {
            requireDivisor(Operator.REMAINDER, b.constant());
            return Dim.of(a.constant() % b.constant());
        }
        if (exactQuotient(a, b).isPresent()) {
            return Dim.ZERO;
        }
        throw new SpecError("the remainder of " + a + " by " + b + " is known only at run time");
    }

    private static Optional<Dim> exactQuotient(Dim a, Dim b) {
        requireDivisor(Operator.DIVIDE, b.isConstant() ? b.constant() : 1L);
        return a.dividedBy(b);
    }

    /** The order of two extents, if it is the same for all values of their symbols. */
    private static boolean compareDims(Operator operator, Dim a, Dim b) {
        Dim difference = a.minus(b);
        if (!difference.isConstant()) {
            throw new SpecError("whether " + a + " " + operator.asString() + " " + b + " is known only at run time");
        }
        return compare(operator, a, b, Long.compare(difference.constant(), 0));
    }

    /** {@code -a}, {@code +a}, {@code ~a}, {@code !a}. */
    static Object unary(UnaryExpr.Operator operator, Object a) {
        Object result = switch (operator) {
            case MINUS -> a instanceof Integer i ? (Object) (-i)
                    : a instanceof Long l ? (Object) (-l)
                    : a instanceof Double d ? (Object) (-d)
                    : a instanceof Dim dim ? Dim.ZERO.minus(dim) : null;
            case PLUS -> a instanceof Number || a instanceof Dim ? a : null;
            case BITWISE_COMPLEMENT -> a instanceof Integer i ? (Object) ~i : a instanceof Long l ? (Object) ~l : null;
            case LOGICAL_COMPLEMENT -> a instanceof Boolean b ? !b : null;
            default -> null;
        };
        if (result == null) {
            throw new SpecError(operator.asString() + " is not defined for " + Values.describe(a));
        }
        return result;
    }

    /** A number after {@code (int)}, {@code (long)} or {@code (double)}, with Java's narrowing. */
    static Object cast(SpecType type, Object value) {
        Object number = value instanceof Dim dim && dim.isConstant() ? (Object) dim.constant() : value;
        if (number instanceof Number n) {
            boolean real = number instanceof Double;
            switch (type.kind()) {
                case INT:
                    return real ? (int) n.doubleValue() : (int) n.longValue();
                case LONG:
                    return real ? (long) n.doubleValue() : n.longValue();
                case DOUBLE:
                    return n.doubleValue();
                default:
                    break;
            }
        }
        return type.accept(value);
    }
}
