package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;

/**
 * Writes the method that computes tiles of one size, one below the other: accumulators for each row and
 * vector, one loop through the depth that takes a product into each of them, and the epilogue of each.
 */
final class ContractionTile {
    private final KernelCode kernel;
    private final Code code;
    private final ScalarEmitter scalars;
    private final Stmt.Contract contract;
    private final Expr initial;
    private final LanePlan plan;
    private final VectorEmitter vectors;
    private final int height;
    private final int width;
    private final DType dtype;

    /**
     * @param initial what accumulators start from
     * @param plan of the columns; null in scalar form
     * @param height rows
     * @param width vectors, or columns in scalar form
     */
    ContractionTile(KernelCode kernel, Stmt.Contract contract, Expr initial, LanePlan plan, int height, int width) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.contract = contract;
        this.initial = initial;
        this.plan = plan;
        this.height = height;
        this.width = width;
        scalars = new ScalarEmitter(kernel);
        vectors = plan == null ? null : new VectorEmitter(kernel, scalars, plan);
        dtype = contract.dtype();
    }

    /**
     * Writes the method for rows from {@code from} while whole tiles fit before {@code to}; it returns the
     * row after the last.
     *
     * @param overlap if {@code to − from} is at least a tile, one more tile that ends at {@code to}
     * @param ints the first column, and the range of depths unless it is all of them
     */
    void write(boolean overlap, List<Var> ints) {
        Var next = local(() -> code.load(kernel.from));
        Var end = local(() -> {
            code.load(kernel.to);
            code.push(height - 1);
            code.op(Opcodes.ISUB);
        });
        if (overlap) {
            Var from = next;
            code.ifLess(from, end, () -> {
                code.loop(from, kernel.to, height, () -> {
                    Var row = local(() -> {
                        code.load(from);
                        code.load(kernel.to);
                        code.push(height);
                        code.op(Opcodes.ISUB);
                        code.invokeStatic("java/lang/Math", "min", "(II)I");
                    });
                    tile(row, ints);
                });
                code.load(kernel.to);
                code.op(Opcodes.IRETURN);
            });
        } else {
            code.loop(next, end, height, () -> tile(next, ints));
        }
        code.load(next);
        code.op(Opcodes.IRETURN);
    }

    private void tile(Var row, List<Var> ints) {
        int mark = code.mark();
        List<Var> rows = replicas(row, height, 1);
        List<Var> columns = replicas(ints.get(0), width, plan == null ? 1 : plan.vectorLanes());
        List<List<Var>> accumulators = accumulators(rows, columns);
        Var depth = local(() -> {
            if (ints.size() > 1) {
                code.load(ints.get(1));
            } else {
                code.push(0);
            }
        });
        Var depths = ints.size() > 1 ? ints.get(2) : local(() -> kernel.pushSize(contract.depths()));
        bind(contract.depth(), depth);
        code.loop(depth, depths, 1, () -> products(rows, columns, accumulators));
        for (int r = 0; r < height; r++) {
            for (int v = 0; v < width; v++) {
                epilogue(rows.get(r), columns.get(v), accumulators.get(r).get(v));
            }
        }
        code.release(mark);
    }

    /** Locals that hold {@code first + i·step}. */
    private List<Var> replicas(Var first, int count, int step) {
        List<Var> all = new ArrayList<>(List.of(first));
        for (int i = 1; i < count; i++) {
            int distance = i * step;
            all.add(local(() -> {
                code.load(first);
                code.push(distance);
                code.op(Opcodes.IADD);
            }));
        }
        return all;
    }

    private List<List<Var>> accumulators(List<Var> rows, List<Var> columns) {
        List<List<Var>> all = new ArrayList<>();
        for (Var row : rows) {
            List<Var> line = new ArrayList<>();
            for (Var column : columns) {
                bind(contract.row(), row);
                bind(contract.column(), column);
                line.add(value(initial));
            }
            all.add(line);
        }
        return all;
    }

    private void products(List<Var> rows, List<Var> columns, List<List<Var>> accumulators) {
        int mark = code.mark();
        List<Var> rights = new ArrayList<>();
        for (Var column : columns) {
            bind(contract.column(), column);
            rights.add(value(contract.right()));
        }
        for (int r = 0; r < height; r++) {
            bind(contract.row(), rows.get(r));
            int inner = code.mark();
            Var left = value(contract.left());
            for (int v = 0; v < width; v++) {
                code.load(left);
                code.load(rights.get(v));
                code.load(accumulators.get(r).get(v));
                if (plan == null) {
                    scalars.combine(ScalarOp.FMA, dtype);
                } else {
                    kernel.vectors().apply(ScalarOp.FMA, dtype);
                }
                code.store(accumulators.get(r).get(v));
            }
            code.release(inner);
        }
        code.release(mark);
    }

    private void epilogue(Var row, Var column, Var accumulator) {
        int mark = code.mark();
        bind(contract.row(), row);
        bind(contract.column(), column);
        if (plan == null) {
            bind(contract.accumulator(), accumulator);
            new KernelEmitter(kernel).body(contract.epilogue());
        } else {
            kernel.names.put(contract.accumulator(), new Place.Vectors(List.of(accumulator), dtype));
            vectors.body(contract.epilogue(), Turn.whole(column));
        }
        code.release(mark);
    }

    /** A local that holds a value at the bound row, column and depth. */
    private Var value(Expr expr) {
        if (plan == null) {
            scalars.push(expr);
        } else {
            vectors.push(expr, turn());
        }
        Var var = code.local(plan == null ? Code.descriptor(dtype) : VectorApi.descriptor(dtype));
        code.store(var);
        return var;
    }

    private Turn turn() {
        return Turn.whole(((Place.Scalar) kernel.names.get(contract.column())).var());
    }

    private void bind(String name, Var var) {
        kernel.names.put(name, new Place.Scalar(var));
    }

    private Var local(Runnable value) {
        value.run();
        Var var = code.local("I");
        code.store(var);
        return var;
    }
}
