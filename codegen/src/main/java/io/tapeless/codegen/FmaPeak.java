package io.tapeless.codegen;

import io.tapeless.codegen.jvm.ProgramEmitter;
import io.tapeless.codegen.jvm.ProgramLoader;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Index;
import io.tapeless.codegen.loop.Kernel;
import io.tapeless.codegen.loop.Program;
import io.tapeless.codegen.loop.Size;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Element;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.Layout;
import io.tapeless.codegen.runtime.Polynomial;
import io.tapeless.codegen.runtime.Variables;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.codegen.runtime.Workspace;
import io.tapeless.ir.DType;
import java.util.List;

/**
 * Measures how many float operations a second the machine makes in generated code that does nothing but
 * fused multiply-adds on what lies in the first cache: the yardstick for everything else. It is one tile of a
 * contraction over and over, as C2 orders independent chains of operations so that the core waits for them.
 */
public final class FmaPeak {
    private static final int ROWS = 12;
    private static final int COLUMNS = 64;
    private static final int DEPTH = 96;
    private static final int TURNS = 64;
    private static final double GAIN = 1.01;
    private static final String CLASS = "FmaPeak";

    private final CompiledProgram program;
    private final Workspace workspace;

    /** The probe in a form, on a number of threads. */
    public FmaPeak(Form form, int threads) {
        program = ProgramLoader.load(CLASS, ProgramEmitter.emit(program(), layout(), form, CLASS));
        workspace = program.bind(new Variables(List.of()), WorkerPool.of(threads));
    }

    /** Floating-point operations of one {@link #run}, a multiply-add counted as two. */
    public static long operations() {
        return 2L * TURNS * ROWS * COLUMNS * DEPTH;
    }

    /** Does them once. */
    public void run() {
        program.run(workspace);
    }

    /**
     * Operations a second: the best run.
     *
     * @param seconds how long no run may be the best one before the search ends; five times that in all
     */
    public double measure(double seconds) {
        double best = 0;
        long patience = (long) (seconds * 1e9);
        long begin = System.nanoTime();
        long found = begin;
        for (long now = begin; now - found < patience && now - begin < 5 * patience; now = System.nanoTime()) {
            long start = System.nanoTime();
            run();
            long end = System.nanoTime();
            double speed = operations() / ((end - start) / 1e9);
            found = speed > best * GAIN ? end : found;
            best = Math.max(best, speed);
        }
        return best;
    }

    private static Layout layout() {
        return new Layout(List.of(), List.of(), List.of(slot(ROWS * DEPTH), slot(DEPTH * COLUMNS),
                slot(TURNS * ROWS * COLUMNS)));
    }

    private static Layout.Slot slot(int length) {
        return Layout.Slot.pinned(Element.F32, Polynomial.of(length));
    }

    /** {@code c[turn] = a·b}, the same product at each turn. */
    private static Program program() {
        Expr left = load(0, term(DEPTH, "row"), term(1, "depth"));
        Expr right = load(1, term(COLUMNS, "depth"), term(1, "column"));
        Stmt store = new Stmt.Store(2, Index.of(term(ROWS * COLUMNS, "turn"), term(COLUMNS, "row"), term(1, "column")),
                new Expr.Local("sum", DType.F32));
        Stmt product = new Stmt.Contract("row", Size.of(ROWS), "column", Size.of(COLUMNS), "depth", Size.of(DEPTH),
                left, right, "sum", DType.F32, List.of(store));
        Kernel kernel = new Kernel(List.of(DType.F32, DType.F32, DType.F32), 0, true,
                List.of(new Stmt.For("turn", Size.of(TURNS), Stmt.Mode.SERIAL, List.of(product))));
        return new Program(List.of(kernel), List.of(new Program.Call(0, List.of(0, 1, 2), List.of(), "fma")));
    }

    private static Expr load(int buffer, Index.Term... terms) {
        return new Expr.Load(buffer, Index.of(terms), DType.F32);
    }

    private static Index.Term term(int stride, String index) {
        return new Index.Term(Size.of(stride), new Expr.LoopIndex(index));
    }
}
