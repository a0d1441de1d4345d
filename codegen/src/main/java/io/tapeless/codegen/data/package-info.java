/**
 * Arrays and rows of examples in memory, what an input wants of them, and the one failure of all that has to do with
 * data.
 *
 * <p>Knows: elements of every type, shapes, where an array came from. Does not know: files, formats, how examples are
 * made of what is read. Of the project it imports {@link io.tapeless.ir.DType} only, as do all packages below it.
 * Every failure is a {@link io.tapeless.codegen.data.DataException}.
 */
package io.tapeless.codegen.data;
