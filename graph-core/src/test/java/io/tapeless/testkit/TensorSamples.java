package io.tapeless.testkit;

import io.tapeless.interp.Value;
import io.tapeless.ir.Contraction.MatMul;
import io.tapeless.ir.Control.Cond;
import io.tapeless.ir.Control.Scan;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise.Cast;
import io.tapeless.ir.Elementwise.StopGradient;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing.ArgSort;
import io.tapeless.ir.Indexing.Gather;
import io.tapeless.ir.Indexing.ScatterAdd;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement.Broadcast;
import io.tapeless.ir.Movement.Concat;
import io.tapeless.ir.Movement.Fold;
import io.tapeless.ir.Movement.Pad;
import io.tapeless.ir.Movement.Reshape;
import io.tapeless.ir.Movement.Reverse;
import io.tapeless.ir.Movement.Slice;
import io.tapeless.ir.Movement.Transpose;
import io.tapeless.ir.Movement.Unfold;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Reduction.ArgReduce;
import io.tapeless.ir.Reduction.Kind;
import io.tapeless.ir.Reduction.Reduce;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import io.tapeless.ir.Window;
import io.tapeless.testkit.OpSample.Operand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Samples of the operations that are not elementwise functions of scalars. */
final class TensorSamples {
    private static final Map<String, Long> BOUND = Map.of("B", 2L);

    private final List<OpSample> samples = new ArrayList<>();

