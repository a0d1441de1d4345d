package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes a LANES loop in vectors: turns of whole vectors, then one last turn for the rest of the row. The
 * last turn loads whole vectors, which the slack of all arrays allows, but stores and accumulates valid
 * lanes alone.
 */
final class VectorEmitter {
    private final KernelCode kernel;
    private final Code code;
    private final VectorApi api;
    private final ScalarEmitter scalars;
    private final LanePlan plan;
    private final VectorExpressions expressions;

    VectorEmitter(KernelCode kernel, ScalarEmitter scalars, LanePlan plan) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.api = kernel.vectors();
        this.scalars = scalars;
        this.plan = plan;
        expressions = new VectorExpressions(kernel, scalars, plan);
    }

    /** Makes the lanes of an accumulator that this loop feeds: as many vectors as hold them all. */
    static List<Var> lanes(KernelCode kernel, LanePlan plan, ScalarEmitter scalars, DType dtype, Expr identity) {
        List<Var> copies = new ArrayList<>();
        for (int u = 0; u < plan.copies(); u++) {
            Var var = kernel.code.local(VectorApi.descriptor(dtype));
            kernel.vectors().species(dtype);
            scalars.push(identity);
            kernel.vectors().broadcast(dtype);
            kernel.code.store(var);
            copies.add(var);
        }
        return copies;
    }

    /** Writes iterations [index, end) of the loop; {@code index} is left at the start of the last turn. */
    void loop(Stmt.For loop, Var index, Var end) {
        code.ifLess(index, end, () -> {
            Set<String> inside = new HashSet<>(Set.of(loop.index()));
            names(loop.body(), inside);
            hoist(loop.body(), inside);
            kernel.names.put(loop.index(), new Place.Scalar(index));

            Var count = code.local("I");
            code.loop(index, end, plan.step(), () -> {
                code.load(end);
                code.load(index);
                code.op(Opcodes.ISUB);
                code.push(plan.step());
                code.invokeStatic("java/lang/Math", "min", "(II)I");
                code.store(count);
                Map<DType, List<Var>> valid = new HashMap<>();
                for (DType dtype : accumulated(loop.body(), new LinkedHashSet<>())) {
                    valid.put(dtype, validLanes(dtype, count));
                }
                body(loop.body(), new Turn(index, count, valid));
            });
            kernel.shared.clear();
        });
    }

    private static void names(List<Stmt> body, Set<String> names) {
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Declare declare) {
                names.add(declare.name());
            } else if (stmt instanceof Stmt.For loop) {
                names.add(loop.index());
                names(loop.body(), names);
            }
        }
    }

    /**
     * Computes what all turns share before the first one. It stays a scalar: vectors that live through a
     * loop are boxed by C2 of JDK 17, while a broadcast it moves out of the loop by itself.
     */
    private void hoist(List<Stmt> body, Set<String> inside) {
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Declare declare) {
                kernel.at(declare.name());
                hoist(declare.value(), inside);
            } else if (stmt instanceof Stmt.Assign assign) {
                hoist(assign.value(), inside);
            } else if (stmt instanceof Stmt.Accumulate accumulate) {
                hoist(accumulate.value(), inside);
            } else if (stmt instanceof Stmt.Store store) {
                hoist(store.value(), inside);
                positions(store.index()).forEach(position -> hoist(position, inside));
            }
        }
    }

    private void hoist(Expr expr, Set<String> inside) {
        boolean computed = !expr.operands().isEmpty() || expr instanceof Expr.Load || expr instanceof Expr.Fold;
        if (!computed || kernel.shared.containsKey(expr)) {
            return;
        }
        if (plan.isInvariant(expr, inside)) {
            Var var = code.local(expr.dtype());
            scalars.push(expr);
            code.store(var);
            kernel.shared.put(expr, var);
        } else {
            expr.operands().forEach(operand -> hoist(operand, inside));
        }
    }

    private static Set<DType> accumulated(List<Stmt> body, Set<DType> dtypes) {
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Accumulate accumulate) {
                dtypes.add(laneType(accumulate.value().dtype()));
            } else if (stmt instanceof Stmt.For loop) {
                accumulated(loop.body(), dtypes);
            }
        }
        return dtypes;
    }

    /** Masks of the lanes whose number is less than {@code count}. */
    private List<Var> validLanes(DType dtype, Var count) {
        List<Var> masks = new ArrayList<>();
        for (int u = 0; u < plan.copies(); u++) {
            Var mask = code.local(VectorApi.MASK);
            expressions.iota(dtype, u);
            api.species(dtype);
            code.load(count);
            switch (dtype) {
                case F32 -> code.op(Opcodes.I2F);
                case F64 -> code.op(Opcodes.I2D);
                case I64 -> code.op(Opcodes.I2L);
                default -> { }
            }
            api.broadcast(dtype);
            api.apply(ScalarOp.LT, dtype);
            code.store(mask);
            masks.add(mask);
        }
        return masks;
    }

    private static DType laneType(DType dtype) {
        return dtype == DType.BOOL ? DType.I32 : dtype;
    }

    /** Pushes a value that is vector operations all through, for the iterations of a turn. */
    void push(Expr expr, Turn turn) {
        expressions.push(expr, turn, 0);
    }

    /** Writes statements for the iterations of a turn. */
    void body(List<Stmt> body, Turn turn) {
        int mark = code.mark();
        for (Stmt stmt : body) {
            if (stmt instanceof Stmt.Declare declare) {
                kernel.at(declare.name());
                declare(declare, turn);
            } else if (stmt instanceof Stmt.Assign assign) {
                assign(assign, turn);
            } else if (stmt instanceof Stmt.Accumulate accumulate) {
                accumulate(accumulate, turn);
            } else if (stmt instanceof Stmt.Store store) {
                for (int u = 0; u < plan.copies(); u++) {
                    store(store, turn, u);
                }
            } else if (stmt instanceof Stmt.For loop) {
                serial(loop, turn);
            }
        }
        code.release(mark);
    }

    private void serial(Stmt.For loop, Turn turn) {
        Var index = code.local("I");
        Var limit = code.local("I");
        code.push(0);
        code.store(index);
        kernel.pushSize(loop.extent());
        code.store(limit);
        kernel.names.put(loop.index(), new Place.Scalar(index));
        code.loop(index, limit, 1, () -> body(loop.body(), turn));
    }

    private void declare(Stmt.Declare declare, Turn turn) {
        if (!plan.analysis().varies(declare.name())) {
            Var var = code.local(declare.dtype());
            scalars.push(declare.value());
            code.store(var);
            kernel.names.put(declare.name(), new Place.Scalar(var));
            return;
        }
        boolean bool = declare.dtype() == DType.BOOL;
        DType lanes = bool ? expressions.maskType(declare.value()) : declare.dtype();
        List<Var> copies = new ArrayList<>();
        for (int u = 0; u < plan.copies(); u++) {
            copies.add(code.local(expressions.type(declare.dtype())));
        }
        for (int u = 0; u < plan.copies(); u++) {
            set(copies.get(u), declare.value(), lanes, turn, u);
        }
        kernel.names.put(declare.name(), new Place.Vectors(copies, lanes));
    }

    private void assign(Stmt.Assign assign, Turn turn) {
        if (kernel.names.get(assign.name()) instanceof Place.Scalar scalar) {
            scalars.push(assign.value());
            code.store(scalar.var());
            return;
        }
        Place.Vectors vectors = (Place.Vectors) kernel.names.get(assign.name());
        for (int u = 0; u < plan.copies(); u++) {
            set(vectors.copies().get(u), assign.value(), vectors.dtype(), turn, u);
        }
    }

    private void set(Var var, Expr value, DType lanes, Turn turn, int copy) {
        int mark = code.mark();
        expressions.prepare(value, turn, copy);
        if (value.dtype() == DType.BOOL) {
            expressions.mask(value, lanes, turn, copy);
        } else {
            expressions.push(value, turn, copy);
        }
        code.store(var);
        code.release(mark);
    }

    private void accumulate(Stmt.Accumulate accumulate, Turn turn) {
        Place.Lanes lanes = (Place.Lanes) kernel.names.get(accumulate.accumulator());
        Expr value = accumulate.value();
        DType dtype = laneType(value.dtype());
        for (int u = 0; u < plan.copies(); u++) {
            int mark = code.mark();
            Var accumulator = lanes.copies().get(u);
            expressions.prepare(value, turn, u);
            code.load(accumulator);
            code.load(accumulator);
            expressions.push(value, turn, u);
            if (value.dtype() == DType.BOOL) {
                api.maskToVector(expressions.maskType(value), dtype);
            }
            api.apply(lanes.accumulator().combine(), dtype);
            code.load(turn.valid().get(dtype).get(u));
            api.blend(dtype);
            code.store(accumulator);
            code.release(mark);
        }
    }

    private void store(Stmt.Store store, Turn turn, int copy) {
        int mark = code.mark();
        int[] scratch = kernel.plan().mark();
        Expr value = store.value();
        boolean row = plan.isRow(store.index(), value.dtype());
        if (!plan.fits(value.dtype())) {
            elements(store, turn, copy, value);
        } else {
            DType stored = value.dtype() == DType.BOOL ? plan.integer() : value.dtype();
            int region = kernel.plan().region(stored, plan.vectorLanes());
            expressions.prepare(value, turn, copy);
            Var vector = code.local(VectorApi.descriptor(stored));
            vector(value, turn, copy);
            code.store(vector);
            Label end = new Label();
            if (row) {
                storeWhole(store, turn, copy, stored, vector, end);
            }
            if (!row || !turn.isWhole()) {
                code.load(vector);
                kernel.pushScratch(stored);
                code.push(region);
                api.intoArray(stored);
                copyOut(store, turn, copy, stored, region);
            }
            code.label(end);
        }
        kernel.plan().release(scratch);
        code.release(mark);
    }

    /** Stores the vector if all its lanes are iterations, and then jumps to the end. */
    private void storeWhole(Stmt.Store store, Turn turn, int copy, DType stored, Var vector, Label end) {
        Label partial = new Label();
        if (!turn.isWhole()) {
            code.load(turn.count());
            code.push((copy + 1) * plan.vectorLanes());
            code.jump(Opcodes.IF_ICMPLT, partial);
        }
        code.load(vector);
        kernel.pushArray(store.buffer());
        expressions.place(store.buffer(), store.index(), copy);
        api.intoArray(stored);
        if (!turn.isWhole()) {
            code.jump(Opcodes.GOTO, end);
            code.label(partial);
        }
    }

    /** Pushes a value as a vector, bool as 0 and 1. */
    private void vector(Expr value, Turn turn, int copy) {
        expressions.push(value, turn, copy);
        if (value.dtype() == DType.BOOL) {
            api.maskToVector(expressions.maskType(value), plan.integer());
        }
    }

    /** Stores the valid lanes of what lies in scratch memory. */
    private void copyOut(Stmt.Store store, Turn turn, int copy, DType stored, int region) {
        expressions.laneByLane().loop(turn, copy, positions(store.index()), lane -> {
            kernel.pushArray(store.buffer());
            scalars.place(store.buffer(), store.index());
            kernel.pushScratch(stored);
            code.push(region);
            code.load(lane);
            code.op(Opcodes.IADD);
            code.arrayLoad(stored);
            if (store.value().dtype() == DType.BOOL && stored == DType.I64) {
                code.op(Opcodes.L2I);
            }
            code.arrayStore(store.value().dtype());
        });
    }

    /** Computes and stores the valid lanes one by one. */
    private void elements(Stmt.Store store, Turn turn, int copy, Expr value) {
        List<Expr> inputs = new ArrayList<>(positions(store.index()));
        inputs.add(value);
        expressions.laneByLane().loop(turn, copy, inputs, lane -> {
            kernel.pushArray(store.buffer());
            scalars.place(store.buffer(), store.index());
            scalars.push(value);
            code.arrayStore(value.dtype());
        });
    }

    private static List<Expr> positions(Index index) {
        return index.terms().stream().map(Index.Term::position).toList();
    }
}
