package io.tapeless.codegen.train;

/** Is told how a run goes on, on the thread that trains. */
public interface TrainingListener {
    /** Takes no notice. */
    TrainingListener SILENT = new TrainingListener() { };

    /** Called when a run resumes, for each checkpoint that is damaged and skipped for an older one; says which and why. */
    default void damaged(String what) {
    }

    /**
     * Called after each step.
     *
     * @param epoch counted from 1
     * @param step of the epoch, counted from 1
     * @param steps of a whole epoch
     * @param loss mean over the epoch so far
     */
    default void step(int epoch, int step, int steps, double loss) {
    }

    /** Called after each epoch, when its checkpoint is written. */
    default void epoch(EpochReport report) {
    }
}
