package io.tapeless.codegen.train;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where, when and how many checkpoints a run keeps.
 *
 * @param directory made with the first checkpoint if there is none
 * @param every steps between two checkpoints, beside those after each epoch and when stopped; if empty, only those
 * @param keep how many are kept, the last ones; several, because the newest may be damaged
 * @param resume whether to go on from the newest that is intact, which must then be there
 */
public record Checkpoints(Path directory, OptionalInt every, int keep, boolean resume) {
    /** How many are kept unless said. */
    public static final int USUAL_KEEP = 2;

    public Checkpoints {
        if (keep < 1 || every.orElse(1) < 1) {
            throw new TrainingException("expected at least 1 checkpoint to keep and 1 step between two, found " + keep
                    + " and " + every.orElse(1));
        }
    }

    /** After each epoch and when stopped; the last two are kept, and the run starts anew. */
    public static Checkpoints in(Path directory) {
        return new Checkpoints(directory, OptionalInt.empty(), USUAL_KEEP, false);
    }

    public Checkpoints keeping(int number) {
        return new Checkpoints(directory, every, number, resume);
    }

    public Checkpoints everySteps(int steps) {
        return new Checkpoints(directory, OptionalInt.of(steps), keep, resume);
    }

    public Checkpoints resumed() {
        return new Checkpoints(directory, every, keep, true);
    }
}
