package io.tapeless.codegen.train;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.optim.Optimizers;
import java.util.Optional;

/**
 * How to run a training.
 *
 * @param epochs passes over the data, those of a resumed run included
 * @param batch examples a step
 * @param seed fixes initial values, the order of examples and everything random in a step
 * @param checkpoints what is kept of the run while it goes on, if anything
 */
public record TrainingOptions(int epochs, int batch, long seed, Optional<Checkpoints> checkpoints) {
    private static final int USUAL_BATCH = 32;

    public TrainingOptions {
        if (epochs < 1 || batch < 1) {
            throw new TrainingException("expected at least 1 epoch and 1 example a batch, found " + epochs + " and "
                    + batch);
        }
    }

    /** The examples a step that settings ask for; else 32, or all for an optimiser that takes no fewer. */
    public static int batch(TrainSettings settings, int examples) {
        return settings.count(TrainSetting.BATCH)
                .orElse(Optimizers.isStep(settings) ? USUAL_BATCH : examples);
    }

    /** Without checkpoints. */
    public static TrainingOptions of(int epochs, int batch, long seed) {
        return new TrainingOptions(epochs, batch, seed, Optional.empty());
    }

    public TrainingOptions withCheckpoints(Checkpoints other) {
        return new TrainingOptions(epochs, batch, seed, Optional.of(other));
    }
}
