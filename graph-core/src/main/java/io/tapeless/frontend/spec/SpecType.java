package io.tapeless.frontend.spec;

import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.ArrayList;

/**
 * A type of the spec language.
 *
 * @param text as written
 * @param element of an array; null otherwise
 * @param layer of an instance; null otherwise
 */
record SpecType(Kind kind, String text, SpecType element, ClassDecl layer) {
    enum Kind {
        INT, LONG, DOUBLE, BOOLEAN, STRING, DIM, DTYPE, TENSOR, ARRAY, LIST, FUNCTION, LAYER, VOID, ANY, UNKNOWN
    }

    static final SpecType ANY = of(Kind.ANY, "var");
    /** Of a name that is no type, which is reported elsewhere. */
    static final SpecType UNKNOWN = of(Kind.UNKNOWN, "?");
    static final SpecType TENSOR = of(Kind.TENSOR, "Tensor");
    static final SpecType INT = of(Kind.INT, "int");
    static final SpecType BOOLEAN = of(Kind.BOOLEAN, "boolean");

    static SpecType of(Kind kind, String text) {
        return new SpecType(kind, text, null, null);
    }

    static SpecType arrayOf(SpecType element) {
        return new SpecType(Kind.ARRAY, element.text + "[]", element, null);
    }

    static SpecType layer(ClassDecl layer) {
        return new SpecType(Kind.LAYER, layer.name(), null, layer);
    }

    boolean isPrimitive() {
        return switch (kind) {
            case INT, LONG, DOUBLE, BOOLEAN -> !Character.isUpperCase(text.charAt(0));
            default -> false;
        };
    }

    /** Java's initial value of a field or array element: 0, false or null. */
    Object defaultValue() {
        if (!isPrimitive()) {
            return null;
        }
        return switch (kind) {
            case INT -> 0;
            case LONG -> 0L;
            case DOUBLE -> 0.0;
            default -> false;
        };
    }

    /**
     * A value as this type holds it, after the conversions of an assignment: int to long to double, a
     * number to a {@code Dim} or to a tensor whose dtype is open, a known extent to a number.
     *
     * @throws SpecError if it is of another type
     */
    Object accept(Object value) {
        if (value == Marker.ERROR || kind == Kind.UNKNOWN) {
            return Marker.ERROR;
        }
        if (value == Marker.VOID) {
            throw new SpecError("this call gives no value", kind == Kind.ANY ? "" : "expected " + text);
        }
        Object converted = value == null ? (isPrimitive() ? Marker.VOID : null) : convert(value);
        if (converted == Marker.VOID) {
            throw mismatch(value);
        }
        return converted;
    }

    /** True if {@link #accept} would not throw. */
    boolean accepts(Object value) {
        if (value == Marker.ERROR || kind == Kind.UNKNOWN) {
            return true;
        }
        return value == null ? !isPrimitive() : value != Marker.VOID && convert(value) != Marker.VOID;
    }

    /** How far the conversion of a value goes: 0 for none, more for less natural ones; −1 if there is none. */
    int distance(Object value) {
        if (!accepts(value)) {
            return -1;
        } else if (kind == Kind.ANY) {
            return 3;
        }
        return value == null || value == Marker.ERROR || convert(value).equals(value) ? 0
                : kind == Kind.TENSOR || kind == Kind.DIM ? 2 : 1;
    }

    /** The converted value, or {@link Marker#VOID} if there is no conversion. */
    private Object convert(Object value) {
        return switch (kind) {
            case INT -> value instanceof Integer ? value
                    : value instanceof Dim dim && isInt(dim) ? (Object) (int) dim.constant() : Marker.VOID;
            case LONG -> value instanceof Long ? value
                    : value instanceof Integer i ? (Object) i.longValue()
                    : value instanceof Dim dim && dim.isConstant() ? (Object) dim.constant() : Marker.VOID;
            case DOUBLE -> value instanceof Number number ? number.doubleValue()
                    : value instanceof Dim dim && dim.isConstant() ? (Object) (double) dim.constant() : Marker.VOID;
            case BOOLEAN -> value instanceof Boolean ? value : Marker.VOID;
            case STRING -> value instanceof String ? value : Marker.VOID;
            case DTYPE -> value instanceof DType ? value : Marker.VOID;
            case DIM -> value instanceof Dim ? value
                    : value instanceof Integer || value instanceof Long ? Dim.of(((Number) value).longValue())
                    : Marker.VOID;
            case TENSOR -> value instanceof Number number ? (Object) number.doubleValue()
                    : value instanceof Tensor || value instanceof Boolean || value instanceof Declared.Input
                            || value instanceof Declared.Initial || value instanceof Declared.Constant
                    ? value : Marker.VOID;
            case ARRAY -> value instanceof Sequence sequence ? asArray(sequence) : Marker.VOID;
            case LIST -> value instanceof Sequence sequence && !sequence.isArray() ? value : Marker.VOID;
            case FUNCTION -> value instanceof Lambda ? value : Marker.VOID;
            case LAYER -> value instanceof Instance instance && instance.type() == layer ? value : Marker.VOID;
            case VOID -> Marker.VOID;
            case ANY, UNKNOWN -> value;
        };
    }

    private static boolean isInt(Dim dim) {
        return dim.isConstant() && dim.constant() == (int) dim.constant();
    }

    /** An array of the same element type is itself; a fixed list, as functions give, becomes one. */
    private Object asArray(Sequence sequence) {
        if (sequence.isArray()) {
            return sequence.element().equals(element) || sequence.size() == 0 && sequence.element() == ANY
                    ? sequence : Marker.VOID;
        }
        return sequence.items().stream().allMatch(element::accepts)
                ? Sequence.array(element, new ArrayList<>(sequence.items().stream().map(element::accept).toList()))
                : Marker.VOID;
    }

    private SpecError mismatch(Object value) {
        String hint = value instanceof Long && kind == Kind.INT ? "convert it with (int)"
                : value instanceof Double && (kind == Kind.INT || kind == Kind.LONG) ? "convert it with (" + text + ")"
                : value instanceof Dim ? "its value is known only at run time" : "";
        return new SpecError("expected " + text + ", found " + Values.describe(value), hint);
    }
}
