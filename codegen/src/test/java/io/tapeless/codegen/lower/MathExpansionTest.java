package io.tapeless.codegen.lower;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.loop.KernelInterpreter;
import io.tapeless.codegen.loop.KernelInterpreter.Buffer;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function that lowering writes out: special values, accuracy in both dtypes, the two oracles alike. */
class MathExpansionTest {
    private static final double BOUND = 2;
    /** sin, cos and tan are accurate up to here; see {@code docs/numerics.md}. */
    private static final float CIRCULAR_LIMIT = 0x1p22f;
    private static final float TAN_LIMIT = 0x1p21f;

    private static final Set<ScalarOp> EXACT = EnumSet.of(ScalarOp.FLOOR, ScalarOp.CEIL, ScalarOp.ROUND, ScalarOp.TRUNC,
            ScalarOp.RELU, ScalarOp.CLIP, ScalarOp.SIGN);

    private static ScalarKernels kernels;
    private static Accuracy accuracy;

    @BeforeAll
    static void compile(@TempDir Path directory) throws IOException, ReflectiveOperationException {
        kernels = ScalarKernels.compile(directory);
        accuracy = new Accuracy(kernels);
    }

    static Stream<ScalarOp> functions() {
        return ScalarKernels.functions().stream();
    }

    static Stream<ScalarOp> unaryFunctions() {
        return functions().filter(f -> f.arity() == 1 && f != ScalarOp.RELU && f != ScalarOp.SIGN);
    }

    /** Those whose values are not exact. */
    static Stream<ScalarOp> approximations() {
        return functions().filter(f -> !EXACT.contains(f));
    }

    /** The magnitude up to which a function is accurate in f32. */
    private static float limit(ScalarOp function) {
        return switch (function) {
            case SIN, COS -> CIRCULAR_LIMIT;
            case TAN -> TAN_LIMIT;
            default -> Float.POSITIVE_INFINITY;
        };
    }

