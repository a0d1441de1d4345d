package io.tapeless.codegen;

import io.tapeless.codegen.runtime.Form;
import java.util.Optional;

/**
 * How to compile a model; no choice here changes a result's bits except optimiser and learning rate.
 *
 * @param form how kernels are written; {@link Form#best()} by default
 * @param threads threads a run may use, the caller's included; 1 by default
 * @param optimizer overrides the model's
 * @param learningRate overrides the model's
 */
public record CompileOptions(Form form, int threads, Optional<String> optimizer, Optional<Double> learningRate) {
    public CompileOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least 1 thread, found " + threads);
        }
    }

    public static CompileOptions defaults() {
        return new CompileOptions(Form.best(), 1, Optional.empty(), Optional.empty());
    }

    public CompileOptions withForm(Form other) {
        return new CompileOptions(other, threads, optimizer, learningRate);
    }

    public CompileOptions withThreads(int other) {
        return new CompileOptions(form, other, optimizer, learningRate);
    }

    public CompileOptions withOptimizer(String name, double rate) {
        return new CompileOptions(form, threads, Optional.of(name), Optional.of(rate));
    }
}
