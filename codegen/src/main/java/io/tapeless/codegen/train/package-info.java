/**
 * A training run: epochs over data, validation, progress, checkpoints.
 *
 * <p>Knows: the trainer and the data it is fed, when scores are taken, what a run must keep to go on
 * bit-exactly. Does not know: how a step is compiled, command lines, terminals. Every expected failure is
 * an {@link io.tapeless.ir.IrException}, a {@link io.tapeless.codegen.data.DataException} or a
 * {@link TrainingException}.
 */
package io.tapeless.codegen.train;
