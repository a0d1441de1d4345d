/**
 * JMH benchmarks, each with its yardstick in the same run: the core's FMA peak, its copy bandwidth, OpenBLAS.
 *
 * <p>Knows: the facade, as any user does. Run with {@code examples/benchmarks/run}; figures go to
 * docs/performance.md.
 */
package io.tapeless.benchmarks;
