package io.tapeless.codegen.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A program in two forms with the same calls. Until HotSpot has compiled vector code, each vector is an object and
 * a kernel some hundred times slower; scalar code is well at once. So every call starts in scalar form; from the
 * third run on a {@link Primer} runs the vector form in memory of its own, and each call that has become good takes
 * that form from then on. Both forms give the same bits, so nobody sees which one ran.
 */
public final class WarmStart extends CompiledProgram {
    /** A program that is run less often is not worth priming. */
    private static final int WORTH_RUNS = 3;
    /** Elements of a slot from which on memory to prime in would be too much. */
    private static final int LARGE_SLOT = 1 << 24;

    private final CompiledProgram scalar;
    private final CompiledProgram vector;
    /** The calls that take the vector form. A thread that learns of one late runs it in scalar form meanwhile. */
    private final boolean[] warm;
    private final AtomicBoolean primed = new AtomicBoolean();
    private int runs;

    private WarmStart(CompiledProgram scalar, CompiledProgram vector) {
        super(vector.layout(), new CallTable(most(scalar.calls().scratch(), vector.calls().scratch()),
                vector.calls().calls(), vector.calls().flow()));
        this.scalar = scalar;
        this.vector = vector;
        this.warm = new boolean[vector.calls().calls().size()];
    }

    /**
     * A program that starts warm, or its vector form alone if this JVM can't tell when that is compiled.
     *
     * @param scalar gives the scalar form
     * @param vector the vector form of the same program
     */
    public static CompiledProgram of(Supplier<CompiledProgram> scalar, CompiledProgram vector) {
        return Primer.isPossible() ? new WarmStart(scalar.get(), vector) : vector;
    }

    private static List<Integer> most(List<Integer> a, List<Integer> b) {
        return IntStream.range(0, a.size()).mapToObj(i -> Math.max(a.get(i), b.get(i))).toList();
    }

    CompiledProgram vector() {
        return vector;
    }

    /** From now on the call takes the vector form. */
    void setWarm(int call) {
        warm[call] = true;
    }

    boolean isWarm(int call) {
        return warm[call];
    }

    @Override
    void beforeRun(Workspace workspace) {
        if (runs < WORTH_RUNS && ++runs == WORTH_RUNS && primed.compareAndSet(false, true)) {
            if (workspace.longest() < LARGE_SLOT) {
                Primer.start(this, workspace.dims());
            } else {
                Arrays.fill(warm, true);
            }
        }
    }

    @Override
    protected void call(int call, Workspace workspace, Scratch scratch, int from, int to) {
        (warm[call] ? vector : scalar).call(call, workspace, scratch, from, to);
    }
}
