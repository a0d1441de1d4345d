/**
 * The reference interpreter: the definition of what every operation computes.
 *
 * <p>Knows: the value of each operation on actual numbers, in f64 and 64-bit integers, by the plainest
 * formula, and how far rounding may take a program from it. Does not know: how to be fast, how graphs are
 * made, differentiated, rewritten or compiled. Compiled programs are tested against it, so it shares no code
 * with them. It imports {@code ir}.
 */
package io.tapeless.interp;
