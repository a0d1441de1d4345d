package io.tapeless.examples.fit;

import io.tapeless.examples.fit.LeastSquares.Step;
import java.util.Arrays;

/**
 * Levenberg and Marquardt's method for least squares that are hard to fit.
 *
 * <ul>
 *   <li>Steps are measured by the norms of the Jacobian's columns, as Moré (1978) has it, so that units of
 *       parameters do not matter; norms once large are forgotten slowly.
 *   <li>The damping follows the ratio of actual to predicted reduction, as Nielsen (1999) has it.
 *   <li>Half of the geodesic acceleration is added to each step, and a step whose acceleration is not small against
 *       its velocity is refused: Transtrum and Sethna (2012). This follows curved valleys and keeps fits from running
 *       off to where the residuals are flat.
 *   <li>Once a further reduction would drown in rounding, undamped steps go on for as long as they get shorter.
 * </ul>
 */
public final class LevenbergMarquardt {
    /** Damping at first, in units of the scaled Jacobian, whose columns have norm 1. */
    private static final double FIRST_DAMPING = 1;
    private static final double MAX_DAMPING = 1e30;
    /** The damping falls to a third at most. */
    private static final double LEAST_FACTOR = 1 / 3.0;
    /** What is left of an earlier column norm after a step. */
    private static final double MEMORY = 0.75;
    /** The longest acceleration, as a share of the velocity. */
    private static final double MAX_BEND = 0.75;
    /** Relative reductions below this are not told from rounding. */
    private static final double ROUNDING = 1e-11;
    private static final int MAX_POLISHING = 100;
    /** The longest last step of a fit that has converged, relative to the parameters. */
    private static final double NEGLIGIBLE = 1e-6;
    /** By what undamped steps may multiply the sum of squares, which is all rounding where a model fits exactly. */
    private static final double MAX_RISE = 2;

    private final LeastSquares problem;
    private final int maxEvaluations;
    private double[] at;
    private double sum;
    private double damping = FIRST_DAMPING;
    private double growth = 2;
    private int evaluations = 1;

    private LevenbergMarquardt(LeastSquares problem, double[] start, int maxEvaluations) {
        this.problem = problem;
        this.maxEvaluations = maxEvaluations;
        this.at = start.clone();
        this.sum = problem.sumOfSquares(at);
    }

    /**
     * Fits from a start.
     *
     * @param start one number for each parameter
     * @param maxEvaluations how often residuals may be evaluated on the way
     * @throws IllegalArgumentException if there are not as many numbers as parameters, or if residuals at the start
     *     are not finite
     */
    public static Fit fit(LeastSquares problem, double[] start, int maxEvaluations) {
        LevenbergMarquardt fit = new LevenbergMarquardt(problem, start, maxEvaluations);
        if (!Double.isFinite(fit.sum)) {
            throw new IllegalArgumentException("the sum of squares is " + fit.sum + " at the start, "
                    + Arrays.toString(start));
        }
        fit.descend();
        return fit.polish();
    }

    private void descend() {
        double[] scale = new double[at.length];
        while (evaluations < maxEvaluations && damping < MAX_DAMPING) {
            Step step = problem.step(at, damping, scale);
            if (step.predicted() <= ROUNDING * sum) {
                return;
            }
            boolean accepted = isStraight(step) && accept(step);
            if (!accepted) {
                damping *= growth;
                growth *= 2;
            }
            scale = accepted ? times(MEMORY, step.scale()) : step.scale();
        }
    }

    private static boolean isStraight(Step step) {
        return length(step.scale(), step.acceleration()) <= MAX_BEND * length(step.scale(), step.velocity());
    }

    /** Moves there and lowers the damping if that lowers the sum of squares. */
    private boolean accept(Step step) {
        double[] next = plus(plus(at, 1, step.velocity()), 0.5, step.acceleration());
        double found = problem.sumOfSquares(next);
        evaluations++;
        boolean lower = found < sum;
        if (lower) {
            double gain = (sum - found) / step.predicted();
            damping *= Math.max(LEAST_FACTOR, 1 - Math.pow(2 * gain - 1, 3));
            growth = 2;
            at = next;
            sum = found;
        }
        return lower;
    }

    /** Gauss and Newton's steps, which end where they can't get shorter. */
    private Fit polish() {
        double[] end = at;
        double last = Double.POSITIVE_INFINITY;
        double whole = 0;
        for (int i = 0; i < MAX_POLISHING; i++) {
            Step step = problem.step(end, 0, new double[end.length]);
            double length = length(step.scale(), step.velocity());
            if (!(length < last)) {
                break;
            }
            end = plus(end, 1, step.velocity());
            last = length;
            whole = length(step.scale(), end);
        }
        double found = problem.sumOfSquares(end);
        boolean converged = last <= NEGLIGIBLE * whole && found <= MAX_RISE * sum;
        return new Fit(converged ? end : at, converged ? found : sum, evaluations, converged);
    }

    private static double length(double[] scale, double... vector) {
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            squares += scale[i] * vector[i] * scale[i] * vector[i];
        }
        return Math.sqrt(squares);
    }

    private static double[] plus(double[] a, double factor, double... b) {
        double[] sum = a.clone();
        for (int i = 0; i < b.length; i++) {
            sum[i] += factor * b[i];
        }
        return sum;
    }

    private static double[] times(double factor, double... a) {
        return Arrays.stream(a).map(x -> factor * x).toArray();
    }
}
