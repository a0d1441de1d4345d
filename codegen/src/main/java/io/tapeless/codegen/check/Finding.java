package io.tapeless.codegen.check;

/**
 * The result of one comparison.
 *
 * @param subject the tensor: {@code loss by w1}
 * @param comparison what was compared with what
 * @param error the largest difference, relative to the size of the values; or the number of unequal elements
 * @param tolerance the largest error that passes; infinite if nothing was compared
 */
public record Finding(String subject, String comparison, double error, double tolerance) {
    /** Says why there is nothing to compare; it passes. */
    static Finding notCompared(String subject, String reason) {
        return new Finding(subject, reason, 0, Double.POSITIVE_INFINITY);
    }

    /** False if it only says why nothing was compared. */
    public boolean compared() {
        return Double.isFinite(tolerance);
    }

    /** False also if the error is NaN. */
    public boolean passed() {
        return error <= tolerance;
    }

    /** Errors in units of their tolerances can be compared; infinite if none is tolerated. */
    public double severity() {
        if (Double.isNaN(error)) {
            return Double.POSITIVE_INFINITY;
        }
        return tolerance > 0 ? error / tolerance : error > 0 ? Double.POSITIVE_INFINITY : 0;
    }
}
