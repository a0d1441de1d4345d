/**
 * Whether a model computes what it says: gradients against finite differences, and the reference
 * interpreter, the loops and the bytecode against each other.
 *
 * <p>Knows: how each of the three is run, how far results may differ. Does not know: why they differ,
 * command lines, training.
 */
package io.tapeless.codegen.check;
