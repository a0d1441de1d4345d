package io.tapeless.codegen.data;

import io.tapeless.ir.DType;
import java.util.Arrays;

/**
 * An array read from or to be written to a file: dtype, shape and elements in row-major order. The
 * elements can't be changed through it.
 *
 * <p>Conversions to floats round to nearest, and refuse a finite value beyond the largest float.
 * Conversions to integers and booleans are exact or refused, naming the element.
 */
public final class NdArray {
    /** Arrays of more elements are refused: some JVMs can't make them. */
    public static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private final DType dtype;
    private final int[] shape;
    private final Elements elements;
    private final Location location;

    /**
     * An array of elements as they were read.
     *
     * @param elements as many as the shape has, in row-major order
     * @param location says in errors where an element comes from
     */
    public NdArray(DType dtype, int[] shape, Elements elements, Location location) {
        long size = 1;
        for (int dim : shape) {
            size = dim < 0 || size < 0 ? -1 : size * dim;
        }
        if (size != elements.length()) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " does not hold "
                    + elements.length() + " elements");
        }
        this.dtype = dtype;
        this.shape = shape;
        this.elements = elements;
        this.location = location;
    }

    private NdArray(DType dtype, int[] shape, Object array) {
        this(dtype, shape.clone(), Elements.of(array), Location.of("array"));
    }

    /** An f32 array over {@code data}, which is not copied. */
    public static NdArray of(float[] data, int... shape) {
        return new NdArray(DType.F32, shape, data);
    }

    /** An f64 array over {@code data}, which is not copied. */
    public static NdArray of(double[] data, int... shape) {
        return new NdArray(DType.F64, shape, data);
    }

    /** An i32 array over {@code data}, which is not copied. */
    public static NdArray of(int[] data, int... shape) {
        return new NdArray(DType.I32, shape, data);
    }

    /** An i64 array over {@code data}, which is not copied. */
    public static NdArray of(long[] data, int... shape) {
        return new NdArray(DType.I64, shape, data);
    }

    /** A bool array. */
    public static NdArray of(boolean[] data, int... shape) {
        byte[] bytes = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            bytes[i] = (byte) (data[i] ? 1 : 0);
        }
        return new NdArray(DType.BOOL, shape, bytes);
    }

    /**
     * Number of elements of a shape found in a file, checked before anything is allocated. Extents other than 0 must
     * be small enough even if there is a 0 among them.
     *
     * @throws DataException if an extent is negative or the product too large for one array
     */
    public static int size(String where, long[] shape) {
        long size = 1;
        for (long dim : shape) {
            if (dim < 0 || dim > MAX_SIZE) {
                throw new DataException(where + ": shape " + Arrays.toString(shape)
                        + " has an impossible extent; expected 0 to " + MAX_SIZE);
            }
            size = Math.min(size * Math.max(dim, 1), MAX_SIZE + 1L);
        }
        if (size > MAX_SIZE) {
            throw new DataException(where + ": shape " + Arrays.toString(shape)
                    + " has too many elements for one array; expected at most " + MAX_SIZE);
        }
        return Arrays.stream(shape).anyMatch(dim -> dim == 0) ? 0 : (int) size;
    }

    /** A shape whose extents are known to be small enough. */
    public static int[] toInts(long[] shape) {
        return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    }

    public DType dtype() {
        return dtype;
    }

    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** Number of elements. */
    public int size() {
        return elements.length();
    }

    /** Extent of the first axis; 1 for a scalar. */
    public int rows() {
        return rank() == 0 ? 1 : shape[0];
    }

    /** Number of elements of one row: the product of the other axes. */
    public int rowSize() {
        int size = 1;
        for (int axis = 1; axis < rank(); axis++) {
            size *= shape[axis];
        }
        return size;
    }

    /** Where it came from: a file, and the name in it if it has one. */
    public String source() {
        return location.name();
    }

    Location location() {
        return location;
    }

    /** Its elements in row-major order. */
    public Elements elements() {
        return elements;
    }

    /**
     * The same elements under another shape.
     *
     * @throws DataException if the shapes differ in size
     */
    public NdArray reshape(int... newShape) {
        long size = Arrays.stream(newShape).asLongStream().reduce(1, Math::multiplyExact);
        if (size != size()) {
            throw new DataException(location.name() + ": found shape " + Arrays.toString(shape)
                    + ", which can't be read as " + Arrays.toString(newShape));
        }
        return new NdArray(dtype, newShape.clone(), elements, location);
    }

    /**
     * The array converted to {@code target}.
     *
     * @throws DataException if an element does not fit
     */
    public NdArray as(DType target) {
        if (target == dtype) {
            return this;
        }
        Object array = switch (target) {
            case F32 -> asFloats();
            case F64 -> asDoubles();
            case I32 -> asInts();
            case I64 -> asLongs();
            case BOOL -> asBooleanBytes();
        };
        return new NdArray(target, shape, Elements.of(array), location);
    }

    /** The elements in a new array. */
    public float[] asFloats() {
        float[] to = new float[size()];
        check(DType.F32, 1, 0, size());
        elements.copy(0, size(), 1, to, 0);
        return to;
    }

    /** The elements in a new array; an i64 beyond 2⁵³ is rounded. */
    public double[] asDoubles() {
        double[] to = new double[size()];
        elements.copy(0, size(), 1, to, 0);
        return to;
    }

    /** The elements in a new array; booleans are 0 and 1. */
    public int[] asInts() {
        int[] to = new int[size()];
        check(DType.I32, 1, 0, size());
        elements.copy(0, size(), to, 0);
        return to;
    }

    /** The elements in a new array; booleans are 0 and 1. */
    public long[] asLongs() {
        long[] to = new long[size()];
        check(DType.I64, 1, 0, size());
        elements.copy(0, size(), to, 0);
        return to;
    }

    /** The elements, which must be 0 and 1, in a new array. */
    public boolean[] asBooleans() {
        check(DType.BOOL, 1, 0, size());
        boolean[] to = new boolean[size()];
        for (int i = 0; i < to.length; i++) {
            to[i] = elements.asLong(i) == 1;
        }
        return to;
    }

    private byte[] asBooleanBytes() {
        check(DType.BOOL, 1, 0, size());
        byte[] to = new byte[size()];
        for (int i = 0; i < to.length; i++) {
            to[i] = (byte) elements.asLong(i);
        }
        return to;
    }

    /** Copies the rows {@code from} to {@code from + count − 1} to {@code to}, starting at {@code at}. */
    public void copyRows(int from, int count, float[] to, int at) {
        int row = rowSize();
        check(DType.F32, 1, from * row, (from + count) * row);
        elements.copy(from * row, count * row, 1, to, at);
    }

    /** Copies the rows {@code from} to {@code from + count − 1} to {@code to}, starting at {@code at}. */
    public void copyRows(int from, int count, double[] to, int at) {
        int row = rowSize();
        elements.copy(from * row, count * row, 1, to, at);
    }

    /** Copies the rows {@code from} to {@code from + count − 1} to {@code to}, starting at {@code at}. */
    public void copyRows(int from, int count, int[] to, int at) {
        int row = rowSize();
        check(DType.I32, 1, from * row, (from + count) * row);
        elements.copy(from * row, count * row, to, at);
    }

    /** Copies the rows {@code from} to {@code from + count − 1} to {@code to}, starting at {@code at}. */
    public void copyRows(int from, int count, long[] to, int at) {
        int row = rowSize();
        check(DType.I64, 1, from * row, (from + count) * row);
        elements.copy(from * row, count * row, to, at);
    }

    /**
     * Checks that the elements {@code from} (inclusive) to {@code to} (exclusive), times {@code scale}
     * if the target is a float, can be converted.
     */
    void check(DType target, double scale, int from, int to) {
        switch (target) {
            case F32 -> {
                for (int i = from; i < to; i++) {
                    double value = elements.asDouble(i) * scale;
                    if (Float.isInfinite((float) value) && !Double.isInfinite(value)) {
                        throw misfit(i, "a number of f32, at most " + Float.MAX_VALUE);
                    }
                }
            }
            case F64 -> { }
            case I32 -> checkIntegers(Integer.MIN_VALUE, Integer.MAX_VALUE, "an integer of i32", from, to);
            case I64 -> checkIntegers(Long.MIN_VALUE, Long.MAX_VALUE, "an integer of i64", from, to);
            case BOOL -> checkIntegers(0, 1, "0 or 1", from, to);
        }
    }

    /** Checks that the elements {@code from} (inclusive) to {@code to} (exclusive) are finite after scaling. */
    void checkFinite(double scale, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(elements.asDouble(i) * scale)) {
                throw misfit(i, "a finite number");
            }
        }
    }

    /** Checks that every element is a class: an integer from 0 to {@code count − 1}. */
    public void requireClasses(long count) {
        requireClasses(count, 0, size());
    }

    void requireClasses(long count, int from, int to) {
        checkIntegers(0, count - 1, "a class from 0 to " + (count - 1), from, to);
    }

    private void checkIntegers(long least, long most, String expected, int from, int to) {
        boolean floats = dtype.isFloat();
        for (int i = from; i < to; i++) {
            long value = elements.asLong(i);
            // 2⁶³ as a float truncates to 2⁶³ − 1, which is 2⁶³ again as a float.
            boolean exact = !floats || value == elements.asDouble(i) && value != Long.MAX_VALUE;
            if (!exact || value < least || value > most) {
                throw misfit(i, expected);
            }
        }
    }

    /** Where an element is, for messages. */
    String at(int index) {
        return location.at(shape, index);
    }

    private DataException misfit(int index, String expected) {
        String found = dtype.isFloat()
                ? Double.toString(elements.asDouble(index)) : Long.toString(elements.asLong(index));
        return new DataException(at(index) + " is " + found + "; expected " + expected);
    }

    /** Dtype and shape: {@code f32[3, 4]}. */
    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }
}
