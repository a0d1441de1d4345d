package io.tapeless.codegen.runtime;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A program in two forms with the same calls. Until HotSpot has compiled vector code, each vector is an object and
 * a kernel some hundred times slower; scalar code is well at once. So every call starts in scalar form; from the
 * third run on a {@link Primer} makes the vector form and runs it in memory of its own, and each call that has become
 * good takes that form from then on. Both forms give the same bits, so nobody sees which one ran. If the vector form
 * fails, one log line says so, and what has not become good stays in scalar form.
 */
public final class WarmStart extends CompiledProgram {
    static final String UNMADE = "its vector form can't be made";

    /** A program that is run less often is not worth another form. */
    private static final int WORTH_RUNS = 3;
    /** Elements of a slot from which on memory to prime in would be too much. */
    private static final int LARGE_SLOT = 1 << 24;

    private final CompiledProgram scalar;
    private final Supplier<CompiledProgram> source;
    /** Null until it is made. */
    private volatile CompiledProgram vector;
    /** The calls that take the vector form. A thread that learns of one late runs it in scalar form meanwhile. */
    private final boolean[] warm;
    private final AtomicBoolean primed = new AtomicBoolean();
    private volatile boolean settled;
    private int runs;

    private WarmStart(CompiledProgram scalar, Supplier<CompiledProgram> vector) {
        super(scalar.layout(), scalar.calls());
        this.scalar = scalar;
        this.source = vector;
        this.warm = new boolean[scalar.calls().calls().size()];
    }

    /**
     * A program that starts warm, or its vector form alone if this JVM can't tell when that is compiled. What is not
     * used is not made.
     *
     * @param scalar gives the scalar form
     * @param vector gives the vector form of the same program
     */
    public static CompiledProgram of(Supplier<CompiledProgram> scalar, Supplier<CompiledProgram> vector) {
        return Primer.isPossible() ? new WarmStart(scalar.get(), vector) : vector.get();
    }

    /** The vector form, which the first call makes. */
    synchronized CompiledProgram vector() {
        if (vector == null) {
            vector = source.get();
        }
        return vector;
    }

    /** From now on the call takes the vector form. */
    void setWarm(int call) {
        warm[call] = true;
    }

    boolean isWarm(int call) {
        return warm[call];
    }

    /** Calls that have not changed their form by now may never do so. */
    void settle() {
        settled = true;
    }

    @Override
    public boolean isSettled() {
        return settled;
    }

    /** Says why calls stay in scalar form. */
    void complain(String what, Throwable cause) {
        System.getLogger(WarmStart.class.getName()).log(System.Logger.Level.WARNING, "Program "
                + scalar.getClass().getSimpleName() + " stays in scalar form, which is slower: " + what, cause);
    }

    /** Without priming, as memory for that would be too much. */
    private void takeVectorForm() {
        try {
            vector();
            Arrays.fill(warm, true);
        } catch (RuntimeException | Error e) {
            complain(UNMADE, e);
        }
        settle();
    }

    @Override
    void beforeRun(Workspace workspace) {
        if (runs < WORTH_RUNS && ++runs == WORTH_RUNS && primed.compareAndSet(false, true)) {
            if (workspace.longest() < LARGE_SLOT) {
                Primer.start(this, workspace.dims());
            } else {
                takeVectorForm();
            }
        }
        CompiledProgram made = vector;
        if (made != null && !workspace.fits(made.calls())) {
            workspace.fit(made.calls());
        }
    }

    @Override
    protected void call(int call, Workspace workspace, Scratch scratch, int from, int to) {
        (warm[call] && !workspace.fits(calls()) ? vector : scalar).call(call, workspace, scratch, from, to);
    }
}
