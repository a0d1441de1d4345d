/**
 * What generated code needs at run time: memory by layout, scratch, workers, the choice of form and when it is taken.
 *
 * <p>Knows: slots, sizes as polynomials of the symbolic dimensions, calls by number. Does not know:
 * graphs, kernels, bytecode or the Vector API, of which it only asks whether it is there. Imports
 * nothing of the project, because compiled jars carry a copy of it.
 */
package io.tapeless.codegen.runtime;
