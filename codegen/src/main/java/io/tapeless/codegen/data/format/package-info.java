/**
 * Files of arrays: NPY, NPZ, IDX, safetensors, and arrays as text; bytes in them and on disk.
 *
 * <p>Knows: headers and their limits, encodings of elements, compression, files that are replaced as a whole. Does not
 * know: inputs, tables, examples. What a header claims is checked before memory is taken for it.
 */
package io.tapeless.codegen.data.format;
