package io.tapeless.interp;

import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.Arrays;
import java.util.Map;

/**
 * A tensor of numbers, row-major: doubles for both float dtypes (an f32 value need not be rounded to
 * f32), longs for integers and bools (0 or 1). Immutable to callers.
 */
public final class Value {
    private final DType dtype;
    private final int[] shape;
    private final double[] reals;
    private final long[] integers;

    private Value(DType dtype, int[] shape, double[] reals, long[] integers) {
        this.dtype = dtype;
        this.shape = shape;
        this.reals = reals;
        this.integers = integers;
    }

    /** A tensor of zeros, to be filled by {@link #set} before anyone else sees it. */
    static Value blank(DType dtype, int[] shape) {
        int size = Index.size(shape);
        return dtype.isFloat()
                ? new Value(dtype, shape, new double[size], null)
                : new Value(dtype, shape, null, new long[size]);
    }

    /**
     * A tensor of floats.
     *
     * @throws IrException if the dtype is not a float or the shape has another number of elements
     */
    public static Value of(DType dtype, int[] shape, double... elements) {
        requireSize(dtype, dtype.isFloat(), shape, elements.length);
        return new Value(dtype, shape.clone(), elements.clone(), null);
    }

    /**
     * A tensor of integers or bools.
     *
     * @throws IrException if the dtype is a float or the shape has another number of elements
     */
    public static Value ofIntegers(DType dtype, int[] shape, long... elements) {
        requireSize(dtype, !dtype.isFloat(), shape, elements.length);
        return new Value(dtype, shape.clone(), null, elements.clone());
    }

    public static Value scalar(DType dtype, double element) {
        return of(dtype, new int[0], element);
    }

    public static Value scalar(DType dtype, long element) {
        return ofIntegers(dtype, new int[0], element);
    }

    public static Value of(Literal literal) {
        Value value = blank(literal.type().dtype(), literal.type().shape().evaluate(Map.of()));
        for (int i = 0; i < literal.size(); i++) {
            if (value.reals != null) {
                value.reals[i] = literal.real(i);
            } else {
                value.integers[i] = literal.integer(i);
            }
        }
        return value;
    }

    private static void requireSize(DType dtype, boolean fits, int[] shape, int found) {
        if (!fits || Index.size(shape) != found) {
            throw new IrException("a value " + dtype + Arrays.toString(shape) + " can't hold these " + found
                    + " elements");
        }
    }

    public DType dtype() {
        return dtype;
    }

    public int[] shape() {
        return shape.clone();
    }

    public int size() {
        return reals != null ? reals.length : integers.length;
    }

    /** Element i in row-major order as a double. */
    public double real(int i) {
        return reals != null ? reals[i] : integers[i];
    }

    /**
     * Element i in row-major order of an integer or bool tensor.
     *
     * @throws IllegalStateException if the tensor is of floats
     */
    public long integer(int i) {
        if (integers == null) {
            throw new IllegalStateException("a value of " + dtype + " has no integers");
        }
        return integers[i];
    }

    /** All elements as doubles. */
    public double[] toDoubles() {
        return reals != null ? reals.clone() : Arrays.stream(integers).asDoubleStream().toArray();
    }

    /** All elements of an integer or bool tensor. */
    public long[] toLongs() {
        if (integers == null) {
            throw new IllegalStateException("a value of " + dtype + " has no integers");
        }
        return integers.clone();
    }

    /** The same tensor as a constant; f32 elements are rounded to f32. */
    public Literal toLiteral() {
        TensorType type = new TensorType(dtype, Shape.of(Arrays.stream(shape).asLongStream().toArray()));
        return reals != null ? Literal.of(type, reals) : Literal.ofIntegers(type, integers);
    }

    /** The same tensor with f32 elements rounded to f32. */
    public Value roundedToDType() {
        return dtype != DType.F32 ? this
                : new Value(dtype, shape, Arrays.stream(reals).map(x -> (float) x).toArray(), null);
    }

    /** The shape itself, not to be changed. */
    int[] extents() {
        return shape;
    }

    int extent(int axis) {
        return shape[axis];
    }

    void set(int i, double element) {
        reals[i] = element;
    }

    /** Sets a whole number, which a float tensor holds as a double. */
    void set(int i, long element) {
        if (reals != null) {
            reals[i] = element;
        } else {
            integers[i] = element;
        }
    }

    /** Copies an element of a value of the same dtype. */
    void set(int i, Value from, int j) {
        if (reals != null) {
            reals[i] = from.reals[j];
        } else {
            integers[i] = from.integers[j];
        }
    }

    /** The same elements under another shape of equal size. */
    Value reshaped(int[] to) {
        return new Value(dtype, to, reals, integers);
    }

    /** Equal dtype, shape and bits. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Value value && dtype == value.dtype && Arrays.equals(shape, value.shape)
                && Arrays.equals(reals, value.reals) && Arrays.equals(integers, value.integers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {
            dtype.hashCode(), Arrays.hashCode(shape), Arrays.hashCode(reals), Arrays.hashCode(integers)});
    }

    /** {@code f32[2, 2] (1.0, 2.0, 3.0, 4.0)}; only the first hundred elements are shown. */
    @Override
    public String toString() {
        int shown = Math.min(size(), 100);
        String elements = reals != null
                ? Arrays.toString(Arrays.copyOf(reals, shown)) : Arrays.toString(Arrays.copyOf(integers, shown));
        return dtype + Arrays.toString(shape) + " (" + elements.substring(1, elements.length() - 1)
                + (shown < size() ? ", …)" : ")");
    }
}
