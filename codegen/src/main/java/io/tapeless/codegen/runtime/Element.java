package io.tapeless.codegen.runtime;

/** How the elements of a slot are stored. Booleans are {@link #I32}, 0 or 1. */
public enum Element {
    F32,
    F64,
    I32,
    I64;

    /** The element type of an array. */
    static Element of(Object array) {
        return array instanceof float[] ? F32 : array instanceof double[] ? F64 : array instanceof int[] ? I32 : I64;
    }

    /** Bytes of one element. */
    public int bytes() {
        return this == F32 || this == I32 ? 4 : 8;
    }

    /** Allocates an array of this element type. */
    Object newArray(int length) {
        return switch (this) {
            case F32 -> new float[length];
            case F64 -> new double[length];
            case I32 -> new int[length];
            case I64 -> new long[length];
        };
    }
}
