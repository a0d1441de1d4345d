/**
 * Rules that replace a node by an equal one, and what applies them until none does.
 *
 * <p>Knows: algebra, stable formulas, how shapes move through operations. Does not know: in what order
 * rule sets run, how a graph is differentiated or compiled. It imports {@code ir} and, to fold
 * constants by the definition of every operation, {@code interp}.
 */
package io.tapeless.rewrite;
