package io.tapeless.testkit;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Samples of every {@link ScalarOp}: operands by column and the function in plain Java. */
final class ScalarSamples {
    private interface Reals {
        double of(double a, double b, double c);
    }

    private interface Longs {
        long of(long a, long b, long c);
    }

    private static final double[] ANY = {-2.3, -1.2, -0.4, 0.3, 1.1, 2.6};
    private static final double[] OTHER = {0.7, -1.9, 1.4, -0.6, 2.2, 0.9};
    private static final double[] THIRD = {1.6, 0.2, -0.8, 2.9, -1.3, 0.5};
    private static final double[] POSITIVE = {0.2, 0.7, 1.3, 2.1, 3.4, 5.2};
    private static final double[] NEGATIVE = {-0.1, -0.4, -0.6, -0.8, -2.5, -6.0};
    private static final double[] NEGATIVE_BROKEN = {-0.3, -0.7, -1.4, -2.3, -3.6, -7.5};
    private static final double[] INSIDE = {-0.9, -0.5, -0.1, 0.2, 0.6, 0.8};
    private static final double[] ABOVE_ONE = {1.1, 1.4, 2.0, 3.5, 7.0, 20.0};
    private static final double[] EDGES = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 2.5};
    private static final double[] OTHER_EDGES = {
        1, Double.POSITIVE_INFINITY, 2, -0.0, 0.0, Double.NaN, -1, 2.5};
    private static final long[] INTEGERS = {-7, -1, 0, 3, 8, Integer.MAX_VALUE, Integer.MIN_VALUE};
    private static final long[] DIVISORS = {2, -3, 5, 3, -1, 10, -1};
    private static final long[] BOUNDS = {-2, 1, 4, 2, 9, 100, 0};

    private final List<OpSample> samples = new ArrayList<>();

    private ScalarSamples() {
        arithmetic();
        transcendental();
        derivativesOfDigamma();
        onIntegers();
        comparisons();
        selections();
    }

    static List<OpSample> samples() {
        return new ScalarSamples().samples;
    }

    private void arithmetic() {
        floats(ScalarOp.NEG, (a, b, c) -> -a, ANY);
        floats(ScalarOp.ABS, (a, b, c) -> a < 0 ? -a : a, ANY);
        floats(ScalarOp.SIGN, (a, b, c) -> a > 0 ? 1 : a < 0 ? -1 : a, ANY);
        floats(ScalarOp.ADD, (a, b, c) -> a + b, ANY, OTHER);
        floats(ScalarOp.SUB, (a, b, c) -> a - b, ANY, OTHER);
        floats(ScalarOp.MUL, (a, b, c) -> a * b, ANY, OTHER);
        floats(ScalarOp.DIV, (a, b, c) -> a / b, ANY, OTHER);
        floats(ScalarOp.REM, (a, b, c) -> a % b, ANY, OTHER);
        floats(ScalarOp.MIN, (a, b, c) -> a != a || b != b ? Double.NaN : a < b ? a : b, ANY, OTHER);
        floats(ScalarOp.MAX, (a, b, c) -> a != a || b != b ? Double.NaN : a > b ? a : b, ANY, OTHER);
        floats(ScalarOp.CLIP, (a, b, c) -> Math.min(Math.max(a, b), c), ANY, constant(-1), constant(2));
        floats(ScalarOp.RELU, (a, b, c) -> a < 0 ? 0 : a, ANY);
        floats(ScalarOp.FMA, (a, b, c) -> a * b + c, ANY, OTHER, THIRD);
        floats(ScalarOp.FLOOR, (a, b, c) -> Math.floor(a), ANY);
        floats(ScalarOp.CEIL, (a, b, c) -> Math.ceil(a), ANY);
        floats(ScalarOp.ROUND, (a, b, c) -> Math.rint(a), ANY);
        floats(ScalarOp.TRUNC, (a, b, c) -> a < 0 ? Math.ceil(a) : Math.floor(a), ANY);
        edges(ScalarOp.ROUND, (a, b, c) -> Math.rint(a), new double[] {0.5, 1.5, 2.5, -0.5, -1.5, 0x1p23 + 1});
    }

    private static double[] constant(double value) {
        double[] column = new double[ANY.length];
        Arrays.fill(column, value);
        return column;
    }

    private void transcendental() {
        floats(ScalarOp.EXP, (a, b, c) -> Math.exp(a), ANY);
        floats(ScalarOp.EXP2, (a, b, c) -> Math.pow(2, a), ANY);
        floats(ScalarOp.EXPM1, (a, b, c) -> Math.expm1(a), ANY);
        floats(ScalarOp.LOG, (a, b, c) -> Math.log(a), POSITIVE);
        floats(ScalarOp.LOG2, (a, b, c) -> Math.log(a) / Math.log(2), POSITIVE);
        floats(ScalarOp.LOG10, (a, b, c) -> Math.log10(a), POSITIVE);
        floats(ScalarOp.LOG1P, (a, b, c) -> Math.log1p(a), INSIDE);
        floats(ScalarOp.SIGMOID, (a, b, c) -> 1 / (1 + Math.exp(-a)), ANY);
        floats(ScalarOp.SOFTPLUS, (a, b, c) -> Math.log(1 + Math.exp(a)), ANY);
        floats(ScalarOp.LOG1MEXP, (a, b, c) -> Math.log(1 - Math.exp(a)), NEGATIVE);
        floats(ScalarOp.SQRT, (a, b, c) -> Math.sqrt(a), POSITIVE);
        floats(ScalarOp.CBRT, (a, b, c) -> Math.cbrt(a), ANY);
        floats(ScalarOp.POW, (a, b, c) -> Math.pow(a, b), POSITIVE, OTHER);
        floats(ScalarOp.SIN, (a, b, c) -> Math.sin(a), ANY);
        floats(ScalarOp.COS, (a, b, c) -> Math.cos(a), ANY);
        floats(ScalarOp.TAN, (a, b, c) -> Math.tan(a), INSIDE);
        floats(ScalarOp.ASIN, (a, b, c) -> Math.asin(a), INSIDE);
        floats(ScalarOp.ACOS, (a, b, c) -> Math.acos(a), INSIDE);
        floats(ScalarOp.ATAN, (a, b, c) -> Math.atan(a), ANY);
        floats(ScalarOp.ATAN2, (a, b, c) -> Math.atan2(a, b), ANY, OTHER);
        floats(ScalarOp.SINH, (a, b, c) -> Math.sinh(a), ANY);
        floats(ScalarOp.COSH, (a, b, c) -> Math.cosh(a), ANY);
        floats(ScalarOp.TANH, (a, b, c) -> Math.tanh(a), ANY);
        floats(ScalarOp.ASINH, (a, b, c) -> Math.copySign(Math.log(Math.abs(a) + Math.sqrt(a * a + 1)), a), ANY);
        floats(ScalarOp.ACOSH, (a, b, c) -> a < 1 ? Double.NaN : Math.log(a + Math.sqrt(a * a - 1)), ABOVE_ONE);
        floats(ScalarOp.ATANH, (a, b, c) -> 0.5 * Math.log((1 + a) / (1 - a)), INSIDE);
        floats(ScalarOp.ERF, (a, b, c) -> erf(a), ANY);
        floats(ScalarOp.ERFC, (a, b, c) -> 1 - erf(a), ANY);
        floats(ScalarOp.ERFINV, (a, b, c) -> erfInv(a), INSIDE);
        floats(ScalarOp.LGAMMA, (a, b, c) -> lgamma(a), POSITIVE);
        floats(ScalarOp.LGAMMA, (a, b, c) -> lgamma(a), NEGATIVE_BROKEN);
        floats(ScalarOp.DIGAMMA, (a, b, c) -> polygamma(0, a), POSITIVE);
        floats(ScalarOp.DIGAMMA, (a, b, c) -> polygamma(0, a), NEGATIVE_BROKEN);
    }

    private void derivativesOfDigamma() {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (int order : new int[] {1, 2, 5}) {
                for (double[] column : List.of(POSITIVE, NEGATIVE_BROKEN)) {
                    OpSample.Operand a = real(dtype, column);
                    double[] expected = IntStream.range(0, column.length)
                            .mapToDouble(i -> polygamma(order, a.value().real(i))).toArray();
                    samples.add(OpSample.of(new Elementwise.Polygamma(order),
                            Value.of(dtype, a.value().shape(), expected), true, a));
                }
            }
        }
    }

    /** By halving the interval. */
    private static double erfInv(double x) {
        if (!(Math.abs(x) < 1)) {
            return Math.abs(x) == 1 ? x / 0 : Double.NaN;
        }
        double low = -6;
        double high = 6;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (erf(middle) < x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return x == 0 ? x : low;
    }

    private static boolean isPole(double x) {
        return x <= 0 && x == Math.rint(x);
    }

    /** {@code log|Γ(x + 30)| − Σ log|x + k|} with three terms of the series of Stirling. */
    private static double lgamma(double x) {
        if (isPole(x) || Double.isInfinite(x)) {
            return Double.POSITIVE_INFINITY;
        }
        double y = x + 30;
        double sum = (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI)
                + 1 / (12 * y) - 1 / (360 * y * y * y) + 1 / (1260 * Math.pow(y, 5));
        for (int k = 0; k < 30; k++) {
            sum -= Math.log(Math.abs(x + k));
        }
        return sum;
    }

    /** {@code (−1)ⁿ⁺¹·n!·Σ (x + k)^−(n + 1)}; for n = 0 {@code log(x + N) − Σ 1/(x + k)}. */
    private static double polygamma(int n, double x) {
        if (isPole(x) || Double.isInfinite(x)) {
            return n == 0 ? x == 0 ? -1 / x : x > 0 ? x : Double.NaN : n % 2 == 1 ? 1 / Math.abs(x) : Double.NaN;
        }
        int terms = 1000;
        double y = x + terms;
        double sum = n == 0 ? -Math.log(y) + 0.5 / y + 1 / (12 * y * y)
                : Math.pow(y, -n) * (1.0 / n + 0.5 / y + (n + 1) / (12 * y * y));
        double factorial = 1;
        for (int k = terms - 1; k >= 0; k--) {
            sum += Math.pow(x + k, -n - 1);
        }
        for (int k = 2; k <= n; k++) {
            factorial *= k;
        }
        return (n % 2 == 1 ? 1 : -1) * factorial * sum;
    }

    /** {@code 2/√π ∫₀ˣ exp(−t²) dt} by Simpson's rule. */
    private static double erf(double x) {
        if (Double.isInfinite(x)) {
            return Math.signum(x);
        }
        int n = 2000;
        double h = x / n;
        double sum = 1 + Math.exp(-x * x);
        for (int i = 1; i < n; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * Math.exp(-i * h * i * h);
        }
        return 2 / Math.sqrt(Math.PI) * sum * h / 3;
    }

    private void onIntegers() {
        integers(ScalarOp.NEG, (a, b, c) -> -a, INTEGERS);
        integers(ScalarOp.ABS, (a, b, c) -> a < 0 ? -a : a, INTEGERS);
        integers(ScalarOp.SIGN, (a, b, c) -> a > 0 ? 1 : a < 0 ? -1 : 0, INTEGERS);
        integers(ScalarOp.ADD, (a, b, c) -> a + b, INTEGERS, DIVISORS);
        integers(ScalarOp.SUB, (a, b, c) -> a - b, INTEGERS, DIVISORS);
        integers(ScalarOp.MUL, (a, b, c) -> a * b, INTEGERS, DIVISORS);
        integers(ScalarOp.DIV, (a, b, c) -> a / b, INTEGERS, DIVISORS);
        integers(ScalarOp.REM, (a, b, c) -> a % b, INTEGERS, DIVISORS);
        integers(ScalarOp.MIN, (a, b, c) -> a < b ? a : b, INTEGERS, DIVISORS);
        integers(ScalarOp.MAX, (a, b, c) -> a > b ? a : b, INTEGERS, DIVISORS);
        integers(ScalarOp.CLIP, (a, b, c) -> Math.min(Math.max(a, b), c), INTEGERS, DIVISORS, BOUNDS);
        integers(ScalarOp.NOT, (a, b, c) -> -1 - a, INTEGERS);
        integers(ScalarOp.AND, (a, b, c) -> a & b, INTEGERS, DIVISORS);
        integers(ScalarOp.OR, (a, b, c) -> a | b, INTEGERS, DIVISORS);
        integers(ScalarOp.XOR, (a, b, c) -> a ^ b, INTEGERS, DIVISORS);
        long[] distances = {0, 1, 5, 31, 32, 33, 2};
        sample(ScalarOp.SHL, DType.I32, each(i -> (int) INTEGERS[i] << distances[i]), INTEGERS, distances);
        sample(ScalarOp.SHR, DType.I32, each(i -> (int) INTEGERS[i] >>> distances[i]), INTEGERS, distances);
        sample(ScalarOp.SHL, DType.I64, each(i -> INTEGERS[i] << distances[i]), INTEGERS, distances);
        sample(ScalarOp.SHR, DType.I64, each(i -> INTEGERS[i] >>> distances[i]), INTEGERS, distances);
        bools(ScalarOp.NOT, (a, b, c) -> a == 1 ? 0 : 1, 1);
        bools(ScalarOp.AND, (a, b, c) -> a == 1 && b == 1 ? 1 : 0, 2);
        bools(ScalarOp.OR, (a, b, c) -> a == 1 || b == 1 ? 1 : 0, 2);
        bools(ScalarOp.XOR, (a, b, c) -> a != b ? 1 : 0, 2);
    }

    private static long[] each(IntToLongFunction element) {
        return IntStream.range(0, INTEGERS.length).mapToLong(element).toArray();
    }

    private void comparisons() {
        compare(ScalarOp.EQ, (a, b, c) -> a == b ? 1 : 0, (a, b, c) -> a == b ? 1 : 0);
        compare(ScalarOp.NE, (a, b, c) -> a != b ? 1 : 0, (a, b, c) -> a != b ? 1 : 0);
        compare(ScalarOp.LT, (a, b, c) -> a < b ? 1 : 0, (a, b, c) -> a < b ? 1 : 0);
        compare(ScalarOp.LE, (a, b, c) -> a <= b ? 1 : 0, (a, b, c) -> a <= b ? 1 : 0);
        compare(ScalarOp.GT, (a, b, c) -> a > b ? 1 : 0, (a, b, c) -> a > b ? 1 : 0);
        compare(ScalarOp.GE, (a, b, c) -> a >= b ? 1 : 0, (a, b, c) -> a >= b ? 1 : 0);
    }

    private void compare(ScalarOp function, Reals reals, Longs longs) {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            for (boolean smooth : new boolean[] {true, false}) {
                OpSample.Operand a = real(dtype, smooth ? ANY : EDGES);
                OpSample.Operand b = real(dtype, smooth ? OTHER : OTHER_EDGES);
                long[] expected = IntStream.range(0, a.value().size())
                        .mapToLong(i -> (long) reals.of(a.value().real(i), b.value().real(i), 0)).toArray();
                samples.add(OpSample.of(new Elementwise.Map(function), bool(expected), smooth, a, b));
            }
        }
        for (DType dtype : List.of(DType.I32, DType.I64, DType.BOOL)) {
            long[] a = dtype == DType.BOOL ? new long[] {0, 0, 1, 1} : INTEGERS;
            long[] b = dtype == DType.BOOL ? new long[] {0, 1, 0, 1} : DIVISORS;
            long[] expected = IntStream.range(0, a.length).mapToLong(i -> longs.of(a[i], b[i], 0)).toArray();
            samples.add(OpSample.of(new Elementwise.Map(function), bool(expected), true,
                    integer(dtype, a), integer(dtype, b)));
        }
    }

    private void selections() {
        long[] condition = {1, 0, 0, 1, 1, 0};
        for (DType dtype : DType.values()) {
            long[] a = dtype == DType.BOOL ? new long[] {0, 0, 1, 1, 0, 1} : new long[] {1, 2, 3, 4, 5, 6};
            long[] b = dtype == DType.BOOL ? new long[] {1, 1, 1, 0, 0, 0} : new long[] {-1, -2, -3, -4, -5, -6};
            long[] chosen = IntStream.range(0, 6).mapToLong(i -> condition[i] == 1 ? a[i] : b[i]).toArray();
            OpSample.Operand expected = any(dtype, chosen);
            OpSample.Operand flags = new OpSample.Operand(expected.type().with(DType.BOOL), bool(condition));
            samples.add(OpSample.of(new Elementwise.Map(ScalarOp.SELECT), expected.value(), true,
                    flags, any(dtype, a), any(dtype, b)));
        }
        double nan = Double.NaN;
        samples.add(OpSample.of(new Elementwise.Map(ScalarOp.SELECT), Value.of(DType.F64, new int[] {2}, 1, nan), false,
                integer(DType.BOOL, 1, 0), real(DType.F64, 1, 2), real(DType.F64, nan, nan)));
    }

    private static OpSample.Operand any(DType dtype, long... elements) {
        return dtype.isFloat()
                ? real(dtype, LongStream.of(elements).asDoubleStream().toArray()) : integer(dtype, elements);
    }

    /** Smooth samples in both float dtypes, one of a scalar, and the edges. */
    private void floats(ScalarOp function, Reals naive, double[]... columns) {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            sample(function, dtype, naive, true, columns);
        }
        double expected = naive.of(columns[0][0], column(columns, 1)[0], column(columns, 2)[0]);
        samples.add(OpSample.of(new Elementwise.Map(function), Value.scalar(DType.F64, expected), true,
                Arrays.stream(columns).map(c -> scalar(c[0])).toArray(OpSample.Operand[]::new)));
        double[][] edges = {EDGES, OTHER_EDGES, reversed(EDGES)};
        edges(function, naive, Arrays.copyOf(edges, columns.length));
    }

    private static double[] reversed(double[] column) {
        List<Double> list = new ArrayList<>(DoubleStream.of(column).boxed().toList());
        Collections.reverse(list);
        return list.stream().mapToDouble(x -> x).toArray();
    }

    private void edges(ScalarOp function, Reals naive, double[]... columns) {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            sample(function, dtype, naive, false, columns);
        }
    }

    private void sample(ScalarOp function, DType dtype, Reals naive, boolean smooth, double[]... columns) {
        OpSample.Operand[] operands = Arrays.stream(columns).map(c -> real(dtype, c)).toArray(OpSample.Operand[]::new);
        Value a = operands[0].value();
        Value b = operands[operands.length > 1 ? 1 : 0].value();
        Value c = operands[operands.length > 2 ? 2 : 0].value();
        double[] expected = IntStream.range(0, a.size())
                .mapToDouble(i -> naive.of(a.real(i), b.real(i), c.real(i))).toArray();
        samples.add(OpSample.of(new Elementwise.Map(function), Value.of(dtype, a.shape(), expected), smooth, operands));
    }

    private static double[] column(double[][] columns, int index) {
        return columns[index < columns.length ? index : 0];
    }

    private void integers(ScalarOp function, Longs naive, long[]... columns) {
        long[] b = columns[columns.length > 1 ? 1 : 0];
        long[] c = columns[columns.length > 2 ? 2 : 0];
        long[] wide = IntStream.range(0, columns[0].length)
                .mapToLong(i -> naive.of(columns[0][i], b[i], c[i])).toArray();
        sample(function, DType.I64, wide, columns);
        sample(function, DType.I32, LongStream.of(wide).map(x -> (int) x).toArray(), columns);
    }

    private void bools(ScalarOp function, Longs naive, int arity) {
        long[][] columns = {{0, 0, 1, 1}, {0, 1, 0, 1}};
        long[] expected = IntStream.range(0, 4)
                .mapToLong(i -> naive.of(columns[0][i], columns[1][i], 0)).toArray();
        sample(function, DType.BOOL, expected, Arrays.copyOf(columns, arity));
    }

    private void sample(ScalarOp function, DType dtype, long[] expected, long[]... columns) {
        samples.add(OpSample.of(new Elementwise.Map(function), integer(dtype, expected).value(), true,
                Arrays.stream(columns).map(c -> integer(dtype, c)).toArray(OpSample.Operand[]::new)));
    }

    private static OpSample.Operand scalar(double element) {
        return new OpSample.Operand(TensorType.scalar(DType.F64), Value.scalar(DType.F64, element));
    }

    /** A vector of floats, symbolic if f32. */
    private static OpSample.Operand real(DType dtype, double... elements) {
        double[] held = dtype == DType.F32 ? DoubleStream.of(elements).map(x -> (float) x).toArray() : elements;
        return new OpSample.Operand(vector(dtype, dtype == DType.F32, elements.length),
                Value.of(dtype, new int[] {elements.length}, held));
    }

    /** A vector of integers or bools, symbolic if i32. */
    private static OpSample.Operand integer(DType dtype, long... elements) {
        return new OpSample.Operand(vector(dtype, dtype == DType.I32, elements.length),
                Value.ofIntegers(dtype, new int[] {elements.length}, elements));
    }

    private static TensorType vector(DType dtype, boolean symbolic, int length) {
        return new TensorType(dtype, Shape.of(symbolic ? Dim.symbol("B") : Dim.of(length)));
    }

    private static Value bool(long... elements) {
        return Value.ofIntegers(DType.BOOL, new int[] {elements.length}, elements);
    }

    /** Wrong kind of operand, wrong number of operands and differing operands, for every function. */
    static List<OpFailure> failures() {
        List<OpFailure> failures = new ArrayList<>();
        for (ScalarOp function : ScalarOp.values()) {
            Elementwise.Map op = new Elementwise.Map(function);
            List<TensorType> good = good(function);
            failures.add(new OpFailure(op, List.of(),
                    function.text() + ": expected " + function.arity() + " operands, found 0"));
            if (function.arity() > 1) {
                List<TensorType> uneven = new ArrayList<>(good);
                uneven.set(function.arity() - 1, good.get(function.arity() - 1).with(Shape.of(3)));
                failures.add(new OpFailure(op, uneven, "shapes [2] and [3] differ"));
                List<TensorType> mixed = new ArrayList<>(good);
                mixed.set(function.arity() - 1, good.get(function.arity() - 1).with(DType.I64));
                failures.add(new OpFailure(op, mixed, "and i64 differ; convert one with cast"));
            }
            switch (function.kind()) {
                case NUMBER -> failures.add(wrong(op, DType.BOOL, "expected numbers, found bool"));
                case FLOAT -> failures.add(wrong(op, DType.I32, "expected f32 or f64, found i32"));
                case BITS -> failures.add(wrong(op, DType.F32, "integers, found f32"));
                case SELECT -> failures.add(wrong(op, DType.F32, "expected a bool condition, found f32"));
                case COMPARE -> { }
            }
        }
        failures.add(wrong(new Elementwise.Map(ScalarOp.SHL), DType.BOOL, "expected integers, found bool"));
        return failures;
    }

    private static List<TensorType> good(ScalarOp function) {
        TensorType first = new TensorType(switch (function.kind()) {
            case NUMBER, FLOAT, COMPARE -> DType.F32;
            case BITS -> DType.I32;
            case SELECT -> DType.BOOL;
        }, Shape.of(2));
        List<TensorType> types = new ArrayList<>(Collections.nCopies(function.arity(), first));
        if (function.kind() == ScalarOp.Kind.SELECT) {
            types.set(1, first.with(DType.F32));
            types.set(2, first.with(DType.F32));
        }
        return types;
    }

    private static OpFailure wrong(Elementwise.Map op, DType dtype, String message) {
        return new OpFailure(op,
                Collections.nCopies(op.function().arity(), new TensorType(dtype, Shape.of(2))), message);
    }
}
