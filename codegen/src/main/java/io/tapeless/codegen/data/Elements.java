package io.tapeless.codegen.data;

import io.tapeless.ir.DType;

/**
 * Array storage. The copies convert: to floats as {@code (element · scale)} computed in f64 and rounded
 * to the destination, to integers exactly, provided the caller has checked that the values fit.
 */
public sealed interface Elements {
    int length();

    /** The Java array itself. */
    Object array();

    /** The element, rounded to the nearest f64. */
    double asDouble(int index);

    /** The element truncated to an integer. */
    long asLong(int index);

    void copy(int from, int count, double scale, float[] to, int at);

    void copy(int from, int count, double scale, double[] to, int at);

    void copy(int from, int count, int[] to, int at);

    void copy(int from, int count, long[] to, int at);

    /** A new array for elements of a dtype: {@code int[]} also for bool. */
    static Object newArray(DType dtype, int length) {
        return switch (dtype) {
            case F32 -> new float[length];
            case F64 -> new double[length];
            case I32, BOOL -> new int[length];
            case I64 -> new long[length];
        };
    }

    static Elements of(Object array) {
        if (array instanceof byte[] bytes) {
            return new Bytes(bytes);
        } else if (array instanceof int[] ints) {
            return new Ints(ints);
        } else if (array instanceof long[] longs) {
            return new Longs(longs);
        } else if (array instanceof float[] floats) {
            return new Floats(floats);
        }
        return new Doubles((double[]) array);
    }

    /** Unsigned bytes: small integers, pixels for the most part, and booleans as 0 and 1. */
    record Bytes(byte[] array) implements Elements {
        @Override
        public int length() {
            return array.length;
        }

        @Override
        public double asDouble(int index) {
            return array[index] & 0xff;
        }

        @Override
        public long asLong(int index) {
            return array[index] & 0xff;
        }

        @Override
        public void copy(int from, int count, double scale, float[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (float) ((array[from + i] & 0xff) * scale);
            }
        }

        @Override
        public void copy(int from, int count, double scale, double[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (array[from + i] & 0xff) * scale;
            }
        }

        @Override
        public void copy(int from, int count, int[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = array[from + i] & 0xff;
            }
        }

        @Override
        public void copy(int from, int count, long[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = array[from + i] & 0xff;
            }
        }
    }

    record Ints(int[] array) implements Elements {
        @Override
        public int length() {
            return array.length;
        }

        @Override
        public double asDouble(int index) {
            return array[index];
        }

        @Override
        public long asLong(int index) {
            return array[index];
        }

        @Override
        public void copy(int from, int count, double scale, float[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (float) (array[from + i] * scale);
            }
        }

        @Override
        public void copy(int from, int count, double scale, double[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = array[from + i] * scale;
            }
        }

        @Override
        public void copy(int from, int count, int[] to, int at) {
            System.arraycopy(array, from, to, at, count);
        }

        @Override
        public void copy(int from, int count, long[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = array[from + i];
            }
        }
    }

    record Longs(long[] array) implements Elements {
        @Override
        public int length() {
            return array.length;
        }

        @Override
        public double asDouble(int index) {
            return array[index];
        }

        @Override
        public long asLong(int index) {
            return array[index];
        }

        @Override
        public void copy(int from, int count, double scale, float[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (float) (array[from + i] * scale);
            }
        }

        @Override
        public void copy(int from, int count, double scale, double[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = array[from + i] * scale;
            }
        }

        @Override
        public void copy(int from, int count, int[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (int) array[from + i];
            }
        }

        @Override
        public void copy(int from, int count, long[] to, int at) {
            System.arraycopy(array, from, to, at, count);
        }
    }

    record Floats(float[] array) implements Elements {
        @Override
        public int length() {
            return array.length;
        }

        @Override
        public double asDouble(int index) {
            return array[index];
        }

        @Override
        public long asLong(int index) {
            return (long) array[index];
        }

        @Override
        public void copy(int from, int count, double scale, float[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (float) (array[from + i] * scale);
            }
        }

        @Override
        public void copy(int from, int count, double scale, double[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = array[from + i] * scale;
            }
        }

        @Override
        public void copy(int from, int count, int[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (int) array[from + i];
            }
        }

        @Override
        public void copy(int from, int count, long[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (long) array[from + i];
            }
        }
    }

    record Doubles(double[] array) implements Elements {
        @Override
        public int length() {
            return array.length;
        }

        @Override
        public double asDouble(int index) {
            return array[index];
        }

        @Override
        public long asLong(int index) {
            return (long) array[index];
        }

        @Override
        public void copy(int from, int count, double scale, float[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (float) (array[from + i] * scale);
            }
        }

        @Override
        public void copy(int from, int count, double scale, double[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = array[from + i] * scale;
            }
        }

        @Override
        public void copy(int from, int count, int[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (int) array[from + i];
            }
        }

        @Override
        public void copy(int from, int count, long[] to, int at) {
            for (int i = 0; i < count; i++) {
                to[at + i] = (long) array[from + i];
            }
        }
    }
}
