/**
 * The graph as users write it: fluent tensors, model declarations, and the functions of the language,
 * each a composition of operations.
 *
 * <p>Knows: NumPy broadcasting, numerically careful formulas, declaration sites, initialisers, the two
 * modes (predict and train) of a model. Does not know: the spec language, how operations are computed,
 * differentiated, rewritten or compiled. It imports {@code ir} and, for derivatives, {@code autodiff}.
 */
package io.tapeless.frontend;
