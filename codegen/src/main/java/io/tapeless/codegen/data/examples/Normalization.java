package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.Rows;
import java.util.Arrays;

/**
 * What makes each element of an input have mean 0 and standard deviation 1 over some examples:
 * {@code (x·scale − mean) / deviation}. Elements that are 1 or 0 for a category stay as they are, and those that
 * never change become 0.
 */
record Normalization(double[] mean, double[] deviation) {
    /** Over the given rows, in f64 and in their order: the mean, then the deviations from it. */
    static Normalization of(Rows rows, int[] chosen, double scale) {
        double[] mean = new double[rows.rowSize()];
        double[] deviation = new double[rows.rowSize()];
        for (int row : chosen) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += rows.real(row, i) * scale;
            }
        }
        Arrays.setAll(mean, i -> rows.isIndicator(i) ? 0 : mean[i] / chosen.length);
        for (int row : chosen) {
            for (int i = 0; i < mean.length; i++) {
                double difference = rows.real(row, i) * scale - mean[i];
                deviation[i] += difference * difference;
            }
        }
        Arrays.setAll(deviation, i -> rows.isIndicator(i) || deviation[i] == 0 ? 1
                : Math.sqrt(deviation[i] / chosen.length));
        return new Normalization(mean, deviation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalization n && Arrays.equals(n.mean, mean) && Arrays.equals(n.deviation, deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }
}
