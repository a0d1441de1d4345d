package io.tapeless.examples.sunspots;

import io.tapeless.codegen.data.table.CsvTable;
import java.nio.file.Path;
import java.util.Arrays;

/** Yearly sunspot numbers, from 1700 on. */
final class SunspotNumbers {
    private static final int FIRST_YEAR = 1700;
    /** What the literature divides mean squared errors by, about the variance of the series. */
    private static final double VARIANCE = 1535;

    private final double[] numbers;

    private SunspotNumbers(double[] numbers) {
        this.numbers = numbers;
    }

    static SunspotNumbers read(Path csv) {
        return new SunspotNumbers(CsvTable.read(csv).column("SUNACTIVITY").asDoubles());
    }

    /** The numbers from 1700 to a year, included. */
    double[] until(int year) {
        return Arrays.copyOf(numbers, year - FIRST_YEAR + 1);
    }

    /**
     * The average relative variance of forecasts: the mean squared error over the usual variance, 1535.
     *
     * @param forecasts the last of them is of the year {@code forecastUntil}
     * @param from the first year that counts
     * @param until the last one
     */
    double relativeVariance(double[] forecasts, int forecastUntil, int from, int until) {
        double squares = 0;
        for (int year = from; year <= until; year++) {
            double error = forecasts[forecasts.length - 1 - (forecastUntil - year)] - numbers[year - FIRST_YEAR];
            squares += error * error;
        }
        return squares / (until - from + 1) / VARIANCE;
    }
}
