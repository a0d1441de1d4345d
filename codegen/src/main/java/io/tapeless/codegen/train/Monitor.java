package io.tapeless.codegen.train;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import java.util.List;
import java.util.Map;

/**
 * Watches one score of a run, of the validation data if there are any: its best value, and how many epochs it has
 * not been better.
 */
final class Monitor {
    private static final String BEST = "monitor.best";
    private static final String WAITED = "monitor.waited";
    private static final String USUAL = "min loss";

    private final String score;
    private final double sign;
    private final double minDelta;
    private double best = Double.POSITIVE_INFINITY;
    private int waited;

    /**
     * Watches what the settings say, the loss if they say nothing.
     *
     * @param scores what there is to watch besides the loss
     * @throws TrainingException if there is no such score
     */
    Monitor(TrainSettings settings, List<String> scores) {
        String watched = settings.text(TrainSetting.MONITOR).orElse(USUAL).strip();
        String[] words = watched.split("\\s+");
        if (words.length != 2 || !List.of("min", "max").contains(words[0])
                || !words[1].equals("loss") && !scores.contains(words[1])) {
            throw new TrainingException("monitor: expected min or max, and loss or one of the metrics " + scores
                    + ", such as \"min loss\"; found \"" + watched + "\"");
        }
        score = words[1];
        sign = words[0].equals("min") ? 1 : -1;
        minDelta = settings.real(TrainSetting.MIN_DELTA).orElse(0.0);
    }

    /** Takes note of an epoch; true if it was the best so far. */
    boolean isBetter(EpochReport report) {
        Scores scores = report.valid().orElse(report.train());
        double value = sign * (score.equals("loss") ? scores.loss() : scores.metrics().get(score));
        boolean better = value < best - minDelta;
        if (better) {
            best = value;
        }
        waited = better ? 0 : waited + 1;
        return better;
    }

    /** Epochs since the best one. */
    int waited() {
        return waited;
    }

    void save(Map<String, String> text) {
        text.put(BEST, Double.toHexString(best));
        text.put(WAITED, Integer.toString(waited));
    }

    /** Inverse of {@link #save}. */
    void restore(SavedState saved) {
        best = saved.real(BEST);
        waited = saved.count(WAITED);
    }
}
