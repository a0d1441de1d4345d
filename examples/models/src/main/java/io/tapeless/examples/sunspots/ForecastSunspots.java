package io.tapeless.examples.sunspots;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Fits forecasts to the years up to 1920 and prints how good they are until then and after. */
public final class ForecastSunspots {
    private static final int LEARNT = 1920;
    private static final int LAST = 1979;
    private static final int PERIOD = 11;
    private static final int SEEDS = 10;

    private ForecastSunspots() {}

    /** @param args the folder of the spec and its data */
    public static void main(String... args) {
        Path folder = Path.of(args[0]);
        SunspotNumbers numbers = SunspotNumbers.read(folder.resolve("sunspots.csv"));
        System.out.println("forecast                    1712-1920  1921-1955  1956-1979");
        double[] series = numbers.until(LAST);
        print(numbers, "as last year", Arrays.copyOf(series, series.length - 1));
        print(numbers, "as 11 years ago", Arrays.copyOf(series, series.length - PERIOD));
        print(numbers, "autoregression of 9 years",
                forecasts(model(folder, Map.of("HIDDEN", "0", "LAGS", "9")), numbers, 1));
        print(numbers, "autoregression of 12 years", forecasts(model(folder, Map.of("HIDDEN", "0")), numbers, 1));
        print(numbers, "network", forecasts(model(folder, Map.of()), numbers, SEEDS));
    }

    static CompiledModel model(Path folder, Map<String, String> defines) {
        return ModelCompiler.compile(SpecCompiler.compile(folder.resolve("Sunspots.model.java"), defines));
    }

    /** Means of the forecasts of models from several seeds, up to the last year. */
    static double[] forecasts(CompiledModel model, SunspotNumbers numbers, int seeds) {
        double[] sums = null;
        for (int seed = 1; seed <= seeds; seed++) {
            double[] found = Forecaster.fit(model, numbers.until(LEARNT), seed).forecasts(numbers.until(LAST));
            sums = sums == null ? new double[found.length] : sums;
            for (int i = 0; i < found.length; i++) {
                sums[i] += found[i] / seeds;
            }
        }
        return sums;
    }

    private static void print(SunspotNumbers numbers, String name, double[] forecasts) {
        System.out.printf(Locale.ROOT, "%-26s %10.3f %10.3f %10.3f%n", name,
                numbers.relativeVariance(forecasts, LAST, 1712, LEARNT),
                numbers.relativeVariance(forecasts, LAST, 1921, 1955),
                numbers.relativeVariance(forecasts, LAST, 1956, LAST));
    }
}
