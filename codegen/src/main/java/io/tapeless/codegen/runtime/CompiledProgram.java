package io.tapeless.codegen.runtime;

/**
 * One compiled function. Generated classes extend it: they hold the kernels, the call switch and the
 * two tables as text, and have a public constructor without parameters.
 */
public abstract class CompiledProgram {
    /** The most depths that {@link #tile} runs through. */
    public static final int TILE_DEPTHS = 32;

    private final Layout layout;
    private final CallTable calls;

    /** Of the text of its {@link Layout} and its {@link CallTable}. */
    protected CompiledProgram(String layout, String calls) {
        this(Layout.parse(layout), CallTable.parse(calls));
    }

    CompiledProgram(Layout layout, CallTable calls) {
        this.layout = layout;
        this.calls = calls;
    }

    public final Layout layout() {
        return layout;
    }

    public final CallTable calls() {
        return calls;
    }

    /**
     * Memory to run it in.
     *
     * @param dims values of {@link Layout#symbols}, in order
     * @throws IllegalArgumentException if the variables don't fit the program or memory doesn't fit an array
     */
    public final Workspace bind(Variables variables, WorkerPool pool, int... dims) {
        return new Workspace(layout, calls, variables, pool, dims);
    }

    /**
     * Runs all calls in their order.
     *
     * @throws IndexFailure if a position read from memory is out of range; memory is then partly written
     */
    public final void run(Workspace workspace) {
        beforeRun(workspace);
        calls.flow().run(this, workspace);
    }

    /**
     * True once each call has the form that it keeps, as far as one can tell; until then they may become faster with
     * further runs.
     */
    public boolean isSettled() {
        return true;
    }

    /** Told of each run. */
    void beforeRun(Workspace workspace) {}

    /** One call, in parts if it is split. */
    void runCall(int call, Workspace workspace) {
        try {
            if (workspace.parts[call] == 1) {
                call(call, workspace, workspace.scratch[0], 0, workspace.extents[call]);
            } else {
                workspace.pool.run(this, workspace, call);
            }
        } catch (IndexFailure failure) {
            throw failure.in(call, calls.calls().get(call).label());
        }
    }

    /** One part of a split call: iterations [part·chunk, (part + 1)·chunk) of its outer loop. */
    final void runPart(Workspace workspace, int call, int part) {
        int chunk = workspace.chunks[call];
        int from = part * chunk;
        call(call, workspace, workspace.scratch[part], from, Math.min(workspace.extents[call] - from, chunk) + from);
    }

    /**
     * Runs a tile to have it compiled.
     *
     * @param memory of the lengths that {@link CallTable.Tiles} names
     * @param depths at most {@link #TILE_DEPTHS}
     */
    protected void tile(int number, Scratch memory, int depths) {
        throw new IllegalArgumentException("there is no tile " + number);
    }

    /** Runs iterations [from, to) of the outer loop of a call; of a call that can't be split, all of it. */
    protected abstract void call(int call, Workspace workspace, Scratch scratch, int from, int to);
}
