package io.tapeless.codegen.train;

import java.util.function.DoubleFunction;

/**
 * Finds a point on a line that is low enough and flat enough. With φ(α) the value at distance α, it satisfies the
 * strong Wolfe conditions
 *
 * <pre>
 *   φ(α) ≤ φ(0) + c₁·α·φ′(0)        |φ′(α)| ≤ c₂·|φ′(0)|        c₁, c₂ = 10⁻⁴, 0.9
 * </pre>
 *
 * Nocedal and Wright, Numerical Optimization, 2006, algorithms 3.5 and 3.6: distances are doubled until an interval
 * holds such a point, which is then narrowed by cubic interpolation, kept a tenth away from the interval's ends.
 */
final class LineSearch {
    private static final double DECREASE = 1e-4;
    private static final double FLATNESS = 0.9;
    private static final int MOST_TRIALS = 30;
    private static final double MARGIN = 0.1;

    /** What was found at a distance. */
    record Trial(double length, double value, double slope, double[] point, double[] gradient) {}

    private final DoubleFunction<Trial> line;
    private double start;
    private double startSlope;
    private int trials;

    /** @param line evaluates the function at a distance */
    LineSearch(DoubleFunction<Trial> line) {
        this.line = line;
    }

    /**
     * Searches from a first distance on.
     *
     * @param value φ(0)
     * @param slope φ′(0), negative
     * @return the point, or the best one that is low enough if none is flat enough; null if none is low enough
     */
    Trial find(double value, double slope, double first) {
        start = value;
        startSlope = slope;
        Trial before = new Trial(0, value, slope, null, null);
        double length = first;
        while (trials < MOST_TRIALS) {
            Trial trial = at(length);
            if (!isLow(trial) || before.length > 0 && trial.value >= before.value) {
                return zoom(before, trial);
            } else if (isFlat(trial)) {
                return trial;
            } else if (trial.slope >= 0) {
                return zoom(trial, before);
            }
            before = trial;
            length *= 2;
        }
        return lowEnough(before);
    }

    private Trial at(double length) {
        trials++;
        return line.apply(length);
    }

    private boolean isLow(Trial trial) {
        return trial.value <= start + DECREASE * trial.length * startSlope;
    }

    private boolean isFlat(Trial trial) {
        return Math.abs(trial.slope) <= -FLATNESS * startSlope;
    }

    private static Trial lowEnough(Trial trial) {
        return trial.length > 0 ? trial : null;
    }

    /** Narrows an interval: low is the lowest good point so far, and its slope points to high. */
    private Trial zoom(Trial first, Trial second) {
        Trial low = first;
        Trial high = second;
        while (trials < MOST_TRIALS && low.length != high.length) {
            Trial trial = at(between(low, high));
            if (!isLow(trial) || trial.value >= low.value) {
                high = trial;
            } else if (isFlat(trial)) {
                return trial;
            } else {
                high = trial.slope * (high.length - low.length) >= 0 ? low : high;
                low = trial;
            }
        }
        return lowEnough(low);
    }

    /** The minimum of the cubic through both values and slopes, or the middle where there is none. */
    private static double between(Trial a, Trial b) {
        double width = b.length - a.length;
        double d1 = a.slope + b.slope - 3 * (b.value - a.value) / width;
        double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - a.slope * b.slope);
        double share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
        return a.length + width * (share >= MARGIN && share <= 1 - MARGIN ? share : share < MARGIN ? MARGIN
                : share > 1 - MARGIN ? 1 - MARGIN : 0.5);
    }
}
