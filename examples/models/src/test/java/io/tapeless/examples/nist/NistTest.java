package io.tapeless.examples.nist;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.examples.Json;
import io.tapeless.examples.fit.Fit;
import io.tapeless.examples.fit.LeastSquares;
import io.tapeless.examples.fit.LevenbergMarquardt;
import io.tapeless.frontend.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All problems of NIST's nonlinear regression: fits from both starts, and derivatives there. */
class NistTest {
    private static final Path FOLDER = Path.of("nist");

    static List<String> names() throws IOException {
        return NistFits.names(FOLDER);
    }

    @Test
    void nothingIsMissing() throws IOException {
        List<String> levels = names().stream().map(n -> problem(n).level()).toList();
        assertEquals(List.of(8L, 11L, 8L), List.of("Lower", "Average", "Higher").stream()
                .map(level -> levels.stream().filter(level::equals).count()).toList());
    }

    private static NistProblem problem(String name) {
        try {
            return NistFits.problem(FOLDER, name);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void certifiedParametersFromBothStarts(String name) {
        NistProblem problem = problem(name);
        LeastSquares squares = LeastSquares.of(NistFits.model(FOLDER, name), "residual", problem.data());
        assertAll(problem.starts().stream().map(start -> () -> {
            Fit fit = LevenbergMarquardt.fit(squares, start, 2_000);
            assertTrue(fit.converged(), () -> "not converged from " + Arrays.toString(start));
            double digits = problem.digits(fit.parameters());
            assertTrue(digits >= 10, () -> digits + " digits from " + Arrays.toString(start));
        }));
    }

    /** Gradient and Hessian of the sum of squares against 60-digit arithmetic. */
    @ParameterizedTest
    @MethodSource("names")
    void derivativesAtBothStarts(String name) throws IOException {
        NistProblem problem = problem(name);
        Model model = NistFits.model(FOLDER, name);
        Derivatives derivatives = new Derivatives(model, problem.data());
        for (String file : List.of("references.json", "nist_lower.json")) {
            Json references = Json.read(FOLDER.resolve("data").resolve(file));
            if (references.names().contains(name)) {
                for (int start = 0; start < 2; start++) {
                    derivatives.at(problem.starts().get(start));
                    compare(derivatives, references.get(name).get("at_start" + (start + 1)));
                }
            }
        }
    }

    private static void compare(Derivatives found, Json expected) {
        assertEquals(expected.get("rss").number(), found.value(), 1e-12 * expected.get("rss").number());
        double[] gradient = expected.get("grad").numbers();
        double[] hessian = expected.get("hessian").numbers();
        int n = gradient.length;
        for (int i = 0; i < n; i++) {
            close(gradient[i], found.gradient(i), Math.abs(gradient[i]), "gradient " + i);
            for (int j = 0; j < n; j++) {
                double size = Math.sqrt(Math.abs(hessian[i * n + i] * hessian[j * n + j]));
                close(hessian[i * n + j], found.hessian(i, j), size, "hessian " + i + " " + j);
            }
        }
    }

    private static void close(double expected, double found, double size, String what) {
        double error = Math.abs(found - expected) / Math.max(Math.abs(expected), size);
        assertTrue(error <= 1e-10, () -> what + ": expected " + expected + ", found " + found);
    }
}
