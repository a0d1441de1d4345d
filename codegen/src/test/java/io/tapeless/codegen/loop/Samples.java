package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Kernels with data, on which printer, interpreter and all emitted forms must agree bit for bit. */
public final class Samples {
    /** Room after each buffer, as the run time leaves it. */
    public static final int SLACK = 64;

    /**
     * A kernel and what it works on.
     *
     * @param lengths elements of each buffer
     */
    public record Sample(String name, Kernel kernel, int[] lengths, int[] sizes) {
        /** Buffers filled with numbers that depend on the name alone, special values among them. */
        public List<KernelInterpreter.Buffer> data() {
            Random random = new Random(name.hashCode());
            List<KernelInterpreter.Buffer> buffers = new ArrayList<>();
            for (int b = 0; b < lengths.length; b++) {
                buffers.add(new KernelInterpreter.Buffer(array(kernel.buffers().get(b), lengths[b], random), 0));
            }
            return buffers;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final double[] SPECIAL = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, 1, -1, 0.5, 1e30, -1e-30, Float.MIN_VALUE, Float.MAX_VALUE};

    private Samples() {}

    private static Object array(DType dtype, int length, Random random) {
        return switch (dtype) {
            case F32 -> {
                float[] x = new float[length + SLACK];
                for (int i = 0; i < length; i++) {
                    x[i] = (float) number(random);
                }
                yield x;
            }
            case F64 -> {
                double[] x = new double[length + SLACK];
                for (int i = 0; i < length; i++) {
                    x[i] = number(random);
                }
                yield x;
            }
            case I32 -> {
                int[] x = new int[length + SLACK];
                for (int i = 0; i < length; i++) {
                    x[i] = integer(random);
                }
                yield x;
            }
            case BOOL -> {
                int[] x = new int[length + SLACK];
                for (int i = 0; i < length; i++) {
                    x[i] = random.nextInt(2);
                }
                yield x;
            }
            case I64 -> {
                long[] x = new long[length + SLACK];
                for (int i = 0; i < length; i++) {
                    x[i] = integer(random);
                }
                yield x;
            }
        };
    }

    private static double number(Random random) {
        return random.nextInt(8) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian();
    }

    /** Positions for gathers are 1 to 7, which are also numbers one may divide by. */
    private static int integer(Random random) {
        return 1 + random.nextInt(7);
    }

    // building blocks

    public static Expr real(DType dtype, double value) {
        return new Expr.Real(dtype, value);
    }

    public static Expr integer(DType dtype, long value) {
        return new Expr.Int(dtype, value);
    }

    public static Expr at(String index) {
        return new Expr.LoopIndex(index);
    }

    public static Expr local(String name, DType dtype) {
        return new Expr.Local(name, dtype);
    }

    public static Expr load(int buffer, DType dtype, Index.Term... terms) {
        return new Expr.Load(buffer, Index.of(terms), dtype);
    }

    public static Index.Term term(int stride, Expr position) {
        return new Index.Term(Size.of(stride), position);
    }

    public static Index.Term term(String index) {
        return term(1, at(index));
    }

    public static Index.Term term(Size stride, String index) {
        return new Index.Term(stride, at(index));
    }

    public static Size argument(int number) {
        return new Size.Argument(number);
    }

    public static Expr apply(ScalarOp function, Expr... arguments) {
        DType last = arguments[arguments.length - 1].dtype();
        return new Expr.Apply(function, List.of(arguments),
                function.kind() == ScalarOp.Kind.COMPARE ? DType.BOOL : last);
    }

    public static Stmt store(int buffer, Expr value, Index.Term... terms) {
        return new Stmt.Store(buffer, Index.of(terms), value);
    }

    public static Stmt declare(String name, Expr value) {
        return new Stmt.Declare(name, value.dtype(), value);
    }

    public static Stmt.For lanes(String index, Size extent, Stmt... body) {
        return new Stmt.For(index, extent, Stmt.Mode.LANES, List.of(body));
    }

    public static Stmt.For serial(String index, Size extent, Stmt... body) {
        return new Stmt.For(index, extent, Stmt.Mode.SERIAL, List.of(body));
    }

