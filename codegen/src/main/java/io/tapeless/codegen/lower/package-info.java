/**
 * From kernel group to loop IR: each cluster of the schedule becomes one kernel.
 *
 * <p>Knows: the schedule, how every operation reads its operands by position, and how functions such as
 * exp are written out in machine primitives. Does not know: how clusters were chosen, bytecode, vectors,
 * tiles, or what the symbolic dimensions will be.
 */
package io.tapeless.codegen.lower;
