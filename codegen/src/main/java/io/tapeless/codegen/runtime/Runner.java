package io.tapeless.codegen.runtime;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private final Supplier<CompiledProgram> source;
    private final Variables variables;
    private final WorkerPool pool;
    private final int[] dims;
    private CompiledProgram program;
    /** Elements of each input that belong to one unit of the one dimension, and those that don't. */
    private final long[] factors;
    private final long[] rests;
    /** The latest first. */
    private final Bound[] recent = new Bound[KEPT];

    /** A runner that asks for its program when first used. */
    Runner(ModelTable.Function table, Supplier<CompiledProgram> source, Variables variables, WorkerPool pool) {
        this.table = table;
        this.source = source;
        this.variables = variables;
        this.pool = pool;
        this.dims = new int[table.dims().size()];
        this.factors = new long[table.inputs().size()];
        this.rests = new long[table.inputs().size()];
    }

    private void load() {
        program = source.get();
        for (int i = 0; i < factors.length && dims.length == 1; i++) {
            Polynomial size = program.layout().slots().get(table.inputs().get(i).slot()).size();
            rests[i] = size.evaluate(0);
            factors[i] = size.evaluate(1) - rests[i];
        }
    }

    /**
     * Binds the one dimension to what makes an input as long as an array.
     *
     * @throws IllegalArgumentException if the array is null, or nothing does
     */
    public void fit(int input, Object array) {
        if (program == null) {
            load();
        }
        if (array == null) {
            throw new IllegalArgumentException(label("input", table.inputs().get(input))
                    + ": expected an array, found null");
        }
        long units = Array.getLength(array) - rests[input];
        if (units % factors[input] != 0) {
            throw new IllegalArgumentException(label("input", table.inputs().get(input)) + ": expected a multiple of "
                    + factors[input] + (rests[input] == 0 ? "" : " and " + rests[input]) + " elements, found "
                    + Array.getLength(array));
        }
        dim(0, (int) (units / factors[input]));
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
        if (program == null) {
            load();
        }
        Workspace workspace = program.bind(variables, pool, dims);
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
        program.run(bound().workspace);
    }

    /**
     * Runs on arrays by the names of inputs and dimensions; gives copies of the outputs by name.
     *
     * @throws IllegalArgumentException if one is missing, or does not fit
     */
    Map<String, Object> run(Map<String, ?> inputs, Map<String, Integer> extents, long key) {
        for (int i = 0; i < dims.length; i++) {
            String name = table.dims().get(i).name();
            if (!extents.containsKey(name)) {
                throw new IllegalArgumentException("dimension " + name + " of " + table.name() + " is not given");
            }
            dim(i, extents.get(name));
        }
        bind();
        for (int i = 0; i < table.inputs().size(); i++) {
            input(i).set(inputs.get(table.inputs().get(i).name()));
        }
        run(key);
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (int i = 0; i < table.outputs().size(); i++) {
            outputs.put(table.outputs().get(i).name(), output(i).copy());
        }
        return outputs;
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