    public static Kernel kernel(List<DType> buffers, int sizes, boolean splittable, Stmt... body) {
        return new Kernel(buffers, sizes, splittable, List.of(body));
    }

    public static Sample sample(String name, Kernel kernel, int[] lengths, int... sizes) {
        return new Sample(name, kernel, lengths, sizes);
    }

    // samples

    /** {@code y[i] = f(a[i], b[i], …)} over {@code extent} elements, for one primitive and dtype. */
    public static Sample map(ScalarOp function, DType dtype, int extent) {
        List<DType> buffers = new ArrayList<>();
        Expr[] arguments = new Expr[function.arity()];
        for (int i = 0; i < arguments.length; i++) {
            buffers.add(function == ScalarOp.SELECT && i == 0 ? DType.BOOL : dtype);
            arguments[i] = load(i, buffers.get(i), term("i"));
        }
        Expr value = apply(function, arguments);
        buffers.add(value.dtype());
        int[] lengths = new int[buffers.size()];
        Arrays.fill(lengths, extent);
        return sample(function + "_" + dtype + "_" + extent, kernel(buffers, 1, true,
                lanes("i", argument(0), store(arguments.length, value, term("i")))), lengths, extent);
    }

    /** Whether a primitive is defined on a dtype. */
    public static boolean isDefined(ScalarOp function, DType dtype) {
        boolean shift = function == ScalarOp.SHL || function == ScalarOp.SHR;
        return switch (function.kind()) {
            case NUMBER -> dtype != DType.BOOL;
            case FLOAT -> dtype.isFloat();
            case COMPARE, SELECT -> true;
            case BITS -> dtype.isInteger() || dtype == DType.BOOL && !shift;
        };
    }

    /** {@code y[r] = combine over c of x[r, c]}. */
    public static Sample rowReduction(ScalarOp combine, DType dtype, int rows, int columns) {
        return sample("rows_" + combine + "_" + dtype + "_" + rows + "x" + columns,
                kernel(List.of(dtype, dtype), 2, true, serial("r", argument(0),
                        new Stmt.Accumulator("sum", dtype, combine),
                        lanes("c", argument(1),
                                new Stmt.Accumulate("sum", load(0, dtype, term(argument(1), "r"), term("c")))),
                        store(1, new Expr.Fold("sum", dtype), term("r")))),
                new int[] {rows * columns, rows}, rows, columns);
    }

    /** One accumulator fed by all rows: {@code y[0] = combine over r, c of x[r, c]}. */
    public static Sample fullReduction(ScalarOp combine, DType dtype, int rows, int columns) {
        return sample("full_" + combine + "_" + dtype + "_" + rows + "x" + columns,
                kernel(List.of(dtype, dtype), 2, false,
                        new Stmt.Accumulator("sum", dtype, combine),
                        serial("r", argument(0), lanes("c", argument(1),
                                new Stmt.Accumulate("sum", load(0, dtype, term(argument(1), "r"), term("c"))))),
                        store(1, new Expr.Fold("sum", dtype))),
                new int[] {rows * columns, 1}, rows, columns);
    }

    /** {@code y[c] = Σ over r of x[r, c]}, in a local of each lane. */
    public static Sample columnReduction(DType dtype, int rows, int columns) {
        return sample("columns_" + dtype + "_" + rows + "x" + columns,
                kernel(List.of(dtype, dtype), 2, true, lanes("c", argument(1),
                        declare("sum", dtype.isFloat() ? real(dtype, 0) : integer(dtype, 0)),
                        serial("r", argument(0), new Stmt.Assign("sum", apply(ScalarOp.ADD, local("sum", dtype),
                                load(0, dtype, term(argument(1), "r"), term("c"))))),
                        store(1, local("sum", dtype), term("c")))),
                new int[] {rows * columns, columns}, rows, columns);
    }

