package io.tapeless.examples.greeks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.TensorView;
import io.tapeless.examples.Json;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Greeks by derivatives of the formula and of simulated paths, against closed forms. */
class GreeksTest {
    private static final Path FOLDER = Path.of("greeks");

    private static Predictor predictor(String spec, Map<String, String> defines, long batch) {
        CompiledModel model = ModelCompiler.compile(
                SpecCompiler.compile(FOLDER.resolve(spec + ".model.java"), defines));
        Predictor predictor = model.predictor(model.initialize(1));
        if (batch > 0) {
            predictor.batch(batch);
        }
        return predictor;
    }

    private static void price(Predictor predictor, double spot, double strike, double rate, double volatility,
            double maturity) {
        predictor.input("spot").fill(spot);
        predictor.input("strike").fill(strike);
        predictor.input("rate").fill(rate);
        predictor.input("volatility").fill(volatility);
        predictor.input("maturity").fill(maturity);
        predictor.run();
    }

    /** 200 options up to four standard deviations in and out of the money: every digit but the last two. */
    @Test
    void derivativesOfTheFormulaAreTheClosedForms() throws IOException {
        Json references = Json.read(FOLDER.resolve("references.json"));
        Predictor predictor = predictor("BlackScholes", Map.of(), 200);
        Json inputs = references.get("inputs");
        inputs.names().forEach(name -> predictor.input(name).set(inputs.get(name).numbers()));
        predictor.run();
        Json outputs = references.get("outputs");
        assertEquals(List.of("call", "put", "delta", "gamma", "vega", "theta", "rho", "vanna", "volga"), outputs.names());
        for (String name : outputs.names()) {
            double[] expected = outputs.get(name).numbers();
            TensorView found = predictor.output(name);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], found.get(i), 1e-12 * Math.abs(expected[i]), name + " of option " + i);
            }
        }
    }

    /**
     * Errors of the estimates, in standard errors, over many seeds: their mean square is 1 if estimates have no bias and
     * standard errors are right. Of 60 independent ones it is off by 0.55 in three of a thousand cases.
     */
    @Test
    void estimatesAreWithinTheirStandardErrors() {
        double spot = 100;
        double strike = 110;
        double rate = 0.03;
        double volatility = 0.25;
        double maturity = 0.75;
        Predictor exact = predictor("BlackScholes", Map.of(), 1);
        price(exact, spot, strike, rate, volatility, maturity);
        Predictor simulated = predictor("MonteCarlo", Map.of("PATHS", "10000"), 0);
        int seeds = 60;
        Map<String, Double> squares = new HashMap<>();
        for (int seed = 0; seed < seeds; seed++) {
            simulated.bound().setKey(seed);
            price(simulated, spot, strike, rate, volatility, maturity);
            simulated.bound().outputs().forEach((name, estimate) -> {
                double error = (estimate.get(0) - exact.output(closedForm(name)).get(0)) / estimate.get(1);
                squares.merge(name, error * error / seeds, Double::sum);
            });
        }
        assertEquals(7, squares.size());
        squares.forEach((name, square) -> assertEquals(1, square, 0.55, name));
    }

    private static String closedForm(String estimate) {
        return switch (estimate) {
            case "price" -> "call";
            case "deltaByRatio" -> "delta";
            default -> estimate;
        };
    }

    /** Linetsky, Spectral expansions for Asian (average price) options, 2004, seven cases, strike 2; see asian_prices.py. */
    @Test
    void callsOnTheMeanHaveThePublishedPrices() {
        Predictor asian = predictor("Asian", Map.of("PATHS", "5000"), 0);
        double[][] cases = {
            // rate, volatility, maturity, spot, price
            {0.02, 0.10, 1, 2.0, 0.0559860415},
            {0.18, 0.30, 1, 2.0, 0.2183875466},
            {0.0125, 0.25, 2, 2.0, 0.1722687410},
            {0.05, 0.50, 1, 1.9, 0.1931737903},
            {0.05, 0.50, 1, 2.0, 0.2464156905},
            {0.05, 0.50, 1, 2.1, 0.3062203648},
            {0.05, 0.50, 2, 2.0, 0.3500952190}};
        for (double[] c : cases) {
            price(asian, c[3], 2, c[0], c[1], c[2]);
            TensorView price = asian.output("price");
            assertEquals(c[4], price.get(0), 4 * price.get(1), "spot " + c[3] + ", volatility " + c[1]);
            double control = asian.output("withoutControl").get(1) / price.get(1);
            assertTrue(control > 5, "the control variate divides the error by " + control);
        }
    }

    /** The same random numbers at both sides: the difference of prices is that of the simulated function. */
    @Test
    void greeksOfTheMeanAreDifferencesOfItsPrice() {
        Predictor asian = predictor("Asian", Map.of("PATHS", "5000"), 0);
        double step = 1e-4;
        price(asian, 2, 2, 0.05, 0.5, 1);
        double delta = asian.output("delta").get(0);
        double vega = asian.output("vega").get(0);
        assertEquals(delta, (price(asian, 2 + step, 0.5) - price(asian, 2 - step, 0.5)) / (2 * step), 2e-4 * delta);
        assertEquals(vega, (price(asian, 2, 0.5 + step) - price(asian, 2, 0.5 - step)) / (2 * step), 2e-4 * vega);
    }

    private static double price(Predictor asian, double spot, double volatility) {
        price(asian, spot, 2, 0.05, volatility, 1);
        return asian.output("price").get(0);
    }
}
