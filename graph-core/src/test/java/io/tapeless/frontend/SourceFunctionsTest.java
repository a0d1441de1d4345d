package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Functions that start from no tensor: random numbers, counting, identity; and conversions. */
class SourceFunctionsTest {
    private static final int N = 20_000;

    private final ModelBuilder model = new ModelBuilder("Test", false);

    private static double[] run(Tensor x) {
        return Evaluate.run(x, Map.of());
    }

    private static double mean(double[] x) {
        return DoubleStream.of(x).average().orElseThrow();
    }

    @Test
    void uniform() {
        double[] x = run(RandomFunctions.randomUniform(model, Dim.of(N)));
        assertTrue(DoubleStream.of(x).allMatch(v -> v >= 0 && v < 1));
        assertEquals(0.5, mean(x), 0.01);
    }

    @Test
    void normal() {
        double[] x = run(RandomFunctions.randomNormal(model, DType.F64, Dim.of(N)));
        assertEquals(0, mean(x), 0.03);
        assertEquals(1, mean(DoubleStream.of(x).map(v -> v * v).toArray()), 0.04);
    }

    @Test
    void bernoulli() {
        assertEquals(0.3, mean(run(RandomFunctions.bernoulli(model, 0.3, Dim.of(N)))), 0.015);
        Tensor p = PatternFunctions.linspace(model, 0, 1, 2).reshape(2, 1).broadcastTo(2, 50);
        double[] x = run(p.bernoulli());
        assertEquals(0, DoubleStream.of(x).limit(50).sum());
        assertEquals(50, DoubleStream.of(x).skip(50).sum());
        assertThrows(IrException.class, () -> RandomFunctions.bernoulli(model, 1.5, Dim.of(2)));
    }

    @Test
    void counting() {
        Value iota = Evaluate.value(PatternFunctions.iota(model, Dim.of(4)), Map.of());
        assertEquals(Value.ofIntegers(DType.I32, new int[] {4}, 0, 1, 2, 3), iota);
        assertArrayEquals(new double[] {0, 1, 2}, run(PatternFunctions.iota(model, Dim.of(3), DType.F64)));
        assertArrayEquals(new double[] {1, 1.5, 2, 2.5, 3}, run(PatternFunctions.linspace(model, 1, 3, 5)));
        assertArrayEquals(new double[] {7}, run(PatternFunctions.linspace(model, 7, 9, 1, DType.F64)));
        assertEquals(0.3, run(PatternFunctions.linspace(model, 0, 0.3, 4, DType.F64))[3]);
        assertArrayEquals(new double[] {1, 0, 0, 1}, run(PatternFunctions.eye(model, Dim.of(2))));
    }

    @Test
    void extentsAsNumbers() {
        Dim b = model.dim("B");
        Tensor x = model.input("x", DType.F64, b, Dim.of(3));
        Tensor count = model.constant(DType.F64, b.times(3).plus(1));
        Map<String, Value> inputs = Map.of("x", Value.of(DType.F64, new int[] {2, 3}, 1, 2, 3, 4, 5, 6));
        assertArrayEquals(new double[] {28}, Evaluate.run(count.plus(x.sum()), inputs));
        assertArrayEquals(new double[] {3.5}, Evaluate.run(x.mean(), inputs));
    }

    @Test
    void cast() {
        Map<String, Value> inputs = Map.of("x", Value.of(DType.F64, new int[] {5}, -1.9, 0, 2.5, Double.NaN, 1e30));
        Tensor x = model.input("x", DType.F64, 5);
        assertArrayEquals(new double[] {-1, 0, 2, 0, Integer.MAX_VALUE}, Evaluate.run(x.cast(DType.I32), inputs));
        assertArrayEquals(new double[] {1, 0, 1, 1, 1}, Evaluate.run(x.cast(DType.BOOL), inputs));
        assertEquals(x, x.cast(DType.F64));
    }

    @Test
    void derivativesAsTensors() {
        double[] x = {0.5, -1, 2};
        double[] twice = {1, -2, 4};
        assertArrayEquals(twice, Evaluate.gradient(Tensor::square, x), 1e-12);
        assertArrayEquals(new double[] {0.5, 2, 8}, Evaluate.at(t -> t.square().jvp(t, t.stopGradient()), x), 1e-12);
        assertArrayEquals(new double[] {1, 0, 0, 0, -2, 0, 0, 0, 4},
                Evaluate.at(t -> t.square().jacobian(t), x), 1e-12);
        assertArrayEquals(new double[] {3, 0, 0, 0, -6, 0, 0, 0, 12},
                Evaluate.at(t -> t.square().times(t).sum().hessian(t), x), 1e-12);
        assertArrayEquals(new double[] {1.5, 6, 24},
                Evaluate.at(t -> t.square().times(t).sum().hvp(t, t.stopGradient()), x), 1e-12);
        assertArrayEquals(new double[] {0.5, 2, 8}, Evaluate.at(t -> t.square().vjp(t, t.stopGradient()), x), 1e-12);
        assertArrayEquals(x, Evaluate.gradient(t -> t.times(t.stopGradient()), x), 1e-12);
    }
}
