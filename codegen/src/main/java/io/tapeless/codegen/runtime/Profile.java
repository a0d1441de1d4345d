package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that measures how long each of its calls takes, over all its runs. For one thread at a time. */
public final class Profile extends CompiledProgram {
    /**
     * Runs with the same values of the symbolic dimensions.
     *
     * @param dims in the order of {@link Layout#symbols}
     */
    public record Runs(int[] dims, long count) {}

    private final CompiledProgram program;
    private final long[] nanos;
    private final List<int[]> bindings = new ArrayList<>();
    private long[] counts = new long[1];

    /** Of a program that has not been run. */
    public Profile(CompiledProgram program) {
        super(program.layout(), program.calls());
        this.program = program;
        this.nanos = new long[program.calls().calls().size()];
    }

    /** Nanoseconds of a call in all runs. */
    public long nanos(int call) {
        return nanos[call];
    }

    /** The runs that were measured. */
    public List<Runs> runs() {
        List<Runs> runs = new ArrayList<>();
        for (int i = 0; i < bindings.size(); i++) {
            runs.add(new Runs(bindings.get(i).clone(), counts[i]));
        }
        return runs;
    }

    /** Forgets what was measured. */
    public void clear() {
        Arrays.fill(nanos, 0);
        bindings.clear();
        Arrays.fill(counts, 0);
    }

    @Override
    public boolean isSettled() {
        return program.isSettled();
    }

    @Override
    void beforeRun(Workspace workspace) {
        int binding = 0;
        while (binding < bindings.size() && !Arrays.equals(bindings.get(binding), workspace.dims())) {
            binding++;
        }
        if (binding == bindings.size()) {
            bindings.add(workspace.dims());
            counts = Arrays.copyOf(counts, bindings.size());
        }
        counts[binding]++;
        program.beforeRun(workspace);
    }

    @Override
    void runCall(int call, Workspace workspace) {
        long start = System.nanoTime();
        program.runCall(call, workspace);
        nanos[call] += System.nanoTime() - start;
    }

    @Override
    protected void call(int call, Workspace workspace, Scratch scratch, int from, int to) {
        program.call(call, workspace, scratch, from, to);
    }
}
