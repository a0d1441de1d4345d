package io.tapeless.codegen;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.ir.DType;
import java.util.Arrays;

/**
 * A tensor in the memory of a compiled function: a window of an array, row-major. Bool elements are
 * {@code int} 0 or 1. Reading and writing allocate nothing, but for {@link #toArray}.
 *
 * @param array {@code float[]}, {@code double[]}, {@code int[]} or {@code long[]}, by dtype
 * @param offset where the tensor starts in it
 * @param shape extents
 */
public record TensorView(DType dtype, Object array, int offset, int... shape) {

    /** Number of elements. */
    public int size() {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        return size;
    }

    /** Copies elements in, from the start of {@code source}. */
    public void set(float[] source) {
        System.arraycopy(source, 0, floats(), offset, require(source.length));
    }

    /** Copies elements in, from the start of {@code source}. */
    public void set(double[] source) {
        System.arraycopy(source, 0, doubles(), offset, require(source.length));
    }

    /** Copies elements in, from the start of {@code source}. */
    public void set(int[] source) {
        System.arraycopy(source, 0, ints(), offset, require(source.length));
    }

    /** Copies elements in, from the start of {@code source}. */
    public void set(long[] source) {
        System.arraycopy(source, 0, longs(), offset, require(source.length));
    }

    /** Copies the elements of an f64 tensor out, to the start of {@code target}, which is as long. */
    public void read(double[] target) {
        System.arraycopy(doubles(), offset, target, 0, require(target.length));
    }

    private int require(int length) {
        if (length != size()) {
            throw new IllegalArgumentException("expected " + size() + " elements for shape "
                    + Arrays.toString(shape) + ", found " + length);
        }
        return length;
    }

    /** Sets all elements. */
    public void fill(double value) {
        switch (dtype) {
            case F32 -> Arrays.fill(floats(), offset, offset + size(), (float) value);
            case F64 -> Arrays.fill(doubles(), offset, offset + size(), value);
            case I32, BOOL -> Arrays.fill(ints(), offset, offset + size(), (int) value);
            case I64 -> Arrays.fill(longs(), offset, offset + size(), (long) value);
        }
    }

    /** Sets the value of an {@code i64} scalar. */
    public void set(long value) {
        longs()[offset] = value;
    }

    /** Element i in row-major order, as a double. */
    public double get(int i) {
        return switch (dtype) {
            case F32 -> floats()[offset + i];
            case F64 -> doubles()[offset + i];
            case I32, BOOL -> ints()[offset + i];
            case I64 -> longs()[offset + i];
        };
    }

    /** The array that holds an f32 tensor, from {@link #offset} on. */
    public float[] floats() {
        return (float[]) array;
    }

    /** The array that holds an f64 tensor, from {@link #offset} on. */
    public double[] doubles() {
        return (double[]) array;
    }

    /** The array that holds an i32 or bool tensor, from {@link #offset} on. */
    public int[] ints() {
        return (int[]) array;
    }

    /** The array that holds an i64 tensor, from {@link #offset} on. */
    public long[] longs() {
        return (long[]) array;
    }

    /** Copies the elements of an array of equal dtype and size in; shapes may differ. */
    public void set(NdArray source) {
        switch (dtype) {
            case F32 -> set(source.asFloats());
            case F64 -> set(source.asDoubles());
            case I32, BOOL -> set(source.as(DType.I32).asInts());
            case I64 -> set(source.asLongs());
        }
    }

    /** A copy of the tensor. */
    public NdArray toArray() {
        int end = offset + size();
        return switch (dtype) {
            case F32 -> NdArray.of(Arrays.copyOfRange(floats(), offset, end), shape);
            case F64 -> NdArray.of(Arrays.copyOfRange(doubles(), offset, end), shape);
            case I32 -> NdArray.of(Arrays.copyOfRange(ints(), offset, end), shape);
            case I64 -> NdArray.of(Arrays.copyOfRange(longs(), offset, end), shape);
            case BOOL -> {
                boolean[] bools = new boolean[size()];
                for (int i = 0; i < bools.length; i++) {
                    bools[i] = ints()[offset + i] != 0;
                }
                yield NdArray.of(bools, shape);
            }
        };
    }
}
