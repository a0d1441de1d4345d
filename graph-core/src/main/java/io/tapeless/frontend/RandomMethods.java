package io.tapeless.frontend;

/** {@link RandomFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface RandomMethods permits Tensor {

    /** {@link RandomFunctions#bernoulli(Tensor)}. */
    default Tensor bernoulli() {
        return RandomFunctions.bernoulli((Tensor) this);
    }
}
