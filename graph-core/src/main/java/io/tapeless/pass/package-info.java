/**
 * The one ordered list of passes over a graph, and what runs it: each result verified, timed, dumped.
 *
 * <p>Knows: which rule sets run in which order, before and after differentiation. Does not know: what a
 * rule says, which optimiser appends the updates, anything of code generation. It sees the packages of
 * graph-core that it orders.
 */
package io.tapeless.pass;
