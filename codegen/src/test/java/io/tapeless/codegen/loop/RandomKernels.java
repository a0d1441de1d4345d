package io.tapeless.codegen.loop;

import static io.tapeless.codegen.loop.Samples.apply;
import static io.tapeless.codegen.loop.Samples.argument;
import static io.tapeless.codegen.loop.Samples.at;
import static io.tapeless.codegen.loop.Samples.declare;
import static io.tapeless.codegen.loop.Samples.integer;
import static io.tapeless.codegen.loop.Samples.load;
import static io.tapeless.codegen.loop.Samples.real;
import static io.tapeless.codegen.loop.Samples.store;
import static io.tapeless.codegen.loop.Samples.term;

import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** LANES loops of random statements over all dtypes, with accumulators and serial loops inside. */
public final class RandomKernels {
    private static final List<DType> DTYPES = List.of(DType.values());
    private static final List<ScalarOp> COMBINES = List.of(ScalarOp.ADD, ScalarOp.MUL, ScalarOp.MIN, ScalarOp.MAX);

    private final Random random;
    /** Dtypes that loops of this kernel mostly use, so that many of them have one width. */
    private final List<DType> favourites;
    private final List<Expr.Local> locals = new ArrayList<>();
    private String lane;
    private int names;

    private RandomKernels(long seed) {
        random = new Random(seed);
        favourites = switch (random.nextInt(3)) {
            case 0 -> List.of(DType.F32, DType.F32, DType.I32, DType.BOOL);
            case 1 -> List.of(DType.F64, DType.F64, DType.I64, DType.BOOL);
            default -> DTYPES;
        };
    }

    /** The kernel of that seed, on rows of {@code columns}. */
    public static Samples.Sample sample(long seed, int columns) {
        return new RandomKernels(seed).make(seed, columns);
    }

