/**
 * A training run: epochs over data, validation, progress, checkpoints.
 *
 * <p>Knows: the trainer and the data it is fed, the learning rate of each step, when scores are taken, what a run
 * must keep to go on bit-exactly, how a loss is minimised over all examples. Does not know: how a step is compiled, command lines, terminals. Every expected failure is
 * an {@link io.tapeless.ir.IrException}, a {@link io.tapeless.codegen.data.DataException} or a
 * {@link TrainingException}.
 */
package io.tapeless.codegen.train;
