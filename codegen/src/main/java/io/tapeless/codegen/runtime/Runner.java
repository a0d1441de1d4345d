package io.tapeless.codegen.runtime;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs one function of a model: binds its dimensions, takes inputs, gives outputs. Memory for the last
 * few bindings is kept, so that nothing is allocated when they come again. For one thread at a time.
 */
public final class Runner {
    private static final int KEPT = 8;

    /** Memory for one value of each dimension. */
    private record Bound(int[] dims, Workspace workspace, Slice[] inputs, Slice[] outputs) {}

    private final ModelTable.Function table;
    private final Supplier<CompiledProgram> program;
    private final Variables variables;
    private final WorkerPool pool;
    private final int[] dims;
    /** The latest first. */
    private final Bound[] recent = new Bound[KEPT];

    /** A runner that asks for its program when first used. */
    Runner(ModelTable.Function table, Supplier<CompiledProgram> program, Variables variables, WorkerPool pool) {
        this.table = table;
        this.program = program;
        this.variables = variables;
        this.pool = pool;
        this.dims = new int[table.dims().size()];
    }

    /**
     * Binds the one dimension to what makes an input as long as an array.
     *
     * @throws IllegalArgumentException if the array is null, or nothing does
     */
    public void fit(int input, Object array) {
        ModelTable.Port port = table.inputs().get(input);
        if (array == null) {
            throw new IllegalArgumentException(label("input", port) + ": expected an array, found null");
        }
        Polynomial size = program.get().layout().slots().get(port.slot()).size();
        int length = Array.getLength(array);
        dims[0] = 0;
        long rest = size.evaluate(dims);
        dims[0] = 1;
        long factor = size.evaluate(dims) - rest;
        if ((length - rest) % factor != 0) {
            throw new IllegalArgumentException(label("input", port) + ": expected a multiple of " + factor
                    + (rest == 0 ? "" : " and " + rest) + " elements, found " + length);
        }
        dim(0, (int) ((length - rest) / factor));
        bind();
    }

    /**
     * Sets a dimension for the next {@link #bind}.
     *
     * @throws IllegalArgumentException if the value is out of its bounds
     */
    public void dim(int number, int value) {
        ModelTable.Dimension dim = table.dims().get(number);
        if (value < dim.min() || value > dim.max()) {
            throw new IllegalArgumentException("dimension " + dim.name() + " of " + table.name() + ": expected "
                    + dim.min() + " to " + dim.max() + ", found " + value);
        }
        dims[number] = value;
    }

    /** Takes the dimensions last set for the next runs. */
    public void bind() {
        int place = 0;
        while (place < KEPT - 1 && recent[place] != null && !Arrays.equals(recent[place].dims, dims)) {
            place++;
        }
        Bound found = recent[place];
        if (found == null || !Arrays.equals(found.dims, dims)) {
            found = newBound();
        }
        System.arraycopy(recent, 0, recent, 1, place);
        recent[0] = found;
    }

    private Bound newBound() {
        Workspace workspace = program.get().bind(variables, pool, dims);
        return new Bound(dims.clone(), workspace, slices(workspace, "input", table.inputs()),
                slices(workspace, "output", table.outputs()));
    }

    private Slice[] slices(Workspace workspace, String what, List<ModelTable.Port> ports) {
        return ports.stream().map(p -> workspace.slice(p.slot(), label(what, p) + binding())).toArray(Slice[]::new);
    }

    private String label(String what, ModelTable.Port port) {
        return what + " " + port.name() + " of " + table.name() + ", " + port.type();
    }

    private String binding() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < dims.length; i++) {
            text.append(i == 0 ? " with " : ", ").append(table.dims().get(i).name()).append(" = ").append(dims[i]);
        }
        return text.toString();
    }

    /** Where to write an input of the next run. */
    public Slice input(int number) {
        return bound().inputs[number];
    }

    /** Where to read an output of the last run. */
    public Slice output(int number) {
        return bound().outputs[number];
    }

    private Bound bound() {
        if (recent[0] == null) {
            throw new IllegalStateException("call " + table.name() + " first; it has no results yet");
        }
        return recent[0];
    }

    /**
     * Computes outputs and updates.
     *
     * @throws IndexFailure if an index is out of range of its axis; variables may then be partly updated
     */
    public void run() {
        program.get().run(bound().workspace);
    }

    /** Sets the key of random numbers, if the function draws any, and runs. */
    void run(long key) {
        if (table.key() >= 0) {
            Workspace workspace = bound().workspace;
            workspace.i64(table.key())[workspace.offset(table.key())] = key;
        }
        run();
    }
}
