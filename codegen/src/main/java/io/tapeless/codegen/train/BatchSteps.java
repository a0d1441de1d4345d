package io.tapeless.codegen.train;

import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.BatchSource;
import io.tapeless.codegen.data.examples.Batches;
import io.tapeless.codegen.data.examples.Dataset;
import java.util.Map;

/**
 * Steps over batches, which another thread prepares, by the model's compiled step. The examples of each epoch come in
 * an order that seed and epoch determine; the last, smaller batch is used.
 */
final class BatchSteps implements Steps {
    private final Trainer trainer;
    private final ExampleInputs inputs;
    private final TrainingOptions options;
    private final Batches batches;
    private final Schedule schedule;
    private final Plateau plateau;
    private int bound = -1;

    BatchSteps(CompiledModel model, ExampleInputs inputs, Dataset train, TrainingOptions options, Plateau plateau) {
        this.trainer = model.trainer(options.seed());
        this.inputs = inputs;
        this.options = options;
        this.batches = train.batches(options.batch());
        this.schedule = Schedules.of(model.settings(), batches.count(), options.epochs());
        this.plateau = plateau;
    }

    @Override
    public int batch() {
        return options.batch();
    }

    @Override
    public int perEpoch() {
        return batches.count();
    }

    @Override
    public Epoch epoch(int number, int from) {
        batches.shuffle(options.seed(), number);
        for (int i = 0; i < from; i++) {
            batches.next();
        }
        BatchSource prepared = batches.prepared();
        return new Epoch() {
            @Override
            public boolean next() {
                return prepared.next();
            }

            @Override
            public double step() {
                return BatchSteps.this.step(prepared);
            }

            @Override
            public int examples() {
                return prepared.size();
            }

            @Override
            public void close() {
                prepared.close();
            }
        };
    }

    private double step(BatchSource examples) {
        if (examples.size() != bound) {
            trainer.bind(inputs.binding(examples.size()));
            bound = examples.size();
        }
        Feeder.feed(examples, trainer.inputs());
        trainer.learningRate(plateau.factor() * schedule.rate(trainer.steps()));
        return trainer.step();
    }

    @Override
    public boolean areDone() {
        return false;
    }

    @Override
    public long made() {
        return trainer.steps();
    }

    @Override
    public long skipped() {
        return trainer.skippedSteps();
    }

    @Override
    public double metric(String name) {
        return trainer.metric(name);
    }

    @Override
    public Parameters variables() {
        return trainer.parameters();
    }

    @Override
    public boolean hasAverages() {
        return trainer.hasAverages();
    }

    @Override
    public void copyWeights(Parameters to) {
        trainer.copyWeights(to);
    }

    @Override
    public CompiledFunction function() {
        return trainer.model().step();
    }

    @Override
    public Map<String, NdArray> tensors() {
        return variables().toArrays(variables().table().names());
    }

    @Override
    public void restore(Map<String, NdArray> tensors, long made) {
        variables().set(tensors, variables().table().names());
        trainer.resume(made);
    }
}