    /** Softmax-like rows: three passes, a scalar between them, and a label picked by comparison. */
    public static Sample softmax(DType dtype, int rows, int columns) {
        Index.Term[] place = {term(argument(1), "r"), term("c")};
        Expr x = load(0, dtype, place);
        Expr difference = apply(ScalarOp.SUB, x, local("top", dtype));
        Expr weight = apply(ScalarOp.FMA, difference, difference, real(dtype, 0.25));
        Expr isLabel = apply(ScalarOp.EQ, at("c"), local("label", DType.I32));
        return sample("softmax_" + dtype + "_" + rows + "x" + columns,
                kernel(List.of(dtype, DType.I32, dtype, dtype), 2, true, serial("r", argument(0),
                        declare("label", load(1, DType.I32, term("r"))),
                        new Stmt.Accumulator("max", dtype, ScalarOp.MAX),
                        lanes("c", argument(1), new Stmt.Accumulate("max", x)),
                        declare("top", new Expr.Fold("max", dtype)),
                        new Stmt.Accumulator("total", dtype, ScalarOp.ADD),
                        new Stmt.Accumulator("picked", dtype, ScalarOp.ADD),
                        lanes("d", argument(1),
                                declare("w", substitute(weight, "c", "d")),
                                store(2, local("w", dtype), term(argument(1), "r"), term("d")),
                                new Stmt.Accumulate("total", local("w", dtype)),
                                new Stmt.Accumulate("picked", apply(ScalarOp.SELECT, substitute(isLabel, "c", "d"),
                                        local("w", dtype), real(dtype, 0)))),
                        declare("scale", apply(ScalarOp.DIV, real(dtype, 1), new Expr.Fold("total", dtype))),
                        lanes("c", argument(1), store(2, apply(ScalarOp.SUB,
                                apply(ScalarOp.MUL, load(2, dtype, place), local("scale", dtype)),
                                new Expr.Convert(dtype, isLabel)), place)),
                        store(3, apply(ScalarOp.MUL, new Expr.Fold("picked", dtype), local("scale", dtype)),
                                term("r")))),
                new int[] {rows * columns, rows, rows * columns, rows}, rows, columns);
    }

    private static Expr substitute(Expr expr, String from, String to) {
        if (expr instanceof Expr.LoopIndex index) {
            return index.name().equals(from) ? at(to) : expr;
        } else if (expr instanceof Expr.Load load) {
            return new Expr.Load(load.buffer(), new Index(load.index().offset(), load.index().terms().stream()
                    .map(t -> new Index.Term(t.stride(), substitute(t.position(), from, to))).toList()), load.dtype());
        } else if (expr instanceof Expr.Apply apply) {
            return new Expr.Apply(apply.function(),
                    apply.arguments().stream().map(a -> substitute(a, from, to)).toList(), apply.dtype());
        }
        return expr;
    }

    /** Rows picked by number, and elements picked by number within a row. */
    public static Sample gather(DType dtype, DType index, int count, int width) {
        Expr row = new Expr.Checked(load(1, index, term("i")), Size.of(8));
        Expr element = new Expr.Checked(load(1, index, term("j")), Size.of(8));
        return sample("gather_" + dtype + "_" + index + "_" + count + "x" + width,
                kernel(List.of(dtype, index, dtype, dtype), 2, false,
                        serial("i", argument(0), lanes("j", argument(1), store(2,
                                load(0, dtype, new Index.Term(argument(1), row), term("j")),
                                term(argument(1), "i"), term("j")))),
                        lanes("j", argument(0), store(3, load(0, dtype, new Index.Term(argument(1), element)),
                                term(3, at("j"))))),
                new int[] {8 * width, count, count * width, 3 * count}, count, width);
    }

    /** {@code y[index[i], j] += x[i, j]}. */
    public static Sample scatterAdd(DType dtype, int count, int width) {
        Index.Term[] place = {new Index.Term(argument(1),
                new Expr.Checked(load(1, DType.I32, term("i")), Size.of(8))), term("j")};
        return sample("scatter_" + dtype + "_" + count + "x" + width,
                kernel(List.of(dtype, DType.I32, dtype), 2, false,
                        serial("i", argument(0), lanes("j", argument(1), store(2, apply(ScalarOp.ADD,
                                load(2, dtype, place), load(0, dtype, term(argument(1), "i"), term("j"))), place)))),
                new int[] {count * width, count, 8 * width}, count, width);
    }

