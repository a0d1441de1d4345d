package io.tapeless.codegen.data;

import static io.tapeless.codegen.data.DataFiles.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapeless.ir.DType;
import org.junit.jupiter.api.Test;

class NdArrayTest {
    @Test
    void convertsBetweenAllTypes() {
        double[] zeroOne = {0, 1, 1, 0};
        for (DType from : DType.values()) {
            NdArray array = NdArray.of(zeroOne, 2, 2).as(from);
            assertEquals(from + "[2, 2]", array.toString());
            assertArrayEquals(new float[] {0, 1, 1, 0}, array.asFloats());
            assertArrayEquals(zeroOne, array.asDoubles());
            assertArrayEquals(new int[] {0, 1, 1, 0}, array.asInts());
            assertArrayEquals(new long[] {0, 1, 1, 0}, array.asLongs());
            assertArrayEquals(new boolean[] {false, true, true, false}, array.asBooleans());
        }
    }

    @Test
    void copiesRowsOfEveryType() {
        NdArray array = NdArray.of(new int[] {0, 1, 2, 3, 4, 5}, 3, 2);
        float[] floats = new float[5];
        array.copyRows(1, 2, floats, 1);
        assertArrayEquals(new float[] {0, 2, 3, 4, 5}, floats);
        double[] doubles = new double[2];
        array.copyRows(2, 1, doubles, 0);
        assertArrayEquals(new double[] {4, 5}, doubles);
        int[] ints = new int[2];
        array.copyRows(0, 1, ints, 0);
        assertArrayEquals(new int[] {0, 1}, ints);
        long[] longs = new long[4];
        array.copyRows(0, 2, longs, 0);
        assertArrayEquals(new long[] {0, 1, 2, 3}, longs);
        assertEquals(3, array.rows());
        assertEquals(2, array.rowSize());
    }

    @Test
    void refusesInexactIntegers() {
        assertFails(() -> NdArray.of(new double[] {0, 1, 2, 2.5}, 2, 2).asInts(),
                "element [1, 1] is 2.5; expected an integer of i32");
        assertFails(() -> NdArray.of(new double[] {0x1p31}, 1).asInts(), "expected an integer of i32");
        assertFails(() -> NdArray.of(new double[] {0x1p63}, 1).asLongs(), "expected an integer of i64");
        assertFails(() -> NdArray.of(new float[] {Float.NaN}, 1).asLongs(), "is NaN");
        assertFails(() -> NdArray.of(new float[] {Float.POSITIVE_INFINITY}, 1).asLongs(), "is Infinity");
        assertFails(() -> NdArray.of(new long[] {1L << 31}).asInts(), "element [] is 2147483648");
        assertFails(() -> NdArray.of(new int[] {2}, 1).asBooleans(), "element [0] is 2; expected 0 or 1");
        assertArrayEquals(new long[] {-1L << 63}, NdArray.of(new double[] {-0x1p63}, 1).asLongs());
        assertArrayEquals(new int[] {-1 << 31}, NdArray.of(new double[] {-0x1p31}, 1).asInts());
    }

    @Test
    void refusesFiniteNumbersBeyondFloat() {
        assertFails(() -> NdArray.of(new double[] {1e300}, 1).asFloats(), "is 1.0E300", "f32");
        assertArrayEquals(new float[] {Float.POSITIVE_INFINITY, Float.NaN},
                NdArray.of(new double[] {Double.POSITIVE_INFINITY, Double.NaN}, 2).asFloats());
    }

    @Test
    void reshapesToEqualSizeOnly() {
        NdArray array = NdArray.of(new int[6], 2, 3);
        assertArrayEquals(new int[] {6, 1}, array.reshape(6, 1).shape());
        assertFails(() -> array.reshape(4), "found shape [2, 3]", "[4]");
    }

    @Test
    void shapeMustHoldTheElements() {
        assertThrows(IllegalArgumentException.class, () -> NdArray.of(new int[6], 5));
        assertThrows(IllegalArgumentException.class, () -> NdArray.of(new int[6], -2, -3));
    }

    @Test
    void sizesAreCheckedWithoutOverflow() {
        assertFails(() -> NdArray.size("f", new long[] {NdArray.MAX_SIZE, NdArray.MAX_SIZE, 0}), "too many");
        assertEquals(0, NdArray.size("f", new long[] {NdArray.MAX_SIZE, 0}));
        assertEquals(1, NdArray.size("f", new long[0]));
        assertFails(() -> NdArray.size("f", new long[] {1 << 16, 1 << 16}), "f: shape [65536, 65536]");
        assertFails(() -> NdArray.size("f", new long[] {1 << 16, 1 << 16, 1 << 16, 1 << 16}), "too many");
        assertFails(() -> NdArray.size("f", new long[] {-1, -1}), "impossible");
        assertFails(() -> NdArray.size("f", new long[] {Long.MAX_VALUE, 0}), "impossible");
    }
}
