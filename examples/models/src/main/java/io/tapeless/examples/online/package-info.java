/**
 * Learning from a stream: examples come one at a time, each is predicted, then learnt, then forgotten.
 *
 * <p>Knows trainers and lines of numbers. From the bytes of a line to the new weights nothing is allocated.
 */
package io.tapeless.examples.online;
