package io.tapeless.codegen.data.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.ArrayRows;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PreparedBatchesTest {
    private static Dataset dataset(Rows x) {
        return Dataset.of(Map.of("x", x, "y", new ArrayRows(NdArray.of(IntStream.range(0, x.count()).toArray(), x.count()))),
                List.of(InputType.of("x", DType.F32, 2), InputType.of("y", DType.I32)), Dataset.numbers(x.count()), 1,
                Preparation.of(Map.of()));
    }

    private static Rows numbered(int examples) {
        return new ArrayRows(NdArray.of(IntStream.range(0, 2 * examples).toArray(), examples, 2));
    }

    /** Fails at one example. */
    private record Broken(Rows rows, int at) implements Rows {
        @Override
        public int count() {
            return rows.count();
        }

        @Override
        public int rowSize() {
            return rows.rowSize();
        }

        @Override
        public String source() {
            return rows.source();
        }

        @Override
        public String found() {
            return rows.found();
        }

        @Override
        public String at(int row, int element) {
            return rows.at(row, element);
        }

        @Override
        public void check(int row, InputType type) {
        }

        @Override
        public double real(int row, int element) {
            if (row == at) {
                throw new DataException("example " + row + " is gone");
            }
            return rows.real(row, element);
        }

        @Override
        public long integer(int row, int element) {
            return (long) real(row, element);
        }
    }

    @Test
    void theyAreTheSameAsWithout() {
        for (int batch : new int[] {1, 3, 64, 700, 10_000}) {
            Batches plain = dataset(numbered(10_001)).batches(batch);
            Batches walked = dataset(numbered(10_001)).batches(batch);
            plain.shuffle(3, 1);
            walked.shuffle(3, 1);
            plain.next();
            walked.next();
            try (BatchSource prepared = walked.prepared()) {
                float[][] x = new float[2][2 * batch];
                int[][] y = new int[2][batch];
                while (plain.next()) {
                    assertTrue(prepared.next());
                    assertEquals(plain.size(), prepared.size());
                    plain.gather("x", x[0], 0);
                    prepared.gather("x", x[1], 0);
                    plain.gather("y", y[0], 0);
                    prepared.gather("y", y[1], 0);
                    assertArrayEquals(x[0], x[1]);
                    assertArrayEquals(y[0], y[1]);
                }
                assertFalse(prepared.next());
                assertFalse(prepared.next());
            }
        }
    }

    @Test
    void oneBatchNeedsNoThread() {
        Batches batches = dataset(numbered(8)).batches(8);
        assertSame(batches, batches.prepared());
    }

    @Test
    void aFailureIsThrownWhereTheBatchWouldHaveCome() {
        Batches batches = dataset(new Broken(numbered(200_000), 150_000)).batches(10);
        int walked = 0;
        try (BatchSource prepared = batches.prepared()) {
            for (int i = 0; i < 5000; i++) {
                assertTrue(prepared.next());
                walked++;
            }
            assertEquals("example 150000 is gone", assertThrows(DataException.class, () -> {
                while (prepared.next()) {
                    prepared.size();
                }
            }).getMessage());
        }
        assertEquals(5000, walked);
    }

    @Test
    void closingEndsTheThreadAtAnyPoint() {
        for (int steps : new int[] {0, 1, 100}) {
            Batches batches = dataset(numbered(100_000)).batches(4);
            try (BatchSource prepared = batches.prepared()) {
                for (int i = 0; i < steps; i++) {
                    prepared.next();
                }
            }
            assertTrue(Thread.getAllStackTraces().keySet().stream().noneMatch(t -> t.getName().equals("tapeless-batches")));
        }
    }
}
