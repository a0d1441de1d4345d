package io.tapeless.codegen.data;

import io.tapeless.ir.DType;

/**
 * The examples of one input, by number, each as the same number of elements. Several threads may read them.
 *
 * <p>Copies convert: to floats as {@code (element · scale)} computed in f64 and rounded to the destination, to
 * integers exactly, provided {@link #check} has passed.
 */
public interface Rows {
    /** Number of examples. */
    int count();

    /** Number of elements of an example. */
    int rowSize();

    /** Where they came from, for messages. */
    String source();

    /** What they are, for messages: {@code f32[3, 4]}. */
    String found();

    /** Where an element is, for messages: {@code digits.csv:12: column 'label'}. */
    String at(int row, int element);

    /** An element as a real number. */
    double real(int row, int element);

    /** An element truncated to an integer. */
    long integer(int row, int element);

    /** Whether an element says if the example is of a category, rather than being a quantity. */
    default boolean isIndicator(int element) {
        return false;
    }

    /**
     * Checks that every element of an example is a value of the input's type, finite after scaling.
     *
     * @throws DataException naming the first element that is none
     */
    default void check(int row, InputType type) {
        for (int i = 0; i < rowSize(); i++) {
            switch (type.dtype()) {
                case F32, F64 -> {
                    double value = real(row, i) * type.scale();
                    if (!Double.isFinite(value)) {
                        throw misfit(row, i, "a finite number");
                    } else if (type.dtype() == DType.F32 && Float.isInfinite((float) value)) {
                        throw misfit(row, i, "a number of f32, at most " + Float.MAX_VALUE);
                    }
                }
                case I32 -> checkInteger(row, i, Integer.MIN_VALUE, Integer.MAX_VALUE, "an integer of i32");
                case I64 -> checkInteger(row, i, Long.MIN_VALUE, Long.MAX_VALUE, "an integer of i64");
                case BOOL -> checkInteger(row, i, 0, 1, "0 or 1");
            }
        }
    }

    /**
     * Checks that every element of an example is a class: an integer from 0 to {@code count − 1}.
     *
     * @throws DataException naming the first element that is none
     */
    default void requireClasses(int row, long count) {
        for (int i = 0; i < rowSize(); i++) {
            checkInteger(row, i, 0, count - 1, "a class from 0 to " + (count - 1));
        }
    }

    private void checkInteger(int row, int element, long least, long most, String expected) {
        long value = integer(row, element);
        // 2⁶³ truncates to 2⁶³ − 1, which is 2⁶³ again as a real number.
        if (value != real(row, element) || value == Long.MAX_VALUE || value < least || value > most) {
            throw misfit(row, element, expected);
        }
    }

    private DataException misfit(int row, int element, String expected) {
        double real = real(row, element);
        long integer = integer(row, element);
        return new DataException(at(row, element) + " is " + (real == integer ? Long.toString(integer)
                : Double.toString(real)) + "; expected " + expected);
    }

    default void copy(int row, double scale, float[] to, int at) {
        for (int i = 0; i < rowSize(); i++) {
            to[at + i] = (float) (real(row, i) * scale);
        }
    }

    default void copy(int row, double scale, double[] to, int at) {
        for (int i = 0; i < rowSize(); i++) {
            to[at + i] = real(row, i) * scale;
        }
    }

    default void copy(int row, int[] to, int at) {
        for (int i = 0; i < rowSize(); i++) {
            to[at + i] = (int) integer(row, i);
        }
    }

    default void copy(int row, long[] to, int at) {
        for (int i = 0; i < rowSize(); i++) {
            to[at + i] = integer(row, i);
        }
    }
}
