/**
 * Examples of all kinds of files as data sets: what feeds which input, how it is prepared, which examples are held
 * out, and the batches that a training run takes.
 *
 * <p>Knows: the packages beside it, splits, scaling, the order of examples in an epoch, batches made ahead. Does not
 * know: graphs, compiled programs, parameters, training.
 */
package io.tapeless.codegen.data.examples;
