/**
 * The nonlinear regression problems of NIST's Statistical Reference Datasets.
 *
 * <p>Knows: the format of their files, and where the specs of their models lie. Fitting is left to {@code fit}.
 */
package io.tapeless.examples.nist;
