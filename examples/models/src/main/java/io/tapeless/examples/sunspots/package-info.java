/**
 * A time series: yearly sunspot numbers, forecast a year ahead by models fitted with L-BFGS.
 *
 * <p>Knows compiled models and L-BFGS; knows nothing of graphs.
 */
package io.tapeless.examples.sunspots;
