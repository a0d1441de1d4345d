/**
 * Optimisers as symbolic updates: nodes that compute the next value of every parameter from its gradient.
 *
 * <p>Knows: update formulas, the variables they keep between steps and where those start, and how a
 * forward graph becomes a train step. Does not know: values, data, epochs, or how a step is compiled.
 * It imports {@code ir}, {@code autodiff}, and of {@code frontend} the settings of a training.
 */
package io.tapeless.optim;
