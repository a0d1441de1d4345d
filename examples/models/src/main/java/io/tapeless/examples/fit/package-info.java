/**
 * Nonlinear least squares: Levenberg and Marquardt's method, each of whose steps is one compiled function.
 *
 * <p>Knows: graphs, derivatives and the compiler's facade. Does not know what is fitted: any model that names a
 * tensor of residuals will do.
 */
package io.tapeless.examples.fit;
