package io.tapeless.examples.sunspots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forecasts of sunspot numbers against closed forms, and the network against them. */
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

    /** Least squares has one answer: these values are of NumPy's lstsq. */
    @Test
    void theAutoregressionIsLeastSquares() {
        double[] forecasts = forecasts(Map.of("HIDDEN", "0"), 1);
        assertEquals(0.128485, relativeVariance(forecasts, 1712, 1920), 2e-6);
        assertEquals(0.126233, relativeVariance(forecasts, 1921, 1955), 2e-6);
        assertEquals(0.358444, relativeVariance(forecasts, 1956, LAST), 2e-6);
    }

    @Test
    void hiddenUnitsFindWhatIsNotLinear() {
        double[] forecasts = forecasts(Map.of(), 3);
        assertTrue(relativeVariance(forecasts, 1712, 1920) < 0.095);
        assertTrue(relativeVariance(forecasts, 1921, 1955) < 0.12);
    }
}
