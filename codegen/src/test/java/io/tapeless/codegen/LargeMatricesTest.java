package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.PatternFunctions;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compiled decompositions of matrices of many rows: what their factors leave of the matrix; long rows sorted. */
class LargeMatricesTest {
    private static final int N = 48;

    @ParameterizedTest
    @EnumSource(names = {"F32", "F64"})
    void factorsMakeTheMatrix(DType dtype) {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor a = model.input("a", dtype, N, N);
        Tensor b = model.input("b", dtype, N, 5);
        Map<String, Node> rests = new LinkedHashMap<>();
        Tensor definite = a.matmul(a.transpose()).plus(eye(model, N, dtype).times(N));
        Tensor lower = definite.cholesky();
        put(rests, "cholesky", lower.matmul(lower.transpose()).minus(definite).dividedBy(N));
        put(rests, "solve", a.matmul(a.solve(b)).minus(b).dividedBy(N));
        List<Tensor> qr = b.qr();
        put(rests, "qr", qr.get(0).matmul(qr.get(1)).minus(b));
        put(rests, "q", qr.get(0).transpose().matmul(qr.get(0)).minus(eye(model, 5, dtype)));
        List<Tensor> eigh = definite.eigh();
        Tensor vectors = eigh.get(1);
        put(rests, "eigh", definite.matmul(vectors).minus(vectors.times(eigh.get(0))).dividedBy(4 * N));
        put(rests, "vectors", vectors.transpose().matmul(vectors).minus(eye(model, N, dtype)));
        List<Tensor> svd = a.svd();
        put(rests, "svd", svd.get(0).times(svd.get(1)).matmul(svd.get(2)).minus(a));
        put(rests, "u", svd.get(0).transpose().matmul(svd.get(0)).minus(eye(model, N, dtype)));
        Random random = new Random(5);
        Map<String, Value> inputs = Map.of("a", value(dtype, random, N, N), "b", value(dtype, random, N, 5));
        double bound = dtype == DType.F32 ? 2e-4 : 1e-12;
        Map<String, Value> found = new BytecodeOracle(ModelCompiler.optimize(model.graph().build("Test", rests)),
                Form.SCALAR).run(inputs, Map.of());
        assertAll(found.entrySet().stream().map(e -> () ->
                assertTrue(e.getValue().real(0) <= bound, () -> e.getKey() + " leaves " + e.getValue().real(0))));
    }

    /** Rows enough by the bounds of their symbol: one compiled function for matrices of any height. */
    @Test
    void factorsOfAnyNumberOfRows() {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor a = model.input("a", DType.F64, model.dim("N", 3, 1000), Dim.of(3));
        List<Tensor> qr = a.qr();
        Map<String, Node> rests = new LinkedHashMap<>();
        put(rests, "qr", qr.get(0).matmul(qr.get(1)).minus(a));
        put(rests, "q", qr.get(0).transpose().matmul(qr.get(0)).minus(eye(model, 3, DType.F64)));
        BytecodeOracle compiled = new BytecodeOracle(ModelCompiler.optimize(model.graph().build("Test", rests)),
                Form.SCALAR);
        for (int rows : new int[] {3, 4, 200}) {
            Map<String, Value> found = compiled.run(Map.of("a", value(DType.F64, new Random(rows), rows, 3)), Map.of());
            found.forEach((name, rest) -> assertTrue(rest.real(0) <= 1e-13, () -> name + " leaves " + rest.real(0)));
        }
    }

    private static Tensor eye(ModelBuilder model, int n, DType dtype) {
        return PatternFunctions.eye(model, Dim.of(n), dtype);
    }

    private static void put(Map<String, Node> rests, String name, Tensor rest) {
        rests.put(name, rest.abs().max().node());
    }

    private static Value value(DType dtype, Random random, int... shape) {
        int size = Arrays.stream(shape).reduce(1, (x, y) -> x * y);
        return Value.of(dtype, shape, DoubleStream.generate(random::nextGaussian).limit(size)
                .map(x -> dtype == DType.F32 ? (float) x : x).toArray());
    }

    @Test
    void longRowsAreSorted() {
        ModelBuilder model = new ModelBuilder("Test", false);
        Tensor x = model.input("x", DType.F64, 3, 4001);
        Value rows = value(DType.F64, new Random(6), 3, 4001);
        double[] expected = rows.toDoubles();
        for (int row = 0; row < 3; row++) {
            Arrays.sort(expected, row * 4001, (row + 1) * 4001);
        }
        Map<String, Value> found = new BytecodeOracle(ModelCompiler.optimize(
                model.graph().build("Test", Map.of("y", x.sort().node()))), Form.SCALAR).run(Map.of("x", rows), Map.of());
        assertArrayEquals(expected, found.get("y").toDoubles());
    }
}
