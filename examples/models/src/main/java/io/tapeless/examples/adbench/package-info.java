/**
 * Objectives of ADBench, the benchmark of automatic differentiation: its input files, and how long functions and their
 * derivatives take.
 *
 * <p>Knows: the formats of the files. The objectives themselves are specs.
 */
package io.tapeless.examples.adbench;
