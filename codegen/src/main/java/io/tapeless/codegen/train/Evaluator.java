package io.tapeless.codegen.train;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.data.examples.Batches;
import io.tapeless.codegen.data.examples.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores a model's parameters on data, in predict mode. */
public final class Evaluator {
    private final String loss;
    private final List<String> metrics;
    private final List<String> means;
    private final Map<String, EpochScore> epochScores = new LinkedHashMap<>();
    private final Predictor scores;
    private final ExampleInputs inputs;
    private final Batches batches;

    /** Scores on batches of the given size; the last one may be smaller. */
    public Evaluator(CompiledModel model, Parameters parameters, ExampleInputs inputs, Dataset data, int batch) {
        this.loss = model.model().loss().orElseThrow();
        this.metrics = model.model().metrics();
        this.means = metrics.stream().filter(m -> !model.model().epochMetrics().containsKey(m)).toList();
        List<String> computed = new ArrayList<>(List.of(loss));
        computed.addAll(means);
        model.model().epochMetrics().forEach((name, metric) -> {
            computed.addAll(metric.rows());
            epochScores.put(name, new EpochScore(model, parameters, name, metric));
        });
        this.scores = model.predictor(parameters, computed);
        this.inputs = inputs;
        this.batches = data.batches(batch);
    }

    /**
     * The scores of all examples, for the parameters as they are now: means, weighted by batch size, and metrics that
     * are no means computed of all examples together.
     */
    public Scores score() {
        ScoreSums sums = new ScoreSums(means);
        batches.inOrder();
        while (batches.next()) {
            scores.bind(inputs.binding(batches.size()));
            Feeder.feed(batches, scores.bound().inputs());
            scores.run();
            sums.add(scores.output(loss).get(0), name -> scores.output(name).get(0), batches.size());
            epochScores.values().forEach(score -> score.add(scores));
        }
        Scores mean = sums.mean();
        Map<String, Double> values = new LinkedHashMap<>();
        for (String metric : metrics) {
            values.put(metric, epochScores.containsKey(metric) ? epochScores.get(metric).compute()
                    : mean.metrics().get(metric));
        }
        return new Scores(mean.loss(), values);
    }
}
