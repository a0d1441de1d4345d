package io.tapeless.codegen.lower;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.KernelInterpreter;
import io.tapeless.codegen.loop.KernelInterpreter.Buffer;
import io.tapeless.codegen.loop.KernelVerifier;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Site;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of digamma as they are written out, against values computed with 400 bits. */
class PolygammaExpansionTest {
    private static double[] run(int order, DType dtype, double... in) {
        Dim size = Dim.of(in.length);
        KernelBuilder builder = new KernelBuilder();
        builder.loop(size, Stmt.Mode.LANES, at -> {
            Num x = new Num(builder, builder.load(slot(0, dtype, size), at));
            builder.store(slot(1, dtype, size), at, PolygammaExpansion.polygamma(x, order).value());
        });
        Kernel kernel = builder.finish(true, "polygamma", Site.UNKNOWN).kernel();
        KernelVerifier.verify(kernel);
        double[] out = new double[in.length];
        if (dtype == DType.F64) {
            KernelInterpreter.run(kernel, List.of(new Buffer(in.clone(), 0), new Buffer(out, 0)));
            return out;
        }
        float[] singles = new float[in.length];
        float[] results = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            singles[i] = (float) in[i];
        }
        KernelInterpreter.run(kernel, List.of(new Buffer(singles, 0), new Buffer(results, 0)));
        for (int i = 0; i < in.length; i++) {
            out[i] = results[i];
        }
        return out;
    }

    private static Slot slot(int number, DType dtype, Dim size) {
        return new Slot(number, Slot.Region.INPUT, dtype, size, "", Optional.empty());
    }

    private static List<double[]> references(int order) throws IOException {
        try (InputStream file = MathExpansionTest.class.getResourceAsStream("/numerics/reference_f64.csv");
                BufferedReader in = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return in.lines().map(line -> line.split(",")).filter(fields -> fields[0].equals("polygamma" + order))
                    .map(fields -> Arrays.stream(fields).skip(1).mapToDouble(Double::parseDouble).toArray())
                    .toList();
        }
    }

    /** To the right of 0 the error grows with the order, by the powers; left of it by that of the cotangent too. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 12, 20})
    void doublePrecision(int order) throws IOException {
        List<double[]> rows = references(order);
        assertFalse(rows.isEmpty(), "reference values");
        double[] actual = run(order, DType.F64, rows.stream().mapToDouble(row -> row[0]).toArray());
        for (int i = 0; i < actual.length; i++) {
            double[] row = rows.get(i);
            double error = Accuracy.ulps(actual[i], row[1], row[2]);
            double bound = row[0] > 0 ? 4 + order : 8 + 2 * order;
            assertTrue(error <= bound, () -> error + " ulp at " + Arrays.toString(row));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void singlePrecision(int order) {
        double[] in = {0.001f, 0.1f, 0.5f, 1, 1.3f, 2.7f, 6.1f, 30.2f, 1000.7f, -0.3f, -1.6f, -12.7f};
        double[] actual = run(order, DType.F32, in);
        double[] expected = run(order, DType.F64, in);
        for (int i = 0; i < in.length; i++) {
            double error = Accuracy.ulps((float) actual[i], expected[i]);
            double bound = in[i] > 0 ? 4 + order : 8 + 2 * order;
            double x = in[i];
            assertTrue(error <= bound, () -> error + " ulp at " + x);
        }
    }

    @Test
    void specialValues() {
        double inf = Double.POSITIVE_INFINITY;
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            double[] odd = run(1, dtype, Double.NaN, inf, 0, -0.0, -3, -inf);
            double[] even = run(2, dtype, Double.NaN, inf, 0, -0.0, -3, -inf);
            assertAll(
                    () -> assertEquals("[NaN, 0.0, Infinity, Infinity, Infinity, Infinity]", Arrays.toString(odd)),
                    () -> assertEquals("[NaN, -0.0, -Infinity, -Infinity, NaN, NaN]", Arrays.toString(even)));
        }
    }
}
