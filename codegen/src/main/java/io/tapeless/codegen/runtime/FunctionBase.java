package io.tapeless.codegen.runtime;

/**
 * What all nested classes of a compiled model have in common: one function of the model with memory of
 * its own over the model's variables. For one thread at a time.
 */
public abstract class FunctionBase {
    private final Runner runner;

    /** The function of that name in the model's table. */
    protected FunctionBase(ModelBase model, String function) {
        runner = model.runner(function);
    }

    /** What runs it. */
    protected final Runner runner() {
        return runner;
    }
}
