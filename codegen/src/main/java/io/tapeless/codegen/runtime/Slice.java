package io.tapeless.codegen.runtime;

import java.lang.reflect.Array;
import java.util.Arrays;

/**
 * A tensor in the memory of a model: a window of an array, row-major. Copies elements in and out and
 * allocates nothing.
 */
public final class Slice {
    private final Element element;
    private final Object array;
    private final int offset;
    private final int length;
    private final String label;

    /**
     * A window.
     *
     * @param label what it is, for messages: {@code input x of step, f32[B, 64]}
     */
    Slice(Element element, Object array, int offset, int length, String label) {
        this.element = element;
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.label = label;
    }

    public int length() {
        return length;
    }

    /**
     * Copies all elements of an array of the slice's element type in.
     *
     * @throws IllegalArgumentException if it is null or of another length
     */
    public void set(Object values) {
        System.arraycopy(values, 0, array, offset, require(values));
    }

    /** Copies all elements of an array in, as 0 and 1. */
    public void set(boolean[] values) {
        int[] ints = (int[]) array;
        for (int i = require(values) - 1; i >= 0; i--) {
            ints[offset + i] = values[i] ? 1 : 0;
        }
    }

    /** Copies all elements of a slice of equal element type and length in. */
    void copyFrom(Slice other) {
        System.arraycopy(other.array, other.offset, array, offset, length);
    }

    /** Sets all elements; an integer slice takes the integer part. */
    public void fill(double value) {
        switch (element) {
            case F32 -> Arrays.fill((float[]) array, offset, offset + length, (float) value);
            case F64 -> Arrays.fill((double[]) array, offset, offset + length, value);
            case I32, I64 -> fill((long) value);
        }
    }

    /** Sets all elements of an integer slice. */
    public void fill(long value) {
        if (element == Element.I32) {
            Arrays.fill((int[]) array, offset, offset + length, (int) value);
        } else {
            Arrays.fill((long[]) array, offset, offset + length, value);
        }
    }

    /** Sets all elements. */
    void set(Contents contents) {
        contents.copyTo(element, array, offset);
    }

    /**
     * Copies all elements out to an array of the slice's element type.
     *
     * @throws IllegalArgumentException if it is null or of another length
     */
    public void read(Object into) {
        System.arraycopy(array, offset, into, 0, require(into));
    }

    /** Copies all elements out; those that are not 0 become true. */
    public void read(boolean[] into) {
        int[] ints = (int[]) array;
        for (int i = require(into) - 1; i >= 0; i--) {
            into[i] = ints[offset + i] != 0;
        }
    }

    /** All elements in a new array of the slice's element type. */
    Object copy() {
        Object copy = element.newArray(length);
        read(copy);
        return copy;
    }

    /** The first element of a float slice. */
    public double real() {
        return element == Element.F32 ? ((float[]) array)[offset] : ((double[]) array)[offset];
    }

    /** The first element of an integer slice. */
    public long integer() {
        return element == Element.I32 ? ((int[]) array)[offset] : ((long[]) array)[offset];
    }

    private int require(Object values) {
        if (values == null) {
            throw new IllegalArgumentException(label + ": expected " + length + " elements, found null");
        }
        if (Array.getLength(values) != length) {
            throw new IllegalArgumentException(label + ": expected " + length + " elements, found "
                    + Array.getLength(values));
        }
        return length;
    }
}
