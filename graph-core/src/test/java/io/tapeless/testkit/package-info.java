/**
 * What tests of all modules share: samples of every operation, random graphs, gradients by finite
 * differences, comparison of values.
 *
 * <p>Knows: the graph and the reference interpreter. Does not know: who is tested with it. It is
 * exported as the test-jar of this module.
 */
package io.tapeless.testkit;
