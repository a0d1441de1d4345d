/**
 * Arrays and examples in files: CSV, text, NPY, NPZ, IDX and safetensors, and the batches a training run takes
 * from them.
 *
 * <p>Knows: file formats, element encodings, which columns and arrays feed which input, how cells and characters
 * become numbers, splits, the order of examples in an epoch. Does not know: graphs, compiled programs, parameters, training. Of the
 * project it imports {@link io.tapeless.ir.DType} only. Every failure is a {@link DataException}.
 */
package io.tapeless.codegen.data;
