package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import java.util.List;

/**
 * Writes methods that copy part of a factor of a contraction to scratch memory, where tiles find it in the
 * order in which they read it.
 */
final class FactorPacking {
    private static final int[] AT_ONCE = {16, 4, 1};

    private final KernelCode kernel;
    private final Code code;
    private final String depth;
    private final Stmt.Store copy;

    /** @param copy stores one element of the factor in its place, at some row or column and depth */
    FactorPacking(KernelCode kernel, String depth, Stmt.Store copy) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.depth = depth;
        this.copy = copy;
    }

    /**
     * Rows or columns [first, end) of depths [from, to), scalars, many at once with depths innermost: the
     * ones are read or written along memory, and the others fill a line at a time.
     */
    void turned(String index, Var first, Var end) {
        Var start = code.copy(first);
        for (int count : AT_ONCE) {
            turned(index, start, end, count);
        }
    }

    /** Copies as many groups as fit before the end. */
    private void turned(String index, Var start, Var end, int count) {
        Var limit = code.plus(end, 1 - count);
        code.loop(start, limit, count, () -> depths(() -> {
            for (int i = 0; i < count; i++) {
                int mark = code.mark();
                kernel.names.put(index, new Place.Scalar(code.plus(start, i)));
                new KernelEmitter(kernel).body(List.of(copy));
                code.release(mark);
            }
        }));
    }

    /** Whole vectors of columns from {@code first} on, of depths [from, to). */
    void copied(String column, Var first, int vectors) {
        LanePlan plan = LanePlan.of(
                new Stmt.For(column, Size.ONE, Stmt.Mode.LANES, List.of(copy)), kernel.form);
        VectorEmitter emitter = new VectorEmitter(kernel, new ScalarEmitter(kernel), plan);
        depths(() -> {
            for (int v = 0; v < vectors; v++) {
                int mark = code.mark();
                Var at = code.plus(first, v * plan.vectorLanes());
                kernel.names.put(column, new Place.Scalar(at));
                emitter.body(List.of(copy), Turn.whole(at));
                code.release(mark);
            }
        });
    }

    private void depths(Runnable body) {
        int mark = code.mark();
        Var at = code.copy(kernel.from);
        kernel.names.put(depth, new Place.Scalar(at));
        code.loop(at, kernel.to, 1, body);
        code.release(mark);
    }
}
