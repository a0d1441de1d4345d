package io.tapeless.codegen.train;

import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.optim.Optimizers;
import java.util.Map;

/** The steps of a run: what each sees of the data, and how it changes the weights. For one thread. */
interface Steps {
    /** The steps of an epoch, one after the other. */
    interface Epoch extends AutoCloseable {
        /** Goes to the next step; false if there is none. */
        boolean next();

        /** Makes it; its result is the loss before. */
        double step();

        /** The examples it sees. */
        int examples();

        @Override
        void close();
    }

    /**
     * The steps of the optimiser that the model's settings name.
     *
     * @param plateau multiplies the learning rate
     * @throws TrainingException if the optimiser does not fit the settings, the model or the batch size
     */
    static Steps of(CompiledModel model, ExampleInputs inputs, Dataset train, TrainingOptions options,
            Plateau plateau) {
        return Optimizers.isStep(model.settings())
                ? new BatchSteps(model, inputs, train, options, plateau)
                : new LbfgsSteps(model, inputs, train, options);
    }

    /** Examples of a step; the last one of an epoch may see fewer. */
    int batch();

    /** Steps of an epoch. */
    int perEpoch();

    /**
     * An epoch from a step on.
     *
     * @param number of the epoch, from 0 on
     * @param from how many of its steps are made already
     */
    Epoch epoch(int number, int from);

    /** Whether no step changes anything any more. */
    boolean areDone();

    /** Steps made so far. */
    long made();

    /** Those of them that changed nothing as they were not finite. */
    long skipped();

    /** The value that a metric had before the last step. */
    double metric(String name);

    /** All variables, the optimiser's own included; shared with those who predict. */
    Parameters variables();

    /** Whether the weights to be used are others than the variables, namely averages. */
    boolean hasAverages();

    /** Copies the weights to be used into others' memory. */
    void copyWeights(Parameters to);

    /** What computes a step, or one of the evaluations that make a step. */
    CompiledFunction function();

    /** All that must be kept to go on bit-exactly, but for {@link #made}. */
    Map<String, NdArray> tensors();

    /**
     * Goes on from what was kept.
     *
     * @throws io.tapeless.ir.IrException if tensors are missing or of other types, or there are others
     */
    void restore(Map<String, NdArray> tensors, long made);
}