    private static double bound(ScalarOp function) {
        return switch (function) {
            case ERFINV -> 2.5;
            case LGAMMA, DIGAMMA -> 5;
            default -> BOUND;
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionIsAPrimitiveOrWrittenOutInPrimitives(ScalarOp function) {
        if (ScalarKernels.functions().contains(function)) {
            ScalarKernels.kernel(function, DType.F32);
            ScalarKernels.kernel(function, DType.F64);
        }
    }

    @ParameterizedTest
    @MethodSource("unaryFunctions")
    void singlePrecision(ScalarOp function) {
        int limit = Float.floatToRawIntBits(limit(function));
        int everywhere = limit / 20_000;
        Accuracy.Worst worst = accuracy.sweep(function, 0, limit, everywhere);
        Accuracy.Worst ordinary = accuracy.sweep(function, Float.floatToRawIntBits(0x1p-10f),
                Float.floatToRawIntBits(128f), 4099);
        double bound = bound(function);
        assertAll(() -> assertTrue(worst.ulps() <= bound, worst::toString),
                () -> assertTrue(ordinary.ulps() <= bound, ordinary::toString));
    }

    /**
     * All floats, minutes for each function: {@code mvn -pl codegen test -Dtest=MathExpansionTest
     * -Dtapeless.exhaustive=all}, or with the name of one function instead of {@code all}.
     */
    @ParameterizedTest
    @MethodSource("unaryFunctions")
    @EnabledIfSystemProperty(named = "tapeless.exhaustive", matches = ".+")
    void singlePrecisionExhaustively(ScalarOp function) {
        String wanted = System.getProperty("tapeless.exhaustive");
        if (wanted.equals("all") || wanted.equals(function.text())) {
            Accuracy.Worst worst = accuracy.sweep(function, 0, Float.floatToRawIntBits(limit(function)), 1);
            System.out.println(function + ": " + worst);
            assertTrue(worst.ulps() <= bound(function), worst::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POW", "ATAN2"})
    void singlePrecisionOfTwoArguments(ScalarOp function) {
        Random random = new Random(7);
        float[] a = new float[60_000];
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            boolean anything = i % 3 == 0;
            a[i] = anything ? Float.intBitsToFloat(random.nextInt()) : (float) Math.exp(random.nextGaussian());
            b[i] = anything ? Float.intBitsToFloat(random.nextInt()) : (float) (random.nextGaussian() * 20);
        }
        Accuracy.Worst worst = new Accuracy.Worst();
        accuracy.compare(function, worst, a, b);
        assertTrue(worst.ulps() <= BOUND, worst::toString);
    }

    /** Against values computed with 1200 bits. */
    @ParameterizedTest
    @MethodSource("approximations")
    void doublePrecision(ScalarOp function) throws IOException {
        List<double[]> rows = references(function);
        assertFalse(rows.isEmpty(), "reference values");
        double[][] in = new double[function.arity()][];
        for (int k = 0; k < in.length; k++) {
            int column = k;
            in[k] = rows.stream().mapToDouble(row -> row[column]).toArray();
        }
        double[] actual = new double[rows.size()];
        kernels.run(function, actual, in);
        for (int i = 0; i < actual.length; i++) {
            double[] row = rows.get(i);
            double error = Accuracy.ulps(actual[i], row[row.length - 2], row[row.length - 1]);
            assertTrue(error <= bound(function), () -> error + " ulp at " + Arrays.toString(row));
        }
    }

    private static List<double[]> references(ScalarOp function) throws IOException {
        try (InputStream file = MathExpansionTest.class.getResourceAsStream("/numerics/reference_f64.csv");
                BufferedReader in = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return in.lines().map(line -> line.split(",")).filter(fields -> fields[0].equals(function.text()))
                    .map(fields -> Arrays.stream(fields).skip(1).mapToDouble(Double::parseDouble).toArray())
                    .toList();
        }
    }

    /** A wide search, with one unit more for what StrictMath itself may be off. */
    @ParameterizedTest
    @EnumSource(names = {"EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "CBRT", "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN",
        "SINH", "COSH", "TANH", "FLOOR", "CEIL", "ROUND", "TRUNC"})
    void doublePrecisionAgainstStrictMath(ScalarOp function) {
        boolean circular = limit(function) != Float.POSITIVE_INFINITY;
        Random random = new Random(11);
        double[] in = DoubleStream.concat(
                random.doubles(2000, -5, 5),
                DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong())).limit(4000))
                .filter(x -> !circular || Math.abs(x) <= 0x1p40).toArray();
        double[] actual = new double[in.length];
        kernels.run(function, actual, in);
        double[] expected = accuracy.reference(function, in);
        for (int i = 0; i < in.length; i++) {
            double error = Accuracy.ulps(actual[i], expected[i], 0);
            double x = in[i];
            assertTrue(error <= BOUND + 1, () -> error + " ulp at " + x);
        }
    }

    @Test
    void specialValues() {
        double inf = Double.POSITIVE_INFINITY;
        double nan = Double.NaN;
        double[] in = {nan, inf, -inf, 0.0, -0.0, 1, -1, 1000, -1000, 1e30, -1e30};
        special(ScalarOp.EXP2, in, nan, inf, 0, 1, 1, 2, 0.5, 0x1p1000, 0x1p-1000, inf, 0);
        special(ScalarOp.LOG2, in, nan, inf, nan, -inf, -inf, 0, nan, null, nan, null, nan);
        special(ScalarOp.SIGMOID, in, nan, 1, 0, 0.5, 0.5, null, null, 1, 0, 1, 0);
        special(ScalarOp.SOFTPLUS, in, nan, inf, 0, null, null, null, null, 1000, 0, 1e30, 0);
        special(ScalarOp.LOG1MEXP, in, nan, nan, -0.0, -inf, -inf, nan, null, nan, -0.0, nan, -0.0);
        special(ScalarOp.ASINH, in, nan, inf, -inf, 0, -0.0, null, null, null, null, null, null);
        special(ScalarOp.ACOSH, in, nan, inf, nan, nan, nan, 0, nan, null, nan, null, nan);
        special(ScalarOp.ATANH, in, nan, nan, nan, 0, -0.0, inf, -inf, nan, nan, nan, nan);
        special(ScalarOp.ERF, in, nan, 1, -1, 0, -0.0, null, null, 1, -1, 1, -1);
        special(ScalarOp.ERFC, in, nan, 0, 2, 1, 1, null, null, 0, 2, 0, 2);
        special(ScalarOp.ERFINV, in, nan, nan, nan, 0, -0.0, inf, -inf, nan, nan, nan, nan);
        special(ScalarOp.LGAMMA, in, nan, inf, inf, inf, inf, 0, inf, null, inf, null, inf);
        special(ScalarOp.DIGAMMA, in, nan, inf, nan, -inf, inf, null, nan, null, nan, null, nan);
        special(ScalarOp.RELU, in, nan, inf, 0, 0, 0, 1, 0, 1000, 0, 1e30, 0);
        special(ScalarOp.SIGN, in, nan, 1, -1, 0, -0.0, 1, -1, 1, -1, 1, -1);
        for (ScalarOp function : List.of(ScalarOp.EXP, ScalarOp.EXPM1, ScalarOp.LOG, ScalarOp.LOG10, ScalarOp.LOG1P,
                ScalarOp.CBRT, ScalarOp.ASIN, ScalarOp.ACOS, ScalarOp.ATAN, ScalarOp.SINH, ScalarOp.COSH, ScalarOp.TANH,
                ScalarOp.FLOOR, ScalarOp.CEIL, ScalarOp.ROUND, ScalarOp.TRUNC)) {
            double[] expected = accuracy.reference(function, in);
            special(function, in,
                    Arrays.stream(expected).mapToObj(v -> isSpecial(v) ? v : null).toArray(Object[]::new));
        }
    }

    private static boolean isSpecial(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) || value == Math.rint(value) && Math.abs(value) <= 1000;
    }

    /** Exact values in f64, and rounded in f32; null where the value is not special. */
    private static void special(ScalarOp function, double[] in, Object... expected) {
        double[] actual = new double[in.length];
        kernels.run(function, actual, in);
        float[] singles = new float[in.length];
        float[] actualSingles = new float[in.length];
        for (int i = 0; i < in.length; i++) {
            singles[i] = (float) in[i];
        }
        kernels.run(function, actualSingles, singles);
        for (int i = 0; i < in.length; i++) {
            if (expected[i] != null) {
                double value = ((Number) expected[i]).doubleValue();
                double x = in[i];
                assertEquals(value, actual[i], () -> function + "(" + x + ") in f64");
                assertEquals((float) value, actualSingles[i], () -> function + "(" + x + ") in f32");
            }
        }
    }

    @Test
    void powAndAtan2HaveTheSpecialCasesOfJava() {
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 2, -2,
            0.5, -0.5, 3, -3, 1e300, -1e300, 5e-324, -5e-324, 1e17, 9007199254740993.0};
        double[] a = new double[values.length * values.length];
        double[] b = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = values[i / values.length];
            b[i] = values[i % values.length];
        }
        for (ScalarOp function : List.of(ScalarOp.POW, ScalarOp.ATAN2)) {
            double[] actual = new double[a.length];
            kernels.run(function, actual, a, b);
            double[] expected = accuracy.reference(function, a, b);
            for (int i = 0; i < a.length; i++) {
                String point = function + "(" + a[i] + ", " + b[i] + ") = " + actual[i] + ", not " + expected[i];
                assertTrue(Accuracy.ulps(actual[i], expected[i], 0) <= BOUND, point);
            }
        }
    }

    @Test
    void farAnglesKeepSineAndCosineOnTheUnitCircle() {
        float[] in = {CIRCULAR_LIMIT * 1.5f, -1e9f, 1e20f, -Float.MAX_VALUE, 123456789f};
        float[] sin = new float[in.length];
        float[] cos = new float[in.length];
        kernels.run(ScalarOp.SIN, sin, in);
        kernels.run(ScalarOp.COS, cos, in);
        for (int i = 0; i < in.length; i++) {
            assertEquals(1, sin[i] * sin[i] + cos[i] * cos[i], "at " + in[i]);
        }
        float[] infinite = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
        for (ScalarOp function : List.of(ScalarOp.SIN, ScalarOp.COS, ScalarOp.TAN)) {
            float[] out = new float[infinite.length];
            kernels.run(function, out, infinite);
            assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN}, out, function.text());
        }
    }

    /** Powers that people check by eye. */
    @Test
    void exactCases() {
        double[] ten = {1000, 1e5, 1e15, 1};
        double[] logs = new double[ten.length];
        kernels.run(ScalarOp.LOG10, logs, ten);
        assertArrayEquals(new double[] {3, 5, 15, 0}, logs);
        for (int e = -1074; e < 1024; e++) {
            double[] power = {Math.scalb(1.0, e)};
            double[] log = new double[1];
            kernels.run(ScalarOp.LOG2, log, power);
            assertEquals(e, log[0]);
            kernels.run(ScalarOp.EXP2, power, log);
            assertEquals(Math.scalb(1.0, e), power[0]);
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void interpretedAndCompiledKernelsAgreeInEveryBit(ScalarOp function) {
        int n = 64;
        Random random = new Random(13);
        float[][] singles = new float[function.arity() + 1][n];
        double[][] doubles = new double[function.arity() + 1][n];
        for (int k = 0; k < function.arity(); k++) {
            for (int i = 0; i < n; i++) {
                boolean anything = i % 4 == 0;
                singles[k][i] = anything ? Float.intBitsToFloat(random.nextInt()) : (float) random.nextGaussian() * 3;
                doubles[k][i] = anything ? Double.longBitsToDouble(random.nextLong()) : random.nextGaussian() * 3;
            }
        }
        List<Buffer> buffers = Arrays.stream(singles).map(a -> new Buffer(a, 0)).toList();
        KernelInterpreter.run(ScalarKernels.kernel(function, DType.F32), buffers, 0, n, new int[0]);
        float[] compiled = new float[n];
        kernels.run(function, compiled, Arrays.copyOf(singles, function.arity()));
        assertArrayEquals(compiled, singles[function.arity()]);

        List<Buffer> wide = Arrays.stream(doubles).map(a -> new Buffer(a, 0)).toList();
        KernelInterpreter.run(ScalarKernels.kernel(function, DType.F64), wide, 0, n, new int[0]);
        double[] compiledWide = new double[n];
        kernels.run(function, compiledWide, Arrays.copyOf(doubles, function.arity()));
        assertArrayEquals(compiledWide, doubles[function.arity()]);
    }
}
