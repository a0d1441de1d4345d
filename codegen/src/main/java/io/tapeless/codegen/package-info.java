/**
 * The facade: from a model to compiled functions, trainers and predictors.
 *
 * <p>Knows: the order of all stages, how functions of a model share variables, and how callers reach the
 * memory of a run. Does not know: how any stage works inside, files, or command lines.
 */
package io.tapeless.codegen;
