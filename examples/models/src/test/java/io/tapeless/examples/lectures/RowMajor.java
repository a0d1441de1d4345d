package io.tapeless.examples.lectures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Plain arithmetic on row-major arrays, for the closed forms. */
final class RowMajor {
    private RowMajor() {}

    /** {@code a·b} of an m×k and a k×n matrix. */
    static double[] product(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    c[i * n + j] += a[i * k + p] * b[p * n + j];
                }
            }
        }
        return c;
    }

    /** The transpose of an m×n matrix. */
    static double[] transpose(double[] a, int m, int n) {
        return IntStream.range(0, m * n).mapToDouble(i -> a[i % m * n + i / m]).toArray();
    }

    /** {@code a·bᵀ} of two vectors. */
    static double[] outer(double[] a, double[] b) {
        return product(a, b, a.length, 1, b.length);
    }

    static double dot(double[] a, double[] b) {
        return product(a, b, 1, a.length, 1)[0];
    }

    /** The sums of the columns of an m×n matrix. */
    static double[] columnSums(double[] a, int m, int n) {
        return product(IntStream.range(0, m).mapToDouble(i -> 1).toArray(), a, 1, m, n);
    }

    static double[] map(double[] a, DoubleUnaryOperator f) {
        return DoubleStream.of(a).map(f).toArray();
    }

    static double[] zip(double[] a, double[] b, DoubleBinaryOperator f) {
        assertEquals(a.length, b.length);
        return IntStream.range(0, a.length).mapToDouble(i -> f.applyAsDouble(a[i], b[i])).toArray();
    }

    /** An m×n matrix plus a row vector. */
    static double[] plusRow(double[] a, double[] row) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] + row[i % row.length]).toArray();
    }

    static double sigmoid(double z) {
        return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
    }

    /** Relative error at most 1e-12, against the element or, where terms cancel, the largest one. */
    static void assertClose(double[] expected, double... actual) {
        assertEquals(expected.length, actual.length);
        double largest = DoubleStream.of(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            double allowed = 1e-12 * Math.max(Math.abs(expected[i]), 0.1 * largest);
            int at = i;
            assertTrue(Math.abs(expected[i] - actual[i]) <= allowed,
                    () -> "element " + at + ": expected " + expected[at] + ", found " + actual[at]);
        }
    }

    static void assertClose(double expected, double... actual) {
        assertClose(new double[] {expected}, actual);
    }
}
