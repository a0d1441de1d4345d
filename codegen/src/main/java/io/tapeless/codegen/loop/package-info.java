/**
 * The loop IR: kernels as affine loops over flat buffers, their verifier, printer and interpreter.
 *
 * <p>Knows: loops, lanes, loads, stores and scalar arithmetic in a fixed order, so that a kernel's bits
 * are a function of its text. Does not know: tensors, shapes, the graph a kernel came from, bytecode,
 * lane counts or threads. Of the project it imports {@code DType} and {@code ScalarOp} alone.
 */
package io.tapeless.codegen.loop;
