package io.tapeless.codegen.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Sums of scores, weighted by examples: {@code Σ size·score / Σ size} is their mean. */
final class ScoreSums {
    private static final String LOSS = "loss";
    private static final String EXAMPLES = "examples";
    private static final String METRIC = "metric.";

    private final String[] metrics;
    private final double[] sums;
    private double loss;
    private long examples;

    ScoreSums(List<String> metrics) {
        this.metrics = metrics.toArray(String[]::new);
        this.sums = new double[this.metrics.length];
    }

    void add(double batchLoss, ToDoubleFunction<String> batchMetric, int size) {
        loss += batchLoss * size;
        for (int i = 0; i < metrics.length; i++) {
            sums[i] += batchMetric.applyAsDouble(metrics[i]) * size;
        }
        examples += size;
    }

    long examples() {
        return examples;
    }

    double loss() {
        return loss / examples;
    }

    Scores mean() {
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < metrics.length; i++) {
            means.put(metrics[i], sums[i] / examples);
        }
        return new Scores(loss(), means);
    }

    /** Adds all sums to a map of strings, exactly. */
    void save(Map<String, String> text) {
        text.put(EXAMPLES, Long.toString(examples));
        text.put(LOSS, Double.toHexString(loss));
        for (int i = 0; i < metrics.length; i++) {
            text.put(METRIC + metrics[i], Double.toHexString(sums[i]));
        }
    }

    /**
     * Inverse of {@link #save}.
     *
     * @throws TrainingException if a sum is missing or no number
     */
    void restore(SavedState saved) {
        examples = (long) saved.real(EXAMPLES);
        loss = saved.real(LOSS);
        for (int i = 0; i < metrics.length; i++) {
            sums[i] = saved.real(METRIC + metrics[i]);
        }
    }
}
