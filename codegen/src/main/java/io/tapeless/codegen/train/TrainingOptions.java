package io.tapeless.codegen.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to run a training.
 *
 * @param epochs passes over the data, those of a resumed run included
 * @param batch examples a step
 * @param seed fixes initial values, the order of examples and everything random in a step
 * @param checkpoint the directory to write a checkpoint to after each epoch and when stopped
 * @param resume whether to go on from the checkpoint, which must then be there
 */
public record TrainingOptions(int epochs, int batch, long seed, Optional<Path> checkpoint, boolean resume) {
    public TrainingOptions {
        if (epochs < 1 || batch < 1) {
            throw new TrainingException("expected at least 1 epoch and 1 example a batch, found " + epochs + " and "
                    + batch);
        }
        if (resume && checkpoint.isEmpty()) {
            throw new TrainingException("to resume, the directory of the checkpoint is needed");
        }
    }

    /** Without checkpoints. */
    public static TrainingOptions of(int epochs, int batch, long seed) {
        return new TrainingOptions(epochs, batch, seed, Optional.empty(), false);
    }

    public TrainingOptions withCheckpoint(Path directory, boolean resumed) {
        return new TrainingOptions(epochs, batch, seed, Optional.of(directory), resumed);
    }
}
