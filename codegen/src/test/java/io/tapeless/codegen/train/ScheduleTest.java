package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.TrainSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Learning rates of a run of 10 epochs of 20 steps, against their formulas at chosen steps. */
class ScheduleTest {
    private static final double RATE = 0.4;

    private static Schedule schedule(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("learningRate", RATE);
        return Schedules.of(TrainSettings.of(all), 20, 10);
    }

    private static void assertRates(Schedule schedule, double... stepsAndRates) {
        for (int i = 0; i < stepsAndRates.length; i += 2) {
            assertEquals(stepsAndRates[i + 1], schedule.rate(stepsAndRates[i]), 1e-15, "step " + stepsAndRates[i]);
        }
    }

    @Test
    void constant() {
        assertRates(schedule(Map.of()), 0, RATE, 199, RATE);
    }

    @Test
    void step() {
        assertRates(schedule(Map.of("schedule", "step", "decayEvery", 50, "decayFactor", 0.5)),
                0, RATE, 49, RATE, 50, RATE / 2, 99, RATE / 2, 100, RATE / 4);
        assertRates(schedule(Map.of("schedule", "step")), 19, RATE, 20, RATE * 0.9);
    }

    @Test
    void exponential() {
        assertRates(schedule(Map.of("schedule", "exponential", "decayEvery", 0.5, "decayFactor", 0.25)),
                0, RATE, 50, RATE / 2, 100, RATE / 4);
    }

    @Test
    void linear() {
        assertRates(schedule(Map.of("schedule", "linear", "endRate", 0.5)), 0, RATE, 100, RATE * 0.75, 200, RATE / 2);
    }

    @Test
    void polynomial() {
        assertRates(schedule(Map.of("schedule", "polynomial", "decayPower", 3)), 0, RATE, 100, RATE / 8, 200, 0);
    }

    @Test
    void cosine() {
        assertRates(schedule(Map.of("schedule", "cosine", "endRate", 0.1)), 0, RATE, 50,
                RATE * (0.1 + 0.9 * (1 + Math.sqrt(0.5)) / 2), 100, RATE * 0.55, 200, RATE * 0.1, 500, RATE * 0.1);
    }

    @Test
    void cosineWithRestarts() {
        Schedule growing = schedule(Map.of("schedule", "cosine", "restartEvery", 20, "restartGrowth", 2));
        assertRates(growing, 0, RATE, 10, RATE / 2, 20, RATE, 40, RATE / 2, 60, RATE, 100, RATE / 2, 140, RATE);
        assertRates(schedule(Map.of("schedule", "cosine", "restartEvery", 20)), 30, RATE / 2, 1_000_010, RATE / 2);
    }

    @Test
    void oneCycle() {
        assertRates(schedule(Map.of("schedule", "onecycle")), 0, RATE / 25, 30, RATE * (1 + 1 / 25.0) / 2, 60, RATE,
                130, RATE * (1 + 1 / 250000.0) / 2, 200, RATE / 250000);
    }

    @Test
    void warmUpComesFirst() {
        Schedule schedule = schedule(Map.of("schedule", "linear", "warmUp", 50));
        assertRates(schedule, 0, RATE / 50, 24, RATE / 2, 49, RATE, 50, RATE, 125, RATE / 2, 200, 0);
        assertRates(schedule(Map.of("warmUp", 0.1)), 0, RATE / 20, 19, RATE, 150, RATE);
    }

    @Test
    void settingsThatFitNoScheduleAreErrors() {
        assertTrue(assertThrows(TrainingException.class, () -> schedule(Map.of("schedule", "cosin"))).getMessage()
                .startsWith("there is no schedule cosin; expected one of [constant, cosine, "));
        assertEquals("the schedule cosine takes no decayEvery", assertThrows(TrainingException.class,
                () -> schedule(Map.of("schedule", "cosine", "decayEvery", 5))).getMessage());
    }
}