    /** Buffers 0 to 4 are read, 5 to 9 written by lanes, 10 to 14 by folds; one of each dtype in each. */
    private Samples.Sample make(long seed, int columns) {
        List<DType> buffers = new ArrayList<>();
        int[] lengths = new int[15];
        for (int i = 0; i < lengths.length; i++) {
            buffers.add(DTYPES.get(i % 5));
            lengths[i] = i < 5 ? 3 * columns + 2 : i < 10 ? 2 * columns : 1;
        }
        List<Stmt> body = new ArrayList<>();
        List<Stmt.Accumulator> accumulators = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            accumulators.add(accumulator());
        }
        body.addAll(accumulators);
        body.add(declare(name(), value(dtype(), 1)));
        locals.add(localOf((Stmt.Declare) body.get(body.size() - 1)));
        int outside = locals.size();
        lane = "i";
        List<Stmt> inner = statements(accumulators, 0);
        inner.addAll(stores());
        lane = null;
        locals.subList(outside, locals.size()).clear();
        body.add(new Stmt.For("i", argument(0), Stmt.Mode.LANES, inner));
        for (Stmt.Accumulator accumulator : accumulators) {
            DType dtype = accumulator.dtype();
            body.add(store(10 + DTYPES.indexOf(dtype), new Expr.Fold(accumulator.name(), dtype)));
        }
        return new Samples.Sample("random" + seed + "_" + columns, new Kernel(buffers, 1, false, body), lengths,
                new int[] {columns});
    }

    private Stmt.Accumulator accumulator() {
        DType dtype = dtype();
        ScalarOp combine = dtype == DType.BOOL || !dtype.isFloat() && random.nextBoolean()
                ? random.nextBoolean() ? ScalarOp.AND : ScalarOp.OR : COMBINES.get(random.nextInt(COMBINES.size()));
        return new Stmt.Accumulator(name(), dtype, combine);
    }

    private List<Stmt> statements(List<Stmt.Accumulator> accumulators, int depth) {
        List<Stmt> body = new ArrayList<>();
        int assignable = locals.size();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Stmt.Declare declare = (Stmt.Declare) declare(name(), value(dtype(), 3));
            body.add(declare);
            locals.add(localOf(declare));
        }
        if (depth == 0 && random.nextInt(3) == 0) {
            Expr.Local target = locals.get(assignable + random.nextInt(locals.size() - assignable));
            int before = locals.size();
            List<Stmt> inner = statements(accumulators, 1);
            inner.add(new Stmt.Assign(target.name(), value(target.dtype(), 2)));
            locals.subList(before, locals.size()).clear();
            body.add(new Stmt.For(name(), Size.of(random.nextInt(4)), Stmt.Mode.SERIAL, inner));
        }
        for (Stmt.Accumulator accumulator : accumulators) {
            body.add(new Stmt.Accumulate(accumulator.name(), value(accumulator.dtype(), 2)));
        }
        return body;
    }

    private List<Stmt> stores() {
        List<Stmt> stores = new ArrayList<>();
        for (DType dtype : DTYPES) {
            if (favourites.contains(dtype) || random.nextInt(4) == 0) {
                stores.add(store(5 + DTYPES.indexOf(dtype), value(dtype, 3), term(1 + random.nextInt(2), at("i"))));
            }
        }
        return stores;
    }

    private static Expr.Local localOf(Stmt.Declare declare) {
        return new Expr.Local(declare.name(), declare.dtype());
    }

    private String name() {
        return "v" + names++;
    }

    private DType dtype() {
        return favourites.get(random.nextInt(favourites.size()));
    }

    private Expr value(DType dtype, int depth) {
        if (depth == 0 || random.nextInt(5) == 0) {
            return leaf(dtype);
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Expr.Convert(dtype, value(dtype(), depth - 1));
            case 1 -> apply(ScalarOp.SELECT, value(DType.BOOL, depth - 1), value(dtype, depth - 1),
                    value(dtype, depth - 1));
            default -> dtype == DType.BOOL ? bool(depth - 1) : number(dtype, depth - 1);
        };
    }

    private Expr bool(int depth) {
        DType dtype = dtype();
        return switch (random.nextInt(4)) {
            case 0 -> apply(ScalarOp.NOT, value(DType.BOOL, depth));
            case 1 -> apply(pick(ScalarOp.AND, ScalarOp.OR, ScalarOp.XOR), value(DType.BOOL, depth),
                    value(DType.BOOL, depth));
            default -> apply(pick(ScalarOp.EQ, ScalarOp.NE, ScalarOp.LT, ScalarOp.LE, ScalarOp.GT, ScalarOp.GE),
                    value(dtype, depth), value(dtype, depth));
        };
    }

    private Expr number(DType dtype, int depth) {
        Expr a = value(dtype, depth);
        Expr b = value(dtype, depth);
        if (dtype.isFloat()) {
            return switch (random.nextInt(8)) {
                case 0 -> apply(pick(ScalarOp.NEG, ScalarOp.ABS, ScalarOp.SQRT), a);
                case 1 -> apply(ScalarOp.FMA, a, b, value(dtype, depth));
                default -> apply(pick(ScalarOp.ADD, ScalarOp.SUB, ScalarOp.MUL, ScalarOp.DIV, ScalarOp.REM,
                        ScalarOp.MIN, ScalarOp.MAX), a, b);
            };
        }
        return switch (random.nextInt(8)) {
            case 0 -> apply(pick(ScalarOp.NEG, ScalarOp.ABS, ScalarOp.NOT), a);
            case 1 -> apply(pick(ScalarOp.DIV, ScalarOp.REM), a, apply(ScalarOp.OR, b, integer(dtype, 1)));
            case 2 -> apply(pick(ScalarOp.SHL, ScalarOp.SHR), a, integer(dtype, random.nextInt(70)));
            default -> apply(pick(ScalarOp.ADD, ScalarOp.SUB, ScalarOp.MUL, ScalarOp.MIN, ScalarOp.MAX, ScalarOp.AND,
                    ScalarOp.OR, ScalarOp.XOR, ScalarOp.SHL, ScalarOp.SHR), a, b);
        };
    }

    private ScalarOp pick(ScalarOp... functions) {
        return functions[random.nextInt(functions.length)];
    }

    private Expr leaf(DType dtype) {
        List<Expr.Local> known = locals.stream().filter(local -> local.dtype() == dtype).toList();
        if (!known.isEmpty() && random.nextBoolean()) {
            return known.get(random.nextInt(known.size()));
        }
        int buffer = DTYPES.indexOf(dtype);
        return switch (lane == null ? 4 + random.nextInt(2) : random.nextInt(6)) {
            case 0, 1 -> load(buffer, dtype, term(lane));
            case 2 -> new Expr.Load(buffer, new Index(Size.of(2), List.of(term(3, at(lane)))), dtype);
            case 3 -> dtype == DType.I32 ? at(lane) : dtype.isFloat() || dtype == DType.BOOL
                    ? load(buffer, dtype, term(lane)) : bits(dtype);
            case 4 -> load(buffer, dtype);
            default -> dtype.isFloat() ? real(dtype, random.nextInt(9) - 4)
                    : integer(dtype, dtype == DType.BOOL ? random.nextInt(2) : random.nextInt(9) - 4);
        };
    }

    /** Bits of an element as it lies in memory; those of computed NaN are nobody's promise. */
    private Expr bits(DType dtype) {
        DType number = dtype == DType.I32 ? DType.F32 : DType.F64;
        return new Expr.Bitcast(dtype, load(DTYPES.indexOf(number), number, term(lane)));
    }
}
