package io.tapeless.codegen.train;

/** A training run that can't go on: it diverged, or a checkpoint is of another run. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TrainingException(String message) {
        super(message);
    }
}
