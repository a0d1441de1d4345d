package io.tapeless.ir;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A constant tensor: immutable, static shape, row-major. Floats are held as doubles (f32 values
 * rounded to f32), integers and bools as longs. Equality is by bits, so {@code -0.0 ≠ 0.0} and NaN
 * equals itself.
 */
public final class Literal {
    private final TensorType type;
    private final double[] reals;
    private final long[] integers;

    private Literal(TensorType type, double[] reals, long[] integers) {
        this.type = type;
        this.reals = reals;
        this.integers = integers;
        long size = type.shape().size().constant();
        int length = type.dtype().isFloat() ? reals.length : integers.length;
        if (size != length) {
            throw new IrException("a constant " + type + " has " + size + " elements, found " + length);
        }
    }

    /** A scalar of any dtype; an integer dtype must represent the value exactly. */
    public static Literal scalar(DType dtype, double value) {
        if (dtype.isFloat()) {
            return of(TensorType.scalar(dtype), value);
        }
        if (value != Math.rint(value)) {
            throw new IrException("constant " + value + " is not an integer, as " + dtype + " needs");
        }
        return scalar(dtype, (long) value);
    }

    public static Literal scalar(DType dtype, long value) {
        return dtype.isFloat()
                ? of(TensorType.scalar(dtype), (double) value)
                : ofIntegers(TensorType.scalar(dtype), value);
    }

    /** A float tensor; f32 values are rounded. */
    public static Literal of(TensorType type, double... values) {
        if (!type.dtype().isFloat()) {
            throw new IrException("expected f32 or f64, found " + type.dtype());
        }
        double[] held = type.dtype() == DType.F32
                ? DoubleStream.of(values).map(v -> (float) v).toArray()
                : values.clone();
        return new Literal(type, held, null);
    }

    /** An integer or bool tensor; values must fit the dtype. */
    public static Literal ofIntegers(TensorType type, long... values) {
        for (long value : values) {
            boolean fits = switch (type.dtype()) {
                case I64 -> true;
                case I32 -> value == (int) value;
                case BOOL -> value == 0 || value == 1;
                case F32, F64 -> false;
            };
            if (!fits) {
                throw new IrException("constant " + value + " does not fit " + type.dtype());
            }
        }
        return new Literal(type, null, values.clone());
    }

    public TensorType type() {
        return type;
    }

    public int size() {
        return reals != null ? reals.length : integers.length;
    }

    /** Element i as a double; exact for floats and bools, and for integers up to 2⁵³. */
    public double real(int i) {
        return reals != null ? reals[i] : integers[i];
    }

    /**
     * Element i of an integer or bool tensor.
     *
     * @throws IllegalStateException if the tensor is of floats
     */
    public long integer(int i) {
        if (integers == null) {
            throw new IllegalStateException("constant " + type + " has no integers");
        }
        return integers[i];
    }

    /** True if every element equals {@code value} (−0.0 equals 0.0 here). */
    public boolean isAll(double value) {
        return reals != null
                ? DoubleStream.of(reals).allMatch(v -> v == value)
                : LongStream.of(integers).allMatch(v -> v == value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Literal literal && type.equals(literal.type)
                && Arrays.equals(reals, literal.reals) && Arrays.equals(integers, literal.integers);
    }

    @Override
    public int hashCode() {
        return type.hashCode() * 31 + Arrays.hashCode(reals) + Arrays.hashCode(integers);
    }

    /** The elements, shortest exact form: {@code 0.5} or {@code (1, 2, 3)}. */
    @Override
    public String toString() {
        String[] elements = new String[size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = switch (type.dtype()) {
                case F32 -> Float.toString((float) reals[i]);
                case F64 -> Double.toString(reals[i]);
                case I32, I64 -> Long.toString(integers[i]);
                case BOOL -> integers[i] == 1 ? "true" : "false";
            };
        }
        return type.rank() == 0 ? elements[0] : "(" + String.join(", ", elements) + ")";
    }
}