    private TensorSamples() {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            Dim two = dtype == DType.F32 ? Dim.symbol("B") : Dim.of(2);
            reductions(dtype, two);
            movements(dtype, two);
            windows(dtype, two);
            contractions(dtype, two);
            indexing(dtype, two);
            sorting(dtype, two);
            control(dtype, two);
        }
        leaves();
        casts();
        integers();
    }

    static List<OpSample> samples() {
        return new TensorSamples().samples;
    }

    /** Distinct numbers, none near 0, the same for one type and seed. */
    private static Operand real(DType dtype, int seed, Dim... dims) {
        TensorType type = new TensorType(dtype, Shape.of(dims));
        int[] shape = type.shape().evaluate(BOUND);
        double[] elements = IntStream.range(0, size(shape))
                .mapToDouble(i -> (i % 2 == 0 ? 1 : -1) * (0.3 + (i * 5 + seed * 3) % 17 * 0.11))
                .map(x -> dtype == DType.F32 ? (float) x : x).toArray();
        return new Operand(type, Value.of(dtype, shape, elements));
    }

    private static Operand integer(DType dtype, Shape shape, long... elements) {
        return new Operand(new TensorType(dtype, shape), Value.ofIntegers(dtype, shape.evaluate(BOUND), elements));
    }

    private static int size(int... shape) {
        return IntStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    private static int[] shape(int... dims) {
        return dims;
    }

    /** Expects at element i of the result what the function gives. */
    private void expect(Op op, int[] shape, IntToDoubleFunction element, Operand... operands) {
        Value expected = Value.of(operands[0].type().dtype(), shape,
                IntStream.range(0, size(shape)).mapToDouble(element).toArray());
        samples.add(OpSample.of(op, expected, true, operands));
    }

    private void expect(Op op, DType dtype, int[] shape, IntToLongFunction element, Operand... operands) {
        Value expected = Value.ofIntegers(dtype, shape,
                IntStream.range(0, size(shape)).mapToLong(element).toArray());
        samples.add(OpSample.of(op, expected, true, operands));
    }

    private void reductions(DType dtype, Dim two) {
        Operand x = real(dtype, 1, two, Dim.of(3));
        IntToDoubleFunction at = x.value()::real;
        expect(new Reduce(Kind.SUM, List.of(1)), shape(2), i ->
                at.applyAsDouble(3 * i) + at.applyAsDouble(3 * i + 1) + at.applyAsDouble(3 * i + 2), x);
        expect(new Reduce(Kind.SUM, List.of(0)), shape(3), j -> at.applyAsDouble(j) + at.applyAsDouble(3 + j), x);
        expect(new Reduce(Kind.SUM, List.of(0, 1)), shape(), o -> IntStream.range(0, 6).mapToDouble(at).sum(), x);
        expect(new Reduce(Kind.SUM, List.of()), shape(2, 3), at, x);
        expect(new Reduce(Kind.PROD, List.of(1)), shape(2), i ->
                at.applyAsDouble(3 * i) * at.applyAsDouble(3 * i + 1) * at.applyAsDouble(3 * i + 2), x);
        expect(new Reduce(Kind.PROD, List.of(0)), shape(3), j -> at.applyAsDouble(j) * at.applyAsDouble(3 + j), x);
        expect(new Reduce(Kind.MAX, List.of(1)), shape(2), i -> Math.max(at.applyAsDouble(3 * i),
                Math.max(at.applyAsDouble(3 * i + 1), at.applyAsDouble(3 * i + 2))), x);
        expect(new Reduce(Kind.MIN, List.of(0)), shape(3),
                j -> Math.min(at.applyAsDouble(j), at.applyAsDouble(3 + j)), x);
        Operand cube = real(dtype, 2, two, Dim.of(3), Dim.of(4));
        expect(new Reduce(Kind.SUM, List.of(0, 2)), shape(3), j -> {
            double sum = 0;
            for (int i = 0; i < 2; i++) {
                for (int k = 0; k < 4; k++) {
                    sum += cube.value().real(i * 12 + j * 4 + k);
                }
            }
            return sum;
        }, cube);
        expect(new ArgReduce(Kind.MAX, 1), DType.I32, shape(2), i -> largest(at, 3 * i, 3 * i + 1, 3 * i + 2), x);
        expect(new ArgReduce(Kind.MIN, 0), DType.I32, shape(3), j -> 1 - largest(at, j, 3 + j), x);
        edges(dtype);
    }

    private static long largest(IntToDoubleFunction at, int... places) {
        int best = 0;
        for (int k = 1; k < places.length; k++) {
            best = at.applyAsDouble(places[k]) > at.applyAsDouble(places[best]) ? k : best;
        }
        return best;
    }

    /** Ties, NaN, infinities and nothing at all. */
    private void edges(DType dtype) {
        double nan = Double.NaN;
        double inf = Double.POSITIVE_INFINITY;
        TensorType type = new TensorType(dtype, Shape.of(4, 3));
        Operand x = new Operand(type, Value.of(dtype, shape(4, 3), 1, 2, 2, nan, 5, nan, -inf, 0, inf, 3, nan, 4));
        edge(new Reduce(Kind.MAX, List.of(1)), Value.of(dtype, shape(4), 2, nan, inf, nan), x);
        edge(new Reduce(Kind.MIN, List.of(1)), Value.of(dtype, shape(4), 1, nan, -inf, nan), x);
        edge(new Reduce(Kind.SUM, List.of(1)), Value.of(dtype, shape(4), 5, nan, nan, nan), x);
        edge(new ArgReduce(Kind.MAX, 1), Value.ofIntegers(DType.I32, shape(4), 1, 0, 2, 1), x);
        edge(new ArgReduce(Kind.MIN, 1), Value.ofIntegers(DType.I32, shape(4), 0, 0, 0, 1), x);
        Operand none = new Operand(new TensorType(dtype, Shape.of(0, 2)), Value.of(dtype, shape(0, 2)));
        edge(new Reduce(Kind.SUM, List.of(0)), Value.of(dtype, shape(2), 0, 0), none);
        edge(new Reduce(Kind.PROD, List.of(0)), Value.of(dtype, shape(2), 1, 1), none);
        edge(new Reduce(Kind.MAX, List.of(0)), Value.of(dtype, shape(2), -inf, -inf), none);
        edge(new Reduce(Kind.MIN, List.of(0)), Value.of(dtype, shape(2), inf, inf), none);
        Operand zeros = new Operand(new TensorType(dtype, Shape.of(3)), Value.of(dtype, shape(3), 0, 2, 0));
        edge(new Reduce(Kind.PROD, List.of(0)), Value.of(dtype, shape(), 0), zeros);
    }

    private void edge(Op op, Value expected, Operand... operands) {
        samples.add(OpSample.of(op, expected, false, operands));
    }

    private void movements(DType dtype, Dim two) {
        Dim three = Dim.of(3);
        Operand x = real(dtype, 3, two, three);
        IntToDoubleFunction at = x.value()::real;
        expect(new Reshape(Shape.of(two.times(3))), shape(6), at, x);
        expect(new Reshape(Shape.of(three, Dim.ONE, two)), shape(3, 1, 2), at, x);
        expect(new Transpose(List.of(1, 0)), shape(3, 2), i -> at.applyAsDouble(i % 2 * 3 + i / 2), x);
        Operand cube = real(dtype, 4, two, three, Dim.of(4));
        expect(new Transpose(List.of(2, 0, 1)), shape(4, 2, 3),
                i -> cube.value().real(i / 3 % 2 * 12 + i % 3 * 4 + i / 6), cube);
        expect(new Broadcast(Shape.of(two, Dim.of(4), three), List.of(1)), shape(2, 4, 3),
                i -> at.applyAsDouble(i / 12 * 3 + i % 3), x);
        Operand scalar = real(dtype, 5);
        expect(new Broadcast(Shape.of(3, 2), List.of(0, 1)), shape(3, 2), i -> scalar.value().real(0), scalar);
        Operand row = real(dtype, 5, two);
        expect(new Broadcast(Shape.of(three, two), List.of(0)), shape(3, 2), i -> row.value().real(i % 2), row);
        expect(new Slice(List.of(Dim.ZERO, Dim.ONE), List.of(two, Dim.of(2)), List.of(1, 1)), shape(2, 2),
                i -> at.applyAsDouble(i / 2 * 3 + 1 + i % 2), x);
        expect(new Slice(List.of(two.minus(1), Dim.ZERO), List.of(Dim.ONE, Dim.of(2)), List.of(1, 2)), shape(1, 2),
                i -> at.applyAsDouble(3 + 2 * i), x);
        Operand fill = real(dtype, 6);
        expect(new Pad(List.of(Dim.ONE, Dim.ZERO), List.of(Dim.ZERO, Dim.of(2)), List.of(0, 0)), shape(3, 5),
                i -> i / 5 >= 1 && i % 5 < 3 ? at.applyAsDouble((i / 5 - 1) * 3 + i % 5) : fill.value().real(0),
                x, fill);
        expect(new Pad(List.of(Dim.ZERO, Dim.ONE), List.of(two, Dim.ZERO), List.of(0, 1)), shape(4, 6),
                i -> i / 6 < 2 && i % 6 % 2 == 1 ? at.applyAsDouble(i / 6 * 3 + i % 6 / 2) : fill.value().real(0),
                x, fill);
        Operand wide = real(dtype, 7, two, Dim.of(2));
        expect(new Concat(1), shape(2, 8), i -> i % 8 < 3 ? at.applyAsDouble(i / 8 * 3 + i % 8)
                : i % 8 < 5 ? wide.value().real(i / 8 * 2 + i % 8 - 3)
                : at.applyAsDouble(i / 8 * 3 + i % 8 - 5), x, wide, x);
        expect(new Concat(0), shape(4, 3), i -> at.applyAsDouble(i % 6), x, x);
        expect(new Reverse(List.of(0)), shape(2, 3), i -> at.applyAsDouble((1 - i / 3) * 3 + i % 3), x);
        expect(new Reverse(List.of(0, 1)), shape(2, 3), i -> at.applyAsDouble(5 - i), x);
        expect(new StopGradient(), shape(2, 3), at, x);
    }

    private void windows(DType dtype, Dim two) {
        Operand x = real(dtype, 18, two, Dim.of(5));
        IntToDoubleFunction at = x.value()::real;
        expect(new Unfold(List.of(new Window(1, 3, 1, 1)), List.of(Dim.of(3))), shape(2, 3, 3),
                i -> at.applyAsDouble(i / 9 * 5 + i / 3 % 3 + i % 3), x);
        expect(new Unfold(List.of(new Window(1, 2, 2, 2)), List.of(Dim.of(2))), shape(2, 2, 2),
                i -> at.applyAsDouble(i / 4 * 5 + i / 2 % 2 * 2 + i % 2 * 2), x);
        expect(new Unfold(List.of(new Window(0, 1, 1, 3), new Window(1, 2, 3, 1)), List.of(two, Dim.of(2))),
                shape(2, 2, 1, 2), i -> at.applyAsDouble(i / 4 * 5 + i / 2 % 2 * 3 + i % 2), x);
        expect(new Unfold(List.of(new Window(0, 2, 1, 1)), List.of(two.minus(1))), shape(1, 5, 2),
                i -> at.applyAsDouble(i % 2 * 5 + i / 2), x);
        Operand overlapping = real(dtype, 19, two, Dim.of(3), Dim.of(2));
        expect(new Fold(List.of(new Window(1, 2, 1, 1)), List.of(Dim.of(5))), shape(2, 5), i -> {
            int row = i / 5 * 6;
            int p = i % 5;
            return (p < 3 ? overlapping.value().real(row + p * 2) : 0)
                    + (p > 0 && p < 4 ? overlapping.value().real(row + (p - 1) * 2 + 1) : 0);
        }, overlapping);
        Operand apart = real(dtype, 20, two, Dim.of(2), Dim.of(2), Dim.of(2));
        expect(new Fold(List.of(new Window(0, 2, 1, 1), new Window(1, 2, 3, 2)), List.of(two.plus(1), Dim.of(7))),
                shape(3, 7), i -> {
                    double sum = 0;
                    for (int k = 0; k < 16; k++) {
                        boolean here = k / 8 + k / 2 % 2 == i / 7 && k / 4 % 2 * 3 + k % 2 * 2 == i % 7;
                        sum += here ? apart.value().real(k) : 0;
                    }
                    return sum;
                }, apart);
    }

    private void contractions(DType dtype, Dim two) {
        for (boolean ta : new boolean[] {false, true}) {
            for (boolean tb : new boolean[] {false, true}) {
                Dim three = Dim.of(3);
                Dim four = Dim.of(4);
                Operand a = ta ? real(dtype, 8, three, two) : real(dtype, 8, two, three);
                Operand b = tb ? real(dtype, 9, four, three) : real(dtype, 9, three, four);
                expect(new MatMul(ta, tb), shape(2, 4), o -> IntStream.range(0, 3).mapToDouble(k ->
                        a.value().real(ta ? k * 2 + o / 4 : o / 4 * 3 + k)
                                * b.value().real(tb ? o % 4 * 3 + k : k * 4 + o % 4)).sum(), a, b);
            }
        }
        Operand a = real(dtype, 10, two, Dim.of(2), Dim.of(2), Dim.of(3));
        Operand b = real(dtype, 11, two, Dim.of(2), Dim.of(3), Dim.ONE);
        expect(new MatMul(false, false), shape(2, 2, 2, 1), o -> IntStream.range(0, 3).mapToDouble(k ->
                a.value().real(o * 3 + k) * b.value().real(o / 2 * 3 + k)).sum(), a, b);
    }

    private void indexing(DType dtype, Dim two) {
        Operand x = real(dtype, 12, Dim.of(3), two);
        IntToDoubleFunction at = x.value()::real;
        long[] rows = {2, 0, 2, 2};
        Operand i32 = integer(DType.I32, Shape.of(4), rows);
        Operand i64 = integer(DType.I64, Shape.of(2, 2), rows);
        expect(new Gather(0), shape(4, 2), i -> at.applyAsDouble((int) rows[i / 2] * 2 + i % 2), x, i32);
        expect(new Gather(0), shape(2, 2, 2), i -> at.applyAsDouble((int) rows[i / 2] * 2 + i % 2), x, i64);
        expect(new Gather(1), shape(3), i -> at.applyAsDouble(i * 2 + 1), x, integer(DType.I32, Shape.SCALAR, 1));
        long[] columns = {1, 1, 0};
        expect(new Gather(1), shape(3, 3), i -> at.applyAsDouble(i / 3 * 2 + (int) columns[i % 3]), x,
                integer(DType.I64, Shape.of(3), columns));
        Operand updates = real(dtype, 13, Dim.of(4), two);
        expect(new ScatterAdd(0), shape(3, 2), i -> {
            double sum = at.applyAsDouble(i);
            for (int k = 0; k < 4; k++) {
                sum += rows[k] == i / 2 ? updates.value().real(k * 2 + i % 2) : 0;
            }
            return sum;
        }, x, i32, updates);
        Operand across = real(dtype, 14, Dim.of(3), Dim.of(3));
        expect(new ScatterAdd(1), shape(3, 2), i -> {
            double sum = at.applyAsDouble(i);
            for (int k = 0; k < 3; k++) {
                sum += columns[k] == i % 2 ? across.value().real(i / 2 * 3 + k) : 0;
            }
            return sum;
        }, x, integer(DType.I32, Shape.of(3), columns), across);
    }

    private void sorting(DType dtype, Dim two) {
        Operand x = real(dtype, 12, Dim.of(3), two);
        for (boolean descending : new boolean[] {false, true}) {
            expect(new ArgSort(0, descending), DType.I32, shape(3, 2),
                    i -> ranked(x, descending, i % 2, 2 + i % 2, 4 + i % 2).get(i / 2) / 2, x);
            expect(new ArgSort(1, descending), DType.I32, shape(3, 2),
                    i -> ranked(x, descending, i / 2 * 2, i / 2 * 2 + 1).get(i % 2) % 2, x);
        }
        double nan = Double.NaN;
        TensorType type = new TensorType(dtype, Shape.of(9));
        Operand edges = new Operand(type, Value.of(dtype, shape(9), 0.0, nan, 2, -0.0, nan, 2,
                Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, -1));
        edge(new ArgSort(0, false), Value.ofIntegers(DType.I32, shape(9), 6, 8, 0, 3, 2, 5, 7, 1, 4), edges);
        edge(new ArgSort(0, true), Value.ofIntegers(DType.I32, shape(9), 7, 2, 5, 0, 3, 8, 6, 1, 4), edges);
        DType integers = dtype == DType.F32 ? DType.I32 : DType.I64;
        Operand tied = integer(integers, Shape.of(2, 4), 3, 1, 3, 1, 5, 5, -5, 5);
        edge(new ArgSort(1, false), Value.ofIntegers(DType.I32, shape(2, 4), 1, 3, 0, 2, 2, 0, 1, 3), tied);
        edge(new ArgSort(1, true), Value.ofIntegers(DType.I32, shape(2, 4), 0, 2, 1, 3, 0, 1, 3, 2), tied);
    }

    /** Places of an operand's elements, which differ, in their order. */
    private static List<Integer> ranked(Operand x, boolean descending, Integer... places) {
        Comparator<Integer> order = Comparator.comparingDouble(x.value()::real);
        return Stream.of(places).sorted(descending ? order.reversed() : order).toList();
    }

    private void leaves() {
        Operand x = real(DType.F32, 15, Dim.symbol("B"), Dim.of(3));
        samples.add(OpSample.of(new Leaf.Input("x", x.type()), x.value()));
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            Operand w = real(dtype, 16, Dim.of(2));
            samples.add(OpSample.of(new Leaf.Input("x", w.type()), w.value()));
            samples.add(OpSample.of(new Leaf.Variable("w", w.type(), true), w.value()));
        }
        Operand step = integer(DType.I64, Shape.SCALAR, 7);
        samples.add(OpSample.of(new Leaf.Variable("step", step.type(), false), step.value()));
        for (DType dtype : DType.values()) {
            Operand value = dtype.isFloat() ? real(dtype, 17, Dim.of(3)) : integer(dtype, Shape.of(3), 1, 0, 1);
            Literal literal = value.value().toLiteral();
            samples.add(OpSample.of(new Leaf.Constant(literal), value.value(), true));
        }
        for (DType dtype : List.of(DType.I32, DType.I64)) {
            TensorType type = new TensorType(dtype, Shape.of(2, 3));
            samples.add(OpSample.of(new Leaf.Iota(type, 1),
                    Value.ofIntegers(dtype, shape(2, 3), 0, 1, 2, 0, 1, 2), true));
        }
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            TensorType type = new TensorType(dtype, Shape.of(2, 3));
            samples.add(OpSample.of(new Leaf.Iota(type, 0), Value.of(dtype, shape(2, 3), 0, 0, 0, 1, 1, 1), true));
        }
        random();
    }

    /** Key 0 and stream 0 give the known answer 6b200159 99ba4efe for the counter 0. */
    private void random() {
        Operand zero = integer(DType.I64, Shape.SCALAR, 0);
        Operand ones = integer(DType.I64, Shape.SCALAR, -1);
        TensorType single = new TensorType(DType.F32, Shape.of(1, 1));
        TensorType twice = new TensorType(DType.F64, Shape.of(1));
        samples.add(OpSample.of(new Leaf.Random(single, 0), Value.of(DType.F32, shape(1, 1), 0x6b2001 * 0x1p-24),
                true, zero));
        samples.add(OpSample.of(new Leaf.Random(twice, -1),
                Value.of(DType.F64, shape(1), (0x6b20015999ba4efeL >>> 11) * 0x1p-53), true, ones));
    }

    /** {@code cₜ₊₁ = cₜ·xₜ + w, yₜ = cₜ·w}; {@code p ? a·w : a + w}. */
    private void control(DType dtype, Dim two) {
        Operand initial = real(dtype, 21, Dim.of(3));
        Operand xs = real(dtype, 22, two, Dim.of(3));
        Operand w = real(dtype, 23, Dim.of(3));
        for (int result = 0; result < 3; result++) {
            Scan scan = scan(new TensorType(dtype, Shape.of(3)), two, false, result);
            double[] c = initial.value().toDoubles();
            List<double[]> entered = new ArrayList<>();
            List<double[]> stacked = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                int step = t;
                double[] now = c;
                entered.add(now);
                stacked.add(IntStream.range(0, 3).mapToDouble(i -> now[i] * w.value().real(i)).toArray());
                c = IntStream.range(0, 3).mapToDouble(i ->
                        now[i] * xs.value().real(3 * step + i) + w.value().real(i)).toArray();
            }
            double[] last = c;
            List<double[]> rows = result == 1 ? entered : stacked;
            samples.add(OpSample.of(scan, result == 0 ? Value.of(dtype, shape(3), last)
                    : Value.of(dtype, shape(2, 3), rows.stream().flatMapToDouble(DoubleStream::of).toArray()), true,
                    initial, xs, w));
        }
        for (long p = 0; p < 2; p++) {
            boolean product = p == 1;
            Operand a = real(dtype, 24, two);
            Operand b = real(dtype, 25, two);
            double[] expected = IntStream.range(0, 2).mapToDouble(i -> product ? a.value().real(i) * b.value().real(i)
                    : a.value().real(i) + b.value().real(i)).toArray();
            samples.add(OpSample.of(cond(a.type()), Value.of(dtype, shape(2), expected), true,
                    integer(DType.BOOL, Shape.SCALAR, p), a, b));
        }
    }

    static Scan scan(TensorType type, Dim length, boolean reverse, int result) {
        GraphBuilder g = new GraphBuilder();
        Node c = g.add(new Leaf.Input("carry0", type));
        Node x = g.add(new Leaf.Input("slice0", type));
        Node w = g.add(new Leaf.Input("captured0", type));
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put("carry0", g.map(ScalarOp.ADD, g.map(ScalarOp.MUL, c, x), w));
        outputs.put("out0", g.map(ScalarOp.MUL, c, w));
        return new Scan(g.build("body", outputs), length, 1, 1, 0, reverse, result);
    }

    static Cond cond(TensorType type) {
        List<Graph> branches = new ArrayList<>();
        for (ScalarOp function : List.of(ScalarOp.MUL, ScalarOp.ADD)) {
            GraphBuilder g = new GraphBuilder();
            Node a = g.add(new Leaf.Input("captured0", type));
            Node b = g.add(new Leaf.Input("captured1", type));
            branches.add(g.build("body", Map.of("out0", g.map(function, a, b))));
        }
        return new Cond(branches.get(0), branches.get(1), 0);
    }

    private void casts() {
        double[] from = {0.0, -0.0, 1.9, -1.9, 1e10, -1e10, 1e20, -1e20, Double.NaN, Double.POSITIVE_INFINITY};
        int[] shape = {from.length};
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            double[] held = DoubleStream.of(from).map(v -> dtype == DType.F32 ? (float) v : v).toArray();
            Operand x = new Operand(new TensorType(dtype, Shape.of(from.length)), Value.of(dtype, shape, held));
            edge(new Cast(DType.I32), Value.ofIntegers(DType.I32, shape, 0, 0, 1, -1, Integer.MAX_VALUE,
                    Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, Integer.MAX_VALUE), x);
            edge(new Cast(DType.I64), Value.ofIntegers(DType.I64, shape, 0, 0, 1, -1, 10_000_000_000L,
                    -10_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE, 0, Long.MAX_VALUE), x);
            edge(new Cast(DType.BOOL), Value.ofIntegers(DType.BOOL, shape, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1), x);
            Operand smooth = real(dtype, 18, Dim.symbol("B"), Dim.of(3));
            for (DType to : List.of(DType.F32, DType.F64)) {
                Value same = Value.of(to, shape(2, 3), smooth.value().toDoubles());
                samples.add(OpSample.of(new Cast(to), same, dtype == DType.F64, smooth));
            }
        }
        Operand longs = integer(DType.I64, Shape.of(3), 5, 0, (3L << 32) - 7);
        edge(new Cast(DType.I32), Value.ofIntegers(DType.I32, shape(3), 5, 0, -7), longs);
        edge(new Cast(DType.BOOL), Value.ofIntegers(DType.BOOL, shape(3), 1, 0, 1), longs);
        edge(new Cast(DType.F64), Value.of(DType.F64, shape(3), 5, 0, (3L << 32) - 7), longs);
        Operand ints = integer(DType.I32, Shape.of(3), 5, 0, -7);
        edge(new Cast(DType.F32), Value.of(DType.F32, shape(3), 5, 0, -7), ints);
        edge(new Cast(DType.I64), Value.ofIntegers(DType.I64, shape(3), 5, 0, -7), ints);
        Operand bools = integer(DType.BOOL, Shape.of(2), 1, 0);
        edge(new Cast(DType.F32), Value.of(DType.F32, shape(2), 1, 0), bools);
        edge(new Cast(DType.I32), Value.ofIntegers(DType.I32, shape(2), 1, 0), bools);
    }

    /** What else works on integers and bools. */
    private void integers() {
        for (DType dtype : List.of(DType.I32, DType.I64)) {
            Shape symbolic = Shape.of(Dim.symbol("B"), Dim.of(3));
            Operand x = integer(dtype, symbolic, 3, -1, 2, 7, 7, -5);
            expect(new Reduce(Kind.SUM, List.of(1)), dtype, shape(2), i -> new long[] {4, 9}[i], x);
            expect(new Reduce(Kind.PROD, List.of(0)), dtype, shape(3), i -> new long[] {21, -7, -10}[i], x);
            expect(new Reduce(Kind.MAX, List.of(0, 1)), dtype, shape(), i -> 7, x);
            expect(new Reduce(Kind.MIN, List.of(1)), dtype, shape(2), i -> new long[] {-1, -5}[i], x);
            expect(new ArgReduce(Kind.MAX, 1), DType.I32, shape(2), i -> 0, x);
            expect(new ArgReduce(Kind.MIN, 1), DType.I32, shape(2), i -> 1 + i, x);
            expect(new Transpose(List.of(1, 0)), dtype, shape(3, 2), i -> x.value().integer(i % 2 * 3 + i / 2), x);
            expect(new Concat(0), dtype, shape(4, 3), i -> x.value().integer(i % 6), x, x);
            expect(new Gather(1), dtype, shape(2), i -> x.value().integer(3 * i + 2), x,
                    integer(DType.I32, Shape.SCALAR, 2));
            expect(new ScatterAdd(1), dtype, shape(2, 3), i -> x.value().integer(i) + (i % 3 == 2 ? 10 + i / 3 : 0), x,
                    integer(DType.I64, Shape.of(1), 2), integer(dtype, symbolic.with(1, Dim.ONE), 10, 11));
        }
        Operand flags = integer(DType.BOOL, Shape.of(2, 2), 1, 0, 1, 1);
        expect(new Reduce(Kind.MAX, List.of(1)), DType.BOOL, shape(2), i -> 1, flags);
        expect(new Reduce(Kind.MIN, List.of(1)), DType.BOOL, shape(2), i -> i, flags);
        expect(new Pad(List.of(Dim.ONE, Dim.ZERO), List.of(Dim.ZERO, Dim.ZERO), List.of(0, 0)), DType.BOOL, shape(3, 2),
                i -> i < 2 ? 0 : flags.value().integer(i - 2), flags, integer(DType.BOOL, Shape.SCALAR, 0));
        Operand none = integer(DType.BOOL, Shape.of(0));
        edge(new Reduce(Kind.MAX, List.of(0)), Value.ofIntegers(DType.BOOL, shape(), 0), none);
        edge(new Reduce(Kind.MIN, List.of(0)), Value.ofIntegers(DType.BOOL, shape(), 1), none);
        Operand nothing = integer(DType.I32, Shape.of(0));
        edge(new Reduce(Kind.MAX, List.of(0)), Value.ofIntegers(DType.I32, shape(), Integer.MIN_VALUE), nothing);
    }
}
