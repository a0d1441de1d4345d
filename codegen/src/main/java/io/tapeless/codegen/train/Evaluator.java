package io.tapeless.codegen.train;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.data.Batches;
import io.tapeless.codegen.data.Dataset;

/** Scores a model's parameters on data, in predict mode. */
public final class Evaluator {
    private final CompiledModel model;
    private final Predictor scores;
    private final ExampleInputs inputs;
    private final Batches batches;

    /** Scores on batches of the given size; the last one may be smaller. */
    public Evaluator(CompiledModel model, Parameters parameters, ExampleInputs inputs, Dataset data, int batch) {
        this.model = model;
        this.scores = model.evaluator(parameters);
        this.inputs = inputs;
        this.batches = data.batches(batch);
    }

    /** The means over all examples, weighted by batch size, for the parameters as they are now. */
    public Scores score() {
        ScoreSums sums = new ScoreSums(model.model().metrics());
        String loss = model.model().loss().orElseThrow();
        batches.inOrder();
        while (batches.next()) {
            scores.bind(inputs.binding(batches.size()));
            Feeder.feed(batches, scores.bound().inputs());
            scores.run();
            sums.add(scores.output(loss).get(0), name -> scores.output(name).get(0), batches.size());
        }
        return sums.mean();
    }
}
