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
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many float operations a second the machine makes in generated code that does nothing but
 * fused multiply-adds in registers: the yardstick for everything else.
 */
public final class FmaPeak {
    /** Chains that don't wait for each other: as many as two units of latency four keep busy, and some. */
    private static final int CHAINS = 10;
    private static final int LENGTH = 24;
    private static final int ELEMENTS = 1 << 15;
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
        return 2L * CHAINS * LENGTH * ELEMENTS;
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
        Layout.Slot slot = Layout.Slot.pinned(Element.F32, Polynomial.of(ELEMENTS));
        return new Layout(List.of(), List.of(), List.of(slot, slot));
    }

    /** {@code y[i] = Σ c}, where each c is a chain of {@code c = c·x[i] + 1}. */
    private static Program program() {
        Index index = Index.of(new Index.Term(Size.ONE, new Expr.LoopIndex("i")));
        List<Stmt> body = new ArrayList<>();
        Expr x = new Expr.Local("x", DType.F32);
        body.add(new Stmt.Declare("x", DType.F32, new Expr.Load(0, index, DType.F32)));
        for (int chain = 0; chain < CHAINS; chain++) {
            body.add(new Stmt.Declare(name(chain, 0), DType.F32, add(x, chain)));
        }
        for (int link = 1; link <= LENGTH; link++) {
            for (int chain = 0; chain < CHAINS; chain++) {
                body.add(new Stmt.Declare(name(chain, link), DType.F32, new Expr.Apply(ScalarOp.FMA,
                        List.of(new Expr.Local(name(chain, link - 1), DType.F32), x, x), DType.F32)));
            }
        }
        Expr sum = x;
        for (int chain = 0; chain < CHAINS; chain++) {
            sum = new Expr.Apply(ScalarOp.ADD, List.of(sum, new Expr.Local(name(chain, LENGTH), DType.F32)), DType.F32);
        }
        body.add(new Stmt.Store(1, index, sum));
        Kernel kernel = new Kernel(List.of(DType.F32, DType.F32), 0, true,
                List.of(new Stmt.For("i", Size.of(ELEMENTS), Stmt.Mode.LANES, body)));
        return new Program(List.of(kernel), List.of(new Program.Call(0, List.of(0, 1), List.of(), "fma")));
    }

    private static Expr add(Expr x, int value) {
        return new Expr.Apply(ScalarOp.ADD, List.of(x, new Expr.Real(DType.F32, value)), DType.F32);
    }

    private static String name(int chain, int link) {
        return "c" + chain + "_" + link;
    }
}
