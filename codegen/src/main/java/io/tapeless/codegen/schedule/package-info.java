/**
 * The schedule: which nodes are computed together in one kernel, which results are kept in memory, in what
 * order kernels run and in which slot each result lives.
 *
 * <p>Knows: the graph, which views of memory cost nothing, how data flows between kernels. Does not know:
 * loops, code, lanes, threads, or where in an array a slot is placed.
 */
package io.tapeless.codegen.schedule;
