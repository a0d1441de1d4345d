package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Initial values: their distribution, and that only seed and name decide them. */
class InitializerTest {
    private static final int IN = 200;
    private static final int OUT = 50;

    private static double[] initial(Initializer initializer, String name, long seed, long... shape) {
        Model model = Model.define("Test", m -> m.param(name, initializer, DType.F32, shape));
        return run(model, seed).get(name).toDoubles();
    }

    private static Map<String, Value> run(Model model, long seed) {
        return Interpreter.run(model.init(), Map.of(ModelBuilder.KEY, Value.scalar(DType.I64, seed)), Map.of(),
                Interpreter.Precision.DECLARED).outputs();
    }

    private static void assertNormal(double variance, Initializer initializer, long... shape) {
        double[] x = initial(initializer, "w", 5, shape);
        double n = x.length;
        double found = DoubleStream.of(x).map(v -> v * v).sum() / n;
        assertEquals(0, DoubleStream.of(x).sum() / n, 4 * Math.sqrt(variance / n));
        assertEquals(variance, found, 4 * variance * Math.sqrt(2 / n));
        double fourth = DoubleStream.of(x).map(v -> v * v * v * v).sum() / n;
        assertEquals(3 * variance * variance, fourth, 4 * variance * variance * Math.sqrt(96 / n));
    }

    private static void assertUniform(double bound, Initializer initializer, long... shape) {
        double[] x = initial(initializer, "w", 5, shape);
        double variance = bound * bound / 3;
        assertTrue(DoubleStream.of(x).allMatch(v -> v >= -bound * 1.000001 && v <= bound * 1.000001));
        assertEquals(0, DoubleStream.of(x).sum() / x.length, 4 * Math.sqrt(variance / x.length));
        assertEquals(variance, DoubleStream.of(x).map(v -> v * v).sum() / x.length, 0.05 * variance);
    }

    @Test
    void normalFamilies() {
        assertNormal(0.09, Initializer.normal(0.3), IN, OUT);
        assertNormal(2.0 / (IN + OUT), Initializer.glorotNormal(), IN, OUT);
        assertNormal(2.0 / IN, Initializer.heNormal(), IN, OUT);
        assertNormal(1.0 / IN, Initializer.lecunNormal(), IN, OUT);
    }

    @Test
    void uniformFamilies() {
        assertUniform(0.5, Initializer.uniform(-0.5, 0.5), IN, OUT);
        assertUniform(Math.sqrt(6.0 / (IN + OUT)), Initializer.glorotUniform(), IN, OUT);
        assertUniform(Math.sqrt(6.0 / IN), Initializer.heUniform(), IN, OUT);
    }

    @Test
    void fansOfConvolutionsAndVectors() {
        assertNormal(2.0 / (20 * 3 * 3), Initializer.heNormal(), 40, 20, 3, 3);
        assertNormal(2.0 / ((20 + 40) * 3 * 3), Initializer.glorotNormal(), 40, 20, 3, 3);
        assertNormal(2.0 / 3000, Initializer.heNormal(), 3000);
        assertNormal(2.0 / IN, Initializer.heNormal(), 2, IN, OUT);
    }

    @Test
    void constants() {
        assertArrayEquals(new double[] {0, 0}, initial(Initializer.zeros(), "w", 1, 2));
        assertArrayEquals(new double[] {1, 1}, initial(Initializer.ones(), "w", 1, 2));
        assertArrayEquals(new double[] {2.5, 2.5}, initial(Initializer.full(2.5), "w", 1, 2));
        Literal literal = Literal.of(new TensorType(DType.F32, Shape.of(2)), 3, 4);
        assertArrayEquals(new double[] {3, 4}, initial(Initializer.constant(literal), "w", 1, 2));
        assertEquals("variable w of type f32[3] can't start as a constant of type f32[2]",
                assertThrows(IrException.class, () -> initial(Initializer.constant(literal), "w", 1, 3)).getMessage());
    }

    @Test
    void rowsOrColumnsOfAnOrthogonalStartAreOrthonormal() {
        for (long[] shape : new long[][] {{7, 4}, {4, 7}, {5, 5}, {3, 2, 2, 1}}) {
            double[] w = initial(Initializer.orthogonal(), "w", 1, shape);
            int rows = (int) shape[0];
            int columns = w.length / rows;
            boolean wide = rows < columns;
            for (int i = 0; i < Math.min(rows, columns); i++) {
                for (int j = 0; j < Math.min(rows, columns); j++) {
                    double product = 0;
                    for (int k = 0; k < Math.max(rows, columns); k++) {
                        product += wide ? w[i * columns + k] * w[j * columns + k]
                                : w[k * columns + i] * w[k * columns + j];
                    }
                    assertEquals(i == j ? 1 : 0, product, 1e-6);
                }
            }
        }
        assertEquals("variable w of type f32[3] can't be orthogonal: it has no columns",
                assertThrows(IrException.class, () -> initial(Initializer.orthogonal(), "w", 1, 3)).getMessage());
    }

    @Test
    void seedAndNameDecide() {
        double[] first = initial(Initializer.heNormal(), "w", 1, 4, 3);
        assertArrayEquals(first, initial(Initializer.heNormal(), "w", 1, 4, 3));
        assertNotEquals(first[0], initial(Initializer.heNormal(), "w", 2, 4, 3)[0]);
        assertNotEquals(first[0], initial(Initializer.heNormal(), "v", 1, 4, 3)[0]);
        Model more = Model.define("More", m -> {
            m.param("before", Initializer.heNormal(), DType.F32, 4, 3);
            m.param("w", Initializer.heNormal(), DType.F32, 4, 3);
        });
        assertArrayEquals(first, run(more, 1).get("w").toDoubles());
    }

    @Test
    void streamsOfNamesDiffer() {
        long distinct = IntStream.range(0, 10_000)
                .mapToLong(i -> RandomNumbers.stream("block." + i + ".w")).distinct().count();
        assertEquals(10_000, distinct);
    }
}
