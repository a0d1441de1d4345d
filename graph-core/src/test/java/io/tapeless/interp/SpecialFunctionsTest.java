package io.tapeless.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.ir.ScalarOp;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialFunctionsTest {
    private static double apply(String function, double x) {
        return ScalarSemantics.apply(ScalarOp.valueOf(function.toUpperCase(Locale.ROOT)), x, 0, 0);
    }

    /** Expected values were computed with 60 digits and rounded. */
    @ParameterizedTest
    @CsvSource({
            "erf, 1e-10, 1.1283791670955126e-10",
            "erf, 0.001, 0.0011283787909692365",
            "erf, 0.25, 0.27632639016823696",
            "erf, 0.75, 0.7111556336535151",
            "erf, 0.999, 0.8422852702064969",
            "erf, 1.0, 0.8427007929497149",
            "erf, 1.5, 0.9661051464753108",
            "erf, 3.0, 0.9999779095030014",
            "erf, 5.0, 0.9999999999984626",
            "erf, -0.3, -0.3286267594591274",
            "erf, -2.5, -0.999593047982555",
            "erfc, 1e-10, 0.999999999887162",
            "erfc, 0.25, 0.7236736098317631",
            "erfc, 0.499, 0.48037934401053156",
            "erfc, 0.5, 0.4795001221869535",
            "erfc, 0.75, 0.28884436634648486",
            "erfc, 1.0, 0.15729920705028513",
            "erfc, 2.0, 0.004677734981047266",
            "erfc, 3.0, 2.209049699858544e-05",
            "erfc, 8.0, 1.1224297172982926e-29",
            "erfc, 26.0, 5.663192408856143e-296",
            "erfc, -0.3, 1.3286267594591274",
            "erfc, -2.5, 1.999593047982555",
            "log2, 1.0000001, 1.4426949695965583e-07",
            "log2, 0.7, -0.5145731728297583",
            "log2, 3.0, 1.584962500721156",
            "log2, 1e+300, 996.5784284662087",
            "log2, 1e-310, -1029.7977094150824",
            "sigmoid, -700.0, 9.85967654375977e-305",
            "sigmoid, -30.0, 9.357622968839299e-14",
            "sigmoid, -0.5, 0.37754066879814546",
            "sigmoid, 0.5, 0.6224593312018546",
            "sigmoid, 40.0, 1.0",
            "softplus, -40.0, 4.248354255291589e-18",
            "softplus, -0.5, 0.4740769841801067",
            "softplus, 0.5, 0.9740769841801067",
            "softplus, 40.0, 40.0",
            "log1mexp, -1e-20, -46.051701859880914",
            "log1mexp, -0.1, -2.3521684610440907",
            "log1mexp, -0.7, -0.6863410028083852",
            "log1mexp, -50.0, -1.9287498479639178e-22",
            "asinh, 1e-09, 1e-09",
            "asinh, 0.3, 0.29567304756342244",
            "asinh, -0.3, -0.29567304756342244",
            "asinh, 20.0, 3.6895038689889055",
            "asinh, 1e+200, 461.2101657793691",
            "acosh, 1.0000001, 0.0004472135919037347",
            "acosh, 1.5, 0.9624236501192069",
            "acosh, 20.0, 3.6882538673612966",
            "acosh, 1e+200, 461.2101657793691",
            "atanh, 1e-09, 1e-09",
            "atanh, 0.3, 0.3095196042031117",
            "atanh, -0.3, -0.3095196042031117",
            "atanh, 0.999999, 7.254328619247669",
    })
    void agreesWithHighPrecision(String function, double x, double expected) {
        assertEquals(expected, apply(function, x), 2e-15 * Math.abs(expected));
    }

    @ParameterizedTest
    @CsvSource({
            "erf, Infinity, 1", "erf, -Infinity, -1", "erf, -0.0, -0.0", "erf, NaN, NaN",
            "erfc, Infinity, 0", "erfc, -Infinity, 2", "erfc, NaN, NaN",
            "log2, 8, 3", "log2, 4.9E-324, -1074", "log2, 0, -Infinity", "log2, Infinity, Infinity", "log2, -1, NaN",
            "sigmoid, -Infinity, 0", "sigmoid, Infinity, 1", "sigmoid, NaN, NaN",
            "softplus, -Infinity, 0", "softplus, Infinity, Infinity", "softplus, NaN, NaN",
            "log1mexp, 0, -Infinity", "log1mexp, -Infinity, -0.0", "log1mexp, 1, NaN",
            "asinh, -0.0, -0.0", "asinh, -Infinity, -Infinity", "acosh, 1, 0", "acosh, -5e20, NaN",
            "atanh, 1, Infinity", "atanh, -1, -Infinity", "atanh, 2, NaN",
            "relu, -0.0, 0", "relu, NaN, NaN", "sign, NaN, NaN", "sign, -0.0, -0.0",
            "round, 2.5, 2", "round, 3.5, 4", "round, -0.5, -0.0", "trunc, -1.7, -1", "trunc, -0.5, -0.0"
    })
    void edges(String function, double x, double expected) {
        assertEquals(expected, apply(function, x));
    }

    @Test
    void erfcNeverRises() {
        double previous = 2;
        for (double x = -6; x < 28; x += 0.01) {
            double y = ScalarSemantics.apply(ScalarOp.ERFC, x, 0, 0);
            assertEquals(true, y <= previous, "at " + x);
            previous = y;
        }
    }
}
