package io.tapeless.codegen.data.examples;

import static io.tapeless.codegen.data.DataFiles.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.ir.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetTest {
    /** Example i has x = (2i, 2i + 1) and y = i. */
    private static Dataset numbered(int examples) {
        return Dataset.of(
                Map.of("x", NdArray.of(IntStream.range(0, 2 * examples).toArray(), examples, 2),
                        "y", NdArray.of(IntStream.range(0, examples).toArray(), examples)),
                List.of(InputType.of("x", DType.F32, 2), InputType.of("y", DType.I32)));
    }

    private static int[] walk(Batches batches) {
        int[] seen = new int[0];
        while (batches.next()) {
            int at = seen.length;
            seen = Arrays.copyOf(seen, at + batches.size());
            batches.gather("y", seen, at);
        }
        return seen;
    }

    @Test
    void batchesCoverAllExamplesInOrder() {
        Batches batches = numbered(7).batches(3);
        assertEquals(3, batches.count());
        float[] x = new float[7];
        int[] sizes = new int[3];
        for (int i = 0; batches.next(); i++) {
            sizes[i] = batches.size();
            batches.gather("x", x, 1);
        }
        assertArrayEquals(new int[] {3, 3, 1}, sizes);
        assertArrayEquals(new float[] {0, 12, 13, 8, 9, 10, 11}, x);
        assertFalse(batches.next());
        batches.inOrder();
        assertArrayEquals(IntStream.range(0, 7).toArray(), walk(batches));
    }

    @Test
    void aBatchMayExceedTheData() {
        Batches batches = numbered(2).batches(Integer.MAX_VALUE);
        assertEquals(1, batches.count());
        assertTrue(batches.next());
        assertEquals(2, batches.size());
        assertFails(() -> numbered(2).batches(0), "batch size is 0; expected at least 1");
    }

    @Test
    void shuffleIsAFunctionOfSeedAndEpoch() {
        Batches batches = numbered(100).batches(8);
        batches.shuffle(1, 0);
        int[] first = walk(batches);
        batches.shuffle(1, 1);
        int[] second = walk(batches);
        batches.shuffle(2, 0);
        int[] other = walk(batches);
        batches.shuffle(1, 0);
        assertArrayEquals(first, walk(batches));
        assertFalse(Arrays.equals(first, second));
        assertFalse(Arrays.equals(first, other));
        assertArrayEquals(IntStream.range(0, 100).toArray(), Arrays.stream(first).sorted().toArray());
    }

    /** The documented formula, worked out by an independent program: a change would break resumed runs. */
    @Test
    void shuffleIsFixedForGood() {
        int[] order = IntStream.range(0, 10).toArray();
        Shuffle.permute(order, 42, 3);
        assertArrayEquals(new int[] {8, 1, 5, 7, 2, 4, 6, 3, 0, 9}, order);
    }

    /** χ² of where example 0 comes to lie: 9 degrees of freedom, 99.9 % below 27.9. */
    @Test
    void shuffleIsUniform() {
        int[] places = new int[10];
        for (int epoch = 0; epoch < 10_000; epoch++) {
            int[] order = IntStream.range(0, 10).toArray();
            Shuffle.permute(order, 7, epoch);
            places[IntStream.range(0, 10).filter(i -> order[i] == 0).findFirst().getAsInt()]++;
        }
        double chi = Arrays.stream(places).mapToDouble(n -> (n - 1000.0) * (n - 1000.0) / 1000).sum();
        assertTrue(chi < 27.9, "chi² = " + chi);
    }

    @Test
    void splitsAreDisjointAndComplete() {
        Dataset.Split split = numbered(10).split(0.25, 5);
        assertEquals(7, split.train().size());
        assertEquals(3, split.valid().size());
        int[] train = walk(split.train().batches(4));
        int[] valid = walk(split.valid().batches(4));
        assertArrayEquals(Arrays.stream(train).sorted().toArray(), train);
        assertArrayEquals(IntStream.range(0, 10).toArray(),
                IntStream.concat(Arrays.stream(train), Arrays.stream(valid)).sorted().toArray());
        assertArrayEquals(valid, walk(numbered(10).split(0.25, 5).valid().batches(1)));
        float[] x = new float[6];
        Batches batches = split.valid().batches(3);
        batches.next();
        batches.gather("x", x, 0);
        assertEquals(2 * valid[2] + 1, x[5]);
    }

    @Test
    void splitsMustLeaveBothParts() {
        for (double fraction : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            assertFails(() -> numbered(10).split(fraction, 0), "validation fraction is " + fraction);
        }
        assertFails(() -> numbered(10).split(0.01, 0), "0.01 of 10 examples leaves a part empty");
    }

    @Test
    void gathersEveryTypeWithScale() {
        NdArray bytes = new NdArray(DType.I32, new int[] {2}, Elements.of(new byte[] {(byte) 255, 51}),
                Location.of("bytes"));
        for (NdArray source : List.of(bytes, bytes.as(DType.I64), bytes.as(DType.F32), bytes.as(DType.F64),
                NdArray.of(new int[] {255, 51}, 2))) {
            Map<String, NdArray> arrays = Map.of("f", source, "d", source, "i", source, "l", source);
            Batches batches = Dataset.of(arrays, List.of(
                    InputType.of("f", DType.F32).scaled(1.0 / 255), InputType.of("d", DType.F64).scaled(1.0 / 255),
                    InputType.of("i", DType.I32), InputType.of("l", DType.I64))).batches(2);
            assertTrue(batches.next());
            float[] f = new float[2];
            double[] d = new double[2];
            int[] i = new int[2];
            long[] l = new long[2];
            batches.gather("f", f, 0);
            batches.gather("d", d, 0);
            batches.gather("i", i, 0);
            batches.gather("l", l, 0);
            assertArrayEquals(new float[] {1, 0.2f}, f);
            assertArrayEquals(new double[] {255 * (1.0 / 255), 51 * (1.0 / 255)}, d);
            assertArrayEquals(new int[] {255, 51}, i);
            assertArrayEquals(new long[] {255, 51}, l);
        }
    }

    @Test
    void boolsAreGatheredAsInts() {
        Batches batches = Dataset.of(Map.of("m", NdArray.of(new double[] {1, 0}, 2)),
                List.of(InputType.of("m", DType.BOOL))).batches(2);
        batches.next();
        int[] m = new int[2];
        batches.gather("m", m, 0);
        assertArrayEquals(new int[] {1, 0}, m);
        assertThrows(IllegalArgumentException.class, () -> batches.gather("m", new float[2], 0));
        assertThrows(IllegalArgumentException.class, () -> batches.gather("z", m, 0));
    }

    @Test
    void rowsMayHaveAnotherShapeOfEqualSize() {
        Dataset dataset = Dataset.of(Map.of("x", NdArray.of(new float[12], 2, 2, 3)),
                List.of(InputType.of("x", DType.F32, 1, 6)));
        assertEquals(2, dataset.size());
        assertEquals("[f32[1, 6] per example]", dataset.inputs().toString());
    }

    private static void assertRefused(NdArray x, InputType type, String... parts) {
        assertFails(() -> Dataset.of(Map.of("x", x), List.of(type)), parts);
    }

    @Test
    void refusesDataThatDoNotFit() {
        InputType pair = InputType.of("x", DType.F32, 2);
        assertRefused(NdArray.of(new float[3], 1, 3), pair, "found f32[1, 3]", "f32[2] per example, for input 'x'");
        assertRefused(NdArray.of(new float[1]), InputType.of("x", DType.F32), "found f32[]", "first axis");
        assertRefused(NdArray.of(new float[0], 0, 2), pair, "no examples of 'x'");
        assertRefused(NdArray.of(new float[] {0, 1, 2, Float.NaN}, 2, 2), pair,
                "element [1, 1] is NaN; expected a finite number");
        assertRefused(NdArray.of(new double[] {Double.NEGATIVE_INFINITY, 0}, 1, 2), pair, "element [0, 0] is -Inf");
        assertRefused(NdArray.of(new double[] {0, 1e39}, 1, 2), pair, "element [0, 1] is 1.0E39");
        assertRefused(NdArray.of(new double[] {0.5}, 1), InputType.of("x", DType.I32), "is 0.5", "integer of i32");
        assertRefused(NdArray.of(new int[] {2}, 1), InputType.of("x", DType.BOOL), "is 2; expected 0 or 1");
        assertFails(() -> Dataset.of(Map.of("z", NdArray.of(new float[2], 2)), List.of(pair)),
                "no data for input 'x' (f32[2] per example); found z");
        assertFails(() -> Dataset.of(Map.of("x", NdArray.of(new float[4], 2, 2), "y", NdArray.of(new int[3], 3)),
                List.of(pair, InputType.of("y", DType.I32))), "found 3 examples of 'y'; expected 2");
    }

    @Test
    void scaleCanMakeDataFit() {
        Dataset.of(Map.of("x", NdArray.of(new double[] {1e39}, 1)),
                List.of(InputType.of("x", DType.F32).scaled(1e-10)));
        assertRefused(NdArray.of(new float[] {1e30f}, 1), InputType.of("x", DType.F32).scaled(1e10), "f32");
        assertFails(() -> InputType.of("x", DType.I32).scaled(0.5), "expected an f32 or f64 input");
        assertFails(() -> InputType.of("x", DType.F32).scaled(Double.NaN), "scale of input 'x' is NaN");
    }
}
