package io.tapeless.frontend.spec;

import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.util.List;
import java.util.stream.Collectors;

/** Describes the values of the language, for messages. */
final class Values {
    private Values() {}

    static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    /** True for a number or boolean: what takes a tensor's dtype where it meets one. */
    static boolean isScalar(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** True for a tensor, and for what becomes one without knowing another. */
    static boolean isTensor(Object value) {
        return value instanceof Tensor || value instanceof Declared.Constant;
    }

    /** {@code f32[B, 64]}, {@code int 3}, {@code String "adam"}, {@code Dense}. */
    static String describe(Object value) {
        if (value == null) {
            return "null";
        } else if (value instanceof Tensor tensor) {
            return tensor.type().toString();
        } else if (value instanceof Number) {
            return value.getClass() == Integer.class ? "int " + value
                    : value.getClass() == Long.class ? "long " + value : "double " + value;
        } else if (value instanceof Boolean) {
            return "boolean " + value;
        } else if (value instanceof String text) {
            return "String \"" + (text.length() > 20 ? text.substring(0, 20) + "…" : text) + "\"";
        } else if (value instanceof Dim) {
            return "Dim " + value;
        } else if (value instanceof DType dtype) {
            return "dtype " + dtype.name();
        } else if (value instanceof Sequence sequence) {
            return sequence.describe();
        } else if (value instanceof Instance instance) {
            return instance.type().name();
        } else if (value instanceof Lambda) {
            return "a lambda";
        } else if (value instanceof Declared declared) {
            return declared.text();
        }
        return value == Marker.VOID ? "nothing" : "an error";
    }

    /** {@code (f32[B, 64], int 3)}. */
    static String describe(List<?> values) {
        return values.stream().map(Values::describe).collect(Collectors.joining(", ", "(", ")"));
    }
}
