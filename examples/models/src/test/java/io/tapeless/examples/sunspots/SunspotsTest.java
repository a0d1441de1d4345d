package io.tapeless.examples.sunspots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forecasts of sunspot numbers against what the literature reports. */
class SunspotsTest {
    private static final Path FOLDER = Path.of("sunspots");
    private static final int LAST = 1979;

    private final SunspotNumbers numbers = SunspotNumbers.read(FOLDER.resolve("sunspots.csv"));

    private double relativeVariance(double[] forecasts, int from, int until) {
        return numbers.relativeVariance(forecasts, LAST, from, until);
    }

    private double[] forecasts(Map<String, String> defines, int seeds) {
        return ForecastSunspots.forecasts(ForecastSunspots.model(FOLDER, defines), numbers, seeds);
    }

    /** Least squares has one answer; the literature has it to two or three digits. */
    @Test
    void theAutoregressionIsThePublishedOne() {
        double[] forecasts = forecasts(Map.of("HIDDEN", "0"), 1);
        assertEquals(0.128, relativeVariance(forecasts, 1712, 1920), 5e-4);
        assertEquals(0.126, relativeVariance(forecasts, 1921, 1955), 5e-4);
        assertEquals(0.36, relativeVariance(forecasts, 1956, LAST), 5e-3);
    }

    @Test
    void hiddenUnitsFindWhatIsNotLinear() {
        double[] forecasts = forecasts(Map.of(), 3);
        assertTrue(relativeVariance(forecasts, 1712, 1920) < 0.095);
        assertTrue(relativeVariance(forecasts, 1921, 1955) < 0.12);
    }
}
