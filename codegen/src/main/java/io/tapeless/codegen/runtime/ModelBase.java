package io.tapeless.codegen.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all compiled models have in common. The class generated for a model extends it and adds methods
 * named and typed after the model's inputs, outputs and parameters.
 *
 * <p>The weights after any number of steps are a function of the model, its inputs and the seed alone.
 * Training is for one thread at a time; any number of predictors may run beside it.
 */
public abstract class ModelBase {
    /** How the name of the resource ends that holds embedded weights: all elements, little-endian. */
    public static final String WEIGHTS = ".weights";

    private final ModelTable table;
    private final WorkerPool pool;
    private final Variables variables;
    private final Slice[] slices;
    private final Map<String, CompiledProgram> programs = new HashMap<>();
    private final Runner stepper;
    private long seed;
    private long steps;

    /**
     * A model whose variables are all zero.
     *
     * @param table text of its {@link ModelTable}
     * @param threads threads a run may use, the caller's included
     */
    protected ModelBase(String table, int threads) {
        this.table = ModelTable.parse(table);
        this.pool = WorkerPool.of(threads);
        List<ModelTable.Variable> declared = this.table.variables();
        this.variables = new Variables(
                declared.stream().map(v -> new Variables.Variable(v.element(), v.size())).toList());
        this.slices = new Slice[declared.size()];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = new Slice(variables.element(i), variables.array(i), variables.offset(i), variables.size(i),
                    declared.get(i).name() + ", " + declared.get(i).type());
        }
        this.stepper = this.table.has(ModelTable.STEP) ? runner(ModelTable.STEP) : null;
    }

    /** A runner with memory of its own over the model's variables. */
    final Runner runner(String function) {
        return runner(function, variables);
    }

    private Runner runner(String function, Variables memory) {
        ModelTable.Function entry = table.function(function);
        return new Runner(entry, () -> program(entry), memory, pool);
    }

    /** The program of a function in the form that is fastest here; only classes of forms that are used are loaded. */
    private synchronized CompiledProgram program(ModelTable.Function function) {
        return programs.computeIfAbsent(function.name(), name -> {
            Form form = Form.best();
            return form.isVector() && Form.isFree()
                    ? WarmStart.of(() -> load(function, Form.SCALAR), () -> load(function, form))
                    : load(function, form);
        });
    }

    private CompiledProgram load(ModelTable.Function function, Form form) {
        return program(function.className(getClass().getName(), form));
    }

    /** A new program of the class of that name, one of the model's; only then is the class loaded. */
    protected abstract CompiledProgram program(String className);

    /**
     * Sets all variables to their initial values and the count of steps to 0. The same seed gives the same
     * bits everywhere.
     *
     * @param seed of initial values, and of everything random in training
     */
    public final void initialize(long seed) {
        this.seed = seed;
        steps = 0;
        if (!table.has(ModelTable.INIT)) {
            return;
        }
        Runner init = runner(ModelTable.INIT, new Variables(List.of()));
        init.bind();
        init.run(seed);
        for (int i = 0; i < slices.length; i++) {
            if (isOptimizers(i)) {
                slices[i].fill(table.variables().get(i).initial());
            } else {
                slices[i].copyFrom(init.output(i));
            }
        }
    }

    private boolean isOptimizers(int variable) {
        return table.variables().get(variable).role() == ModelTable.Role.OPTIMIZER;
    }

    /** Sets parameters and states to the values that the jar holds, all else as {@link #initialize} does. */
    protected final void restore() {
        initialize(0);
        String resource = getClass().getSimpleName() + WEIGHTS;
        try (InputStream file = getClass().getResourceAsStream(resource)) {
            InputStream in = new BufferedInputStream(file);
            for (int i = 0; i < slices.length && !isOptimizers(i); i++) {
                slices[i].set(Contents.read(in, variables.element(i), variables.size(i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the weights " + resource + " in the jar can't be read", e);
        }
    }

    /**
     * Runs a function that changes no variable, for callers that learn of the model only when they run.
     * All values are arrays, row-major, those of scalars too; booleans are {@code int} 0 and 1.
     *
     * @param function {@code predict} or {@code evaluate}
     * @param inputs by name
     * @param dimensions extents of the function's symbolic dimensions, by name
     * @param key of random numbers, if the function draws any
     * @return the outputs by name
     * @throws IllegalArgumentException if the model has no such function, or an input or a dimension is
     *     missing or does not fit
     */
    public final Map<String, Object> compute(String function, Map<String, ?> inputs, Map<String, Integer> dimensions,
            long key) {
        if (function.equals(ModelTable.STEP)) {
            throw new IllegalArgumentException("a step changes variables; call the method step");
        }
        return runner(function).run(inputs, dimensions, key);
    }

    /**
     * Sets a parameter or state, for callers that learn of the model only when they run.
     *
     * @param values all elements, row-major
     * @throws IllegalArgumentException if there is no such variable or the array does not fit
     */
    public final void assign(String variable, Object values) {
        slice(variable).set(values);
    }

    private Slice slice(String variable) {
        for (int i = 0; i < slices.length; i++) {
            if (table.variables().get(i).name().equals(variable)) {
                return slices[i];
            }
        }
        throw new IllegalArgumentException("model " + table.name() + " has no variable " + variable);
    }

    /** The seed last given. */
    public final long seed() {
        return seed;
    }

    /** Steps made since the model was made or initialised. */
    public final long steps() {
        return steps;
    }

    /**
     * The learning rate of the next step.
     *
     * @throws IllegalArgumentException if the model is not trained
     */
    public final double learningRate() {
        return slice(ModelTable.LEARNING_RATE).real();
    }

    /**
     * Sets the learning rate of the next steps.
     *
     * @throws IllegalArgumentException if the model is not trained
     */
    public final void learningRate(double rate) {
        slice(ModelTable.LEARNING_RATE).fill(rate);
    }

    /** Runs the step on the inputs that {@link #stepper} was given. */
    protected final void takeStep() {
        stepper.run(Keys.ofStep(seed, steps));
        steps++;
    }

    /** What runs the step. */
    protected final Runner stepper() {
        return stepper;
    }

    /** The variable of that number. */
    protected final Slice variable(int number) {
        return slices[number];
    }

    /** What {@code java -jar} does: prints what the model is. */
    protected static void main(Class<? extends ModelBase> type, String table, String... arguments) {
        if (arguments.length > 1 || arguments.length == 1 && !arguments[0].equals("--info")) {
            System.err.println("expected --info or nothing, found " + String.join(" ", arguments));
            System.exit(2);
        }
        System.out.print(ModelInfo.text(type.getName(), ModelTable.parse(table)));
    }
}