    /** {@code y = a·b} with either factor transposed, plus a bias, and relu as in a dense layer. */
    public static Sample contract(DType dtype, boolean transposeLeft, boolean transposeRight, int m, int k, int n) {
        Expr left = transposeLeft ? load(0, dtype, term(argument(0), "k"), term("m"))
                : load(0, dtype, term(argument(1), "m"), term("k"));
        Expr right = transposeRight ? load(1, dtype, term(argument(1), "n"), term("k"))
                : load(1, dtype, term(argument(2), "k"), term("n"));
        Expr biased = apply(ScalarOp.ADD, local("acc", dtype), load(2, dtype, term("n")));
        return sample("contract_" + dtype + "_" + transposeLeft + transposeRight + "_" + m + "x" + k + "x" + n,
                kernel(List.of(dtype, dtype, dtype, dtype), 3, true,
                        new Stmt.Contract("m", argument(0), "n", argument(2), "k", argument(1), left, right,
                                "acc", dtype, List.of(
                                        declare("y", biased),
                                        new Stmt.Assign("y", apply(ScalarOp.MAX, local("y", dtype), real(dtype, 0))),
                                        store(3, local("y", dtype), term(argument(2), "m"), term("n"))))),
                new int[] {m * k, k * n, n, m * n}, m, k, n);
    }

    /**
     * {@code y = w·windows(x)} for windows of 3 × 3 that cut {@code rows × columns} places from images of {@code
     * channels}, and with them as the left factor.
     */
    public static Sample windows(DType dtype, int channels, int rows, int columns, int stride) {
        int width = (columns - 1) * stride + 3;
        int plane = ((rows - 1) * stride + 3) * width;
        int depth = 9 * channels;
        int places = rows * columns;
        Expr weights = load(0, dtype, term(Size.of(depth), "m"), term("k"));
        Expr seen = load(1, dtype, digit(1, "k", 1, 3), digit(width, "k", 3, 3), digit(plane, "k", 9, channels),
                digit(stride, "n", 1, columns), digit(stride * width, "n", columns, rows));
        Stmt product = new Stmt.Contract("m", Size.of(5), "n", Size.of(places), "k", Size.of(depth), weights, seen,
                "acc", dtype, List.of(store(2, local("acc", dtype), term(Size.of(places), "m"), term("n"))));
        Stmt adjoint = new Stmt.Contract("k", Size.of(depth), "m", Size.of(5), "n", Size.of(places), seen,
                load(2, dtype, term(Size.of(places), "m"), term("n")), "acc", dtype,
                List.of(store(3, local("acc", dtype), term(Size.of(depth), "m"), term("k"))));
        return sample("windows_" + dtype + "_" + channels + "x" + rows + "x" + columns + "_" + stride,
                kernel(List.of(dtype, dtype, dtype, dtype), 0, false, product, adjoint),
                new int[] {5 * depth, channels * plane, 5 * places, 5 * depth});
    }

    private static Index.Term digit(int stride, String loop, int divisor, int extent) {
        return new Index.Term(Size.of(stride), new Expr.Digit(loop, Size.of(divisor), Size.of(extent)));
    }

    /** {@code y[i]}: the steps of the (3n + 1) walk from x[i] to 1. */
    public static Sample walk(DType dtype, int extent) {
        Expr n = local("n", dtype);
        Expr steps = local("steps", dtype);
        Expr odd = apply(ScalarOp.EQ, apply(ScalarOp.AND, n, integer(dtype, 1)), integer(dtype, 1));
        Expr triple = apply(ScalarOp.ADD, apply(ScalarOp.MUL, n, integer(dtype, 6)), integer(dtype, 2));
        return sample("walk_" + dtype + "_" + extent, kernel(List.of(dtype, dtype), 1, true,
                serial("i", argument(0),
                        declare("n", load(0, dtype, term("i"))),
                        declare("steps", integer(dtype, 0)),
                        new Stmt.While(apply(ScalarOp.GT, n, integer(dtype, 1)), List.of(
                                new Stmt.If(odd, List.of(new Stmt.Assign("n", triple))),
                                declare("half", apply(ScalarOp.SHR, n, integer(dtype, 1))),
                                new Stmt.Assign("n", local("half", dtype)),
                                new Stmt.Assign("steps", apply(ScalarOp.ADD, steps, integer(dtype, 1))))),
                        store(1, steps, term("i")))),
                new int[] {extent, extent}, extent);
    }

