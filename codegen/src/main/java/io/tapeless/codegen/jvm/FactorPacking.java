package io.tapeless.codegen.jvm;

import io.tapeless.codegen.jvm.Code.Var;
import io.tapeless.codegen.loop.Course;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.ir.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.objectweb.asm.Opcodes;

/**
 * Writes methods that copy part of a factor of a contraction to scratch memory, where tiles find it in the
 * order in which they read it. One index numbers lines; along the other the factor is copied in runs, in which its
 * place in memory moves evenly.
 */
final class FactorPacking {
    private static final int[] LINES_AT_ONCE = {16, 4, 1};
    private static final int[] VECTORS_AT_ONCE = {4, 2, 1};
    /** Names of what a line and a run add to the place of an element. */
    private static final String LINE = "line";
    private static final String RUN = "run";

    private final KernelCode kernel;
    private final Code code;
    private final ScalarEmitter scalars;
    private final Stmt.Store copy;

    /** The values of an index from one up to another. */
    record Part(String index, Var from, Var end) {}

    /** @param copy stores one element of the factor in its place, at some row or column and depth */
    FactorPacking(KernelCode kernel, Stmt.Store copy) {
        this.kernel = kernel;
        this.code = kernel.code;
        this.copy = copy;
        scalars = new ScalarEmitter(kernel);
    }

    /**
     * Scalars, many lines side by side with the run innermost: the ones are read or written along memory, and the
     * others fill a line at a time.
     */
    void turned(Part lines, Part range) {
        boolean even = PackedPlace.of(copy).course(lines.index, range.index).isEven();
        runs(copy, range, lines, (run, moved) -> {
            Stmt.Store element = even ? moved
                    : PackedPlace.of(moved).with(lines.index, new Expr.Local(LINE, DType.I32));
            Var start = code.copy(lines.from);
            for (int count : LINES_AT_ONCE) {
                Var limit = code.plus(lines.end, 1 - count);
                code.loop(start, limit, count, () -> turned(lines.index, start, count, run, element, even));
            }
        });
    }

    private void turned(String line, Var start, int count, Part run, Stmt.Store element, boolean even) {
        int mark = code.mark();
        List<Var> bases = new ArrayList<>();
        for (int i = 0; i < count && !even; i++) {
            bind(line, code.plus(start, i));
            bases.add(evaluated(PackedPlace.of(copy).moving(line)));
        }
        each(run, () -> {
            for (int i = 0; i < count; i++) {
                int inner = code.mark();
                bind(line, code.plus(start, i));
                if (!even) {
                    bind(LINE, bases.get(i));
                }
                new KernelEmitter(kernel).body(List.of(element));
                code.release(inner);
            }
        });
        code.release(mark);
    }

    /**
     * Run after run, each for all lines: whole vectors where neighbours in a run are neighbours in memory, of which the
     * last may reach beyond the run, else scalars.
     *
     * @param table the number of a buffer that holds what each line adds to the place; −1 if there is none
     */
    void copied(Part lines, Part range, int table) {
        Stmt.Store lined = table < 0 ? copy : PackedPlace.of(copy).with(lines.index, new Expr.Load(table,
                Index.of(new Index.Term(Size.ONE, new Expr.LoopIndex(lines.index))), DType.I32));
        boolean rows = copy.value() instanceof Expr.Load
                ? PackedPlace.of(copy).course(range.index, lines.index).stride().isKnown(1)
                : readsRows(copy.value(), range.index);
        boolean vectors = rows && LanePlan.of(lanes(range, copy), kernel.form) != null;
        runs(lined, range, lines, (run, moved) -> {
            if (vectors) {
                vectors(lines, run, moved);
            } else {
                each(lines, () -> each(run, () -> new KernelEmitter(kernel).body(List.of(moved))));
            }
        });
    }

    private void vectors(Part lines, Part run, Stmt.Store moved) {
        LanePlan plan = LanePlan.of(lanes(run, moved), kernel.form);
        VectorEmitter emitter = new VectorEmitter(kernel, scalars, plan);
        Var start = code.copy(run.from);
        for (int count : VECTORS_AT_ONCE) {
            int step = count * plan.vectorLanes();
            Var limit = code.plus(run.end, count == 1 ? 0 : 1 - step);
            code.loop(start, limit, step, () -> each(lines, () -> {
                for (int v = 0; v < count; v++) {
                    int mark = code.mark();
                    Var at = code.plus(start, v * plan.vectorLanes());
                    bind(run.index, at);
                    emitter.body(List.of(moved), Turn.whole(at));
                    code.release(mark);
                }
            }));
        }
    }

    /** True if all that a value reads lies side by side along an index, or is the same: vectors may reach beyond the end. */
    private static boolean readsRows(Expr value, String index) {
        if (value instanceof Expr.Load load) {
            Course course = Course.of(load.index(), index);
            return course.isEven() && (course.stride().isKnown(0) || course.stride().isKnown(1));
        }
        return value.operands().stream().allMatch(operand -> readsRows(operand, index));
    }

    private static Stmt.For lanes(Part run, Stmt.Store element) {
        return new Stmt.For(run.index, Size.ONE, Stmt.Mode.LANES, List.of(element));
    }

    /** Cuts a range into runs; the body gets each, and what stores an element of it. */
    private void runs(Stmt.Store element, Part range, Part lines, BiConsumer<Part, Stmt.Store> body) {
        PackedPlace place = PackedPlace.of(element);
        Course course = place.course(range.index, lines.index);
        if (course.isEven()) {
            body.accept(range, element);
            return;
        }
        Size length = course.length().orElseThrow();
        Stmt.Store moved = place.with(range.index, new Expr.Local(RUN, DType.I32), course.stride());
        int mark = code.mark();
        Var start = code.copy(range.from);
        Var end = code.local("I");
        code.whileLess(start, range.end, () -> {
            int inner = code.mark();
            endOfRun(start, length, range.end);
            code.store(end);
            bind(range.index, start);
            bind(RUN, evaluated(PackedPlace.minus(place.moving(range.index),
                    PackedPlace.times(course.stride(), new Expr.LoopIndex(range.index)))));
            body.accept(new Part(range.index, start, end), moved);
            code.load(end);
            code.store(start);
            code.release(inner);
        });
        code.release(mark);
    }

    /** Pushes {@code min(start − start mod length + length, end)}. */
    private void endOfRun(Var start, Size length, Var end) {
        code.load(start);
        code.load(start);
        kernel.pushSize(length);
        code.op(Opcodes.IREM);
        code.op(Opcodes.ISUB);
        kernel.pushSize(length);
        code.op(Opcodes.IADD);
        code.load(end);
        code.invokeStatic("java/lang/Math", "min", "(II)I");
    }

    private void each(Part part, Runnable body) {
        int mark = code.mark();
        Var at = code.copy(part.from);
        bind(part.index, at);
        code.loop(at, part.end, 1, body);
        code.release(mark);
    }

    private Var evaluated(Expr expr) {
        scalars.push(expr);
        return code.stored("I");
    }

    private void bind(String name, Var var) {
        kernel.names.put(name, new Place.Scalar(var));
    }
}
