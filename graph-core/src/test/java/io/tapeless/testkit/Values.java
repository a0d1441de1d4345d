package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.tapeless.interp.Value;

/** Comparison of values. */
public final class Values {
    private Values() {}

    /**
     * Fails unless dtype and shape are equal, integers are equal, and floats differ by no more than
     * {@code tolerance · max(1, |expected|)}; NaN equals NaN, an infinity itself.
     */
    public static void assertClose(Value expected, Value actual, double tolerance) {
        assertEquals(expected.dtype(), actual.dtype(), "dtype");
        assertArrayEquals(expected.shape(), actual.shape(), "shape");
        for (int i = 0; i < expected.size(); i++) {
            boolean same = expected.dtype().isFloat()
                    ? isClose(expected.real(i), actual.real(i), tolerance)
                    : expected.integer(i) == actual.integer(i);
            if (!same) {
                fail("element " + i + " of " + expected.size() + ": expected " + expected + " but was " + actual);
            }
        }
    }

    public static boolean isClose(double expected, double actual, double tolerance) {
        return Double.compare(expected, actual) == 0
                || expected == actual
                || Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected))
                        && !Double.isInfinite(expected);
    }
}
