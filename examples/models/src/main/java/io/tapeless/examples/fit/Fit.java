package io.tapeless.examples.fit;

/**
 * Where a fit ended.
 *
 * @param parameters the elements of all parameters, in order of declaration
 * @param sumOfSquares of the residuals there
 * @param evaluations how often residuals were evaluated at new parameters
 * @param converged true if undamped steps became negligible
 */
public record Fit(double[] parameters, double sumOfSquares, int evaluations, boolean converged) {}
