package io.tapeless.ir;

import java.util.Locale;

/** Element type of a tensor. {@code f32} and {@code f64} compute; the others index and mask. */
public enum DType {
    F32(4),
    F64(8),
    I32(4),
    I64(8),
    BOOL(4);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes one element takes in a compiled program's memory. Booleans are stored as {@code int}. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloat() {
        return this == F32 || this == F64;
    }

    public boolean isInteger() {
        return this == I32 || this == I64;
    }

    /** The name used in text: {@code f32}, {@code i64}, {@code bool}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Inverse of {@link #text()}.
     *
     * @throws IllegalArgumentException if no dtype has that name
     */
    public static DType parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return text();
    }
}