    /** Strides other than one, on both sides, and an offset. */
    public static Sample strided(DType dtype, int extent) {
        Expr x = new Expr.Load(0, new Index(Size.of(2), List.of(term(3, at("i")))), dtype);
        return sample("strided_" + dtype + "_" + extent, kernel(List.of(dtype, dtype), 1, true,
                lanes("i", argument(0), store(1, apply(ScalarOp.ADD, x, x), term(2, at("i"))))),
                new int[] {3 * extent + 2, 2 * extent}, extent);
    }

    /** All dtypes in one loop: conversions between each pair, through locals where a vector must be read by lane. */
    public static Sample conversions(DType from, DType to, int extent) {
        return sample("convert_" + from + "_" + to + "_" + extent,
                kernel(List.of(from, to, from), 1, true, lanes("i", argument(0),
                        declare("x", load(0, from, term("i"))),
                        store(1, new Expr.Convert(to, local("x", from)), term("i")),
                        store(2, local("x", from), term("i")))),
                new int[] {extent, extent, extent}, extent);
    }

    /** Bool logic between masks of different origin, bool locals, stores and accumulators. */
    public static Sample logic(DType dtype, int extent) {
        Expr x = load(0, dtype, term("i"));
        Expr flag = load(1, DType.BOOL, term("i"));
        Expr positive = apply(ScalarOp.GT, x, dtype.isFloat() ? real(dtype, 0) : integer(dtype, 3));
        Expr small = apply(ScalarOp.LT, at("i"), integer(DType.I32, 5));
        Expr p = local("p", DType.BOOL);
        Expr q = local("q", DType.BOOL);
        return sample("logic_" + dtype + "_" + extent,
                kernel(List.of(dtype, DType.BOOL, DType.BOOL, dtype, DType.BOOL), 1, false,
                        new Stmt.Accumulator("any", DType.BOOL, ScalarOp.OR),
                        new Stmt.Accumulator("all", DType.BOOL, ScalarOp.AND),
                        lanes("i", argument(0),
                                declare("p", apply(ScalarOp.AND, positive, flag)),
                                declare("q", apply(ScalarOp.XOR, p, small)),
                                new Stmt.Assign("p", apply(ScalarOp.OR, apply(ScalarOp.NOT, q), positive)),
                                store(2, apply(ScalarOp.SELECT, q, flag, p), term("i")),
                                store(3, apply(ScalarOp.SELECT, apply(ScalarOp.EQ, p, q), x,
                                        new Expr.Convert(dtype, apply(ScalarOp.LE, p, flag))), term("i")),
                                new Stmt.Accumulate("any", apply(ScalarOp.AND, p, flag)),
                                new Stmt.Accumulate("all", apply(ScalarOp.OR, p, q))),
                        store(4, new Expr.Fold("any", DType.BOOL)),
                        store(4, new Expr.Fold("all", DType.BOOL), term(1, integer(DType.I32, 1)))),
                new int[] {extent, extent, extent, extent, 2}, extent);
    }

    /** Bits of floats taken apart and put together, as polynomials of exp do. */
    public static Sample bits(boolean wide, int extent) {
        DType number = wide ? DType.F64 : DType.F32;
        DType integer = wide ? DType.I64 : DType.I32;
        Expr bits = new Expr.Bitcast(integer, load(0, number, term("i")));
        Expr exponent = apply(ScalarOp.SHR, bits, integer(integer, wide ? 52 : 23));
        Expr variable = apply(ScalarOp.SHL, bits, apply(ScalarOp.AND, exponent, integer(integer, 3)));
        return sample("bits_" + number + "_" + extent, kernel(List.of(number, number, number), 1, true,
                lanes("i", argument(0),
                        store(1, new Expr.Convert(number, exponent), term("i")),
                        store(2, new Expr.Bitcast(number, apply(ScalarOp.AND, variable,
                                integer(integer, wide ? 0x3fffffffffffffffL : 0x3fffffff))), term("i")))),
                new int[] {extent, extent, extent}, extent);
    }

