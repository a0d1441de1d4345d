package io.tapeless.pass;

import io.tapeless.ir.Graph;

/** Told of every pass that ran; may throw to stop the pipeline. */
@FunctionalInterface
public interface PassObserver {
    /** Takes no notice. */
    PassObserver SILENT = (pass, before, after, nanos) -> { };

    /**
     * Called after a pass.
     *
     * @param after the same instance as {@code before} if the pass changed nothing
     */
    void ran(Pass pass, Graph before, Graph after, long nanos);
}
