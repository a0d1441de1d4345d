/**
 * Differentiation, symbol to symbol: derivatives are appended to the graph as nodes like any other.
 *
 * <p>Knows: the derivative of every operation, in reverse and forward mode, one table each, both
 * reading one page of scalar calculus; paths between what is differentiated and with respect to what.
 * Does not know: values, how anything is computed, or how graphs are made smaller. Imports {@code ir} and,
 * to differentiate what is stable, {@code rewrite}.
 */
package io.tapeless.autodiff;