    /** Bounds that are constants, zeros of both signs among them, on either side. */
    public static Sample clip(DType dtype, int extent) {
        Expr x = load(0, dtype, term("i"));
        List<Stmt> body = new ArrayList<>();
        for (double bound : new double[] {0.0, -0.0, 1, Double.POSITIVE_INFINITY, Double.NaN}) {
            for (ScalarOp function : List.of(ScalarOp.MAX, ScalarOp.MIN)) {
                Expr c = real(dtype, bound);
                Index.Term row = new Index.Term(argument(0), integer(DType.I32, body.size()));
                body.add(store(1, body.size() % 4 < 2 ? apply(function, x, c) : apply(function, c, x), row, term("i")));
            }
        }
        return sample("clip_" + dtype + "_" + extent, kernel(List.of(dtype, dtype), 1, false,
                lanes("i", argument(0), body.toArray(Stmt[]::new))), new int[] {extent, body.size() * extent}, extent);
    }

    /** A declaration before the split loop, sizes as values and values that all lanes share. */
    public static Sample shared(DType dtype, int extent) {
        Expr scale = local("scale", dtype);
        return sample("shared_" + dtype + "_" + extent, kernel(List.of(dtype, dtype, dtype), 1, true,
                declare("scale", apply(ScalarOp.DIV, load(1, dtype), new Expr.Convert(dtype,
                        new Expr.SizeValue(argument(0))))),
                lanes("i", argument(0), store(2, apply(ScalarOp.SUB, apply(ScalarOp.MUL,
                        load(0, dtype, term("i")), scale), apply(ScalarOp.NEG, scale)), term("i")))),
                new int[] {extent, 1, extent}, extent);
    }

    /** One of each kind, small: what printer, interpreter and emitter are all run on. */
    public static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        for (DType dtype : DType.values()) {
            for (ScalarOp function : ScalarOp.values()) {
                if (Primitives.ALL.contains(function) && isDefined(function, dtype)) {
                    all.add(map(function, dtype, 37));
                }
            }
            for (DType to : DType.values()) {
                all.add(conversions(dtype, to, 21));
            }
            if (dtype != DType.BOOL) {
                for (ScalarOp combine : List.of(ScalarOp.ADD, ScalarOp.MUL, ScalarOp.MIN, ScalarOp.MAX)) {
                    all.add(rowReduction(combine, dtype, 3, 37));
                    all.add(fullReduction(combine, dtype, 3, 21));
                }
                all.add(columnReduction(dtype, 5, 37));
                all.add(gather(dtype, DType.I32, 19, 21));
                all.add(gather(dtype, DType.I64, 19, 21));
                all.add(scatterAdd(dtype, 9, 21));
                all.add(strided(dtype, 21));
                all.add(logic(dtype, 37));
                all.add(shared(dtype, 21));
            }
        }
        all.add(walk(DType.I32, 21));
        all.add(walk(DType.I64, 21));
        for (DType dtype : List.of(DType.F32, DType.F64)) {
            all.add(clip(dtype, 37));
            all.add(softmax(dtype, 3, 10));
            all.add(softmax(dtype, 3, 37));
            for (boolean left : new boolean[] {false, true}) {
                for (boolean right : new boolean[] {false, true}) {
                    all.add(contract(dtype, left, right, 5, 7, 19));
                }
            }
            all.add(windows(dtype, 2, 4, 21, 1));
            all.add(windows(dtype, 2, 2, 32, 1));
            all.add(windows(dtype, 3, 3, 9, 2));
            all.add(windows(dtype, 120, 2, 5, 1));
        }
        for (DType dtype : List.of(DType.I32, DType.I64, DType.BOOL)) {
            all.add(rowReduction(ScalarOp.AND, dtype, 2, 37));
            all.add(rowReduction(ScalarOp.OR, dtype, 2, 37));
        }
        all.add(bits(false, 37));
        all.add(bits(true, 37));
        return all;
    }
}
