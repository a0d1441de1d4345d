package io.tapeless.codegen;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.runtime.Keys;
import io.tapeless.ir.IrException;
import io.tapeless.optim.AveragedWeights;
import io.tapeless.optim.TrainStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a model: choose the dimensions, write the inputs, step.
 *
 * <pre>{@code
 * Trainer trainer = ModelCompiler.compile(model).trainer(seed);
 * trainer.batch(64);
 * trainer.input("x").set(pixels);
 * trainer.input("y").set(labels);
 * double loss = trainer.step();
 * }</pre>
 *
 * A step allocates nothing. The weights after any number of steps are a function of model, inputs and
 * seed alone. For one thread at a time; predictors may run beside it.
 */
public final class Trainer {
    private static final int KEPT_BINDINGS = 8;

    private final CompiledModel model;
    private final Parameters parameters;
    private final long seed;
    private final String loss;
    private final TensorView learningRate;
    private final Map<Map<String, Long>, BoundFunction> bound = new LinkedHashMap<>(16, 0.75f, true);
    private BoundFunction current;
    private long currentBatch = -1;
    private long steps;

    Trainer(CompiledModel model, Parameters parameters, long seed) {
        this.model = model;
        this.parameters = parameters;
        this.seed = seed;
        this.loss = model.model().loss().orElseThrow();
        this.learningRate = parameters.get(TrainStep.LEARNING_RATE);
        if (model.step().signature().symbols().isEmpty()) {
            bind(Map.of());
        }
    }

    /** The weights, the states and the optimiser's own variables; shared with predictors. */
    public Parameters parameters() {
        return parameters;
    }

    public CompiledModel model() {
        return model;
    }

    /** The learning rate of the next step. */
    public double learningRate() {
        return learningRate.get(0);
    }

    /** Sets the learning rate of the next steps; nothing is compiled again. */
    public void learningRate(double rate) {
        learningRate.fill(rate);
    }

    /** Steps so far that changed nothing as they were not finite; 0 unless the settings ask to skip them. */
    public long skippedSteps() {
        return parameters.table().names().contains(TrainStep.SKIPPED_STEPS)
                ? (long) parameters.get(TrainStep.SKIPPED_STEPS).get(0) : 0;
    }

    /** Steps made so far. */
    public long steps() {
        return steps;
    }

    /** Counts on from {@code made} steps, as if they had been made here; the caller has set the parameters. */
    public void resume(long made) {
        steps = made;
    }

    /**
     * Sets the one symbolic dimension of the model for the next steps.
     *
     * @throws IrException if the model has none or several
     */
    public void batch(long size) {
        if (size == currentBatch) {
            return;
        }
        List<String> symbols = model.step().signature().symbols();
        if (symbols.size() != 1) {
            throw new IrException("expected one symbolic dimension, found " + symbols + "; use bind");
        }
        bind(Map.of(symbols.get(0), size));
        currentBatch = size;
    }

    /**
     * Sets the symbolic dimensions for the next steps. Memory for the last few values used is kept.
     *
     * @throws IrException if one is missing or out of its bounds
     */
    public void bind(Map<String, Long> dims) {
        currentBatch = -1;
        current = bound.get(dims);
        if (current == null) {
            current = model.step().bind(parameters, model.pool(), dims);
            bound.put(Map.copyOf(dims), current);
            if (bound.size() > KEPT_BINDINGS) {
                bound.remove(bound.keySet().iterator().next());
            }
        }
    }

    private BoundFunction current() {
        if (current == null) {
            throw new IrException("call batch or bind before using inputs; the model has the dimensions "
                    + model.step().signature().symbols());
        }
        return current;
    }

    /** Where to write an input of the next step. */
    public TensorView input(String name) {
        return current().input(name);
    }

    /** Names and windows of all inputs. */
    public Map<String, TensorView> inputs() {
        return current().inputs();
    }

    /**
     * Computes loss, gradients and updates.
     *
     * @return the loss before the update
     * @throws IrException if an input holds an index out of range; variables may then be partly updated
     */
    public double step() {
        BoundFunction function = current();
        function.setKey(Keys.ofStep(seed, steps));
        function.run();
        steps++;
        return function.output(loss).get(0);
    }

    /** The value a metric had in the last step. */
    public double metric(String name) {
        return current().output(name).get(0);
    }

    /** True if averages of the weights are kept, as the settings ask. */
    public boolean hasAverages() {
        return AveragedWeights.areAskedFor(model.settings());
    }

    /** Copies the model's variables into others' memory: of the weights their averages, if these are kept. */
    public void copyWeights(Parameters to) {
        if (to == parameters) {
            return;
        }
        for (String name : model.variables().names()) {
            String average = AveragedWeights.slot(name);
            boolean averaged = hasAverages() && parameters.table().names().contains(average);
            to.get(name).set(parameters.get(averaged ? average : name).toArray());
        }
    }

    /** Copies of the model's variables by name: of the weights their averages, if these are kept. */
    public Map<String, NdArray> weights() {
        Parameters copy = new Parameters(model.variables());
        copyWeights(copy);
        return copy.toArrays(model.variables().names());
    }

    /** A predictor that sees the weights as they are trained. */
    public Predictor predictor() {
        return model.predictor(parameters);
    }
}
