package io.tapeless.codegen;

import io.tapeless.codegen.runtime.Form;
import java.util.Optional;

/**
 * How to compile a model; no choice here changes a result's bits except optimiser and learning rate.
 *
 * @param form how kernels are written; {@link Form#best()} by default
 * @param warmStart whether kernels of a vector form start in scalar form, until HotSpot has compiled the other: the
 *     first seconds are several times faster; by default unless a form is asked for
 * @param threads threads a run may use, the caller's included; 1 by default
 * @param optimizer overrides the model's
 * @param learningRate overrides the model's
 */
public record CompileOptions(Form form, boolean warmStart, int threads, Optional<String> optimizer,
        Optional<Double> learningRate) {
    public CompileOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threads);
        }
    }

    public static CompileOptions defaults() {
        return new CompileOptions(Form.best(), Form.isFree(), 1, Optional.empty(), Optional.empty());
    }

    /** With kernels of that form and no other, from the first run on. */
    public CompileOptions withForm(Form other) {
        return new CompileOptions(other, false, threads, optimizer, learningRate);
    }

    public CompileOptions withThreads(int other) {
        return new CompileOptions(form, warmStart, other, optimizer, learningRate);
    }

    public CompileOptions withOptimizer(String name, double rate) {
        return new CompileOptions(form, warmStart, threads, Optional.of(name), Optional.of(rate));
    }
}
