package io.tapeless.examples.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.ir.IrException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Fits beside those of known answers: parameters that are matrices, exact and impossible fits, bad problems. */
class LevenbergMarquardtTest {
    private static final Map<String, NdArray> NO_DATA = Map.of();

    private static Model model(String members) {
        return SpecCompiler.compile("Test.model.java", "class Test { static final Dim N = dim(); " + members + " }",
                Map.of());
    }

    /** Linear: one undamped step would do. The parameters are a matrix and an offset for its rows. */
    @Test
    void parametersOfAnyShape() {
        Model model = model("@Input Tensor x = f64(N, 2); @Input Tensor y = f64(N, 3);"
                + "@Param Tensor w = zeros(2, 3, F64); @Param Tensor b = zeros(3, F64);"
                + "Tensor residual = matmul(x, w) + b - y;");
        double[] x = {1, 2, -1, 0.5, 3, -2, 0, 1, 2, 2};
        double[] truth = {1, -2, 3, 0.5, 4, -1, 7, 8, -9};
        double[] y = new double[15];
        for (int i = 0; i < 15; i++) {
            int row = i / 3;
            int column = i % 3;
            y[i] = x[2 * row] * truth[column] + x[2 * row + 1] * truth[3 + column] + truth[6 + column];
        }
        LeastSquares problem = LeastSquares.of(model, "residual",
                Map.of("x", NdArray.of(x, 5, 2), "y", NdArray.of(y, 5, 3)));
        assertArrayEquals(new double[9], problem.initial());
        Fit fit = LevenbergMarquardt.fit(problem, problem.initial(), 100);
        assertTrue(fit.converged());
        assertArrayEquals(truth, fit.parameters(), 1e-13);
        assertEquals(0, fit.sumOfSquares(), 1e-25);
    }

    /** Rosenbrock's valley as least squares. */
    @Test
    void curvedValley() {
        Model model = model("@Param Tensor a = full(-1.2, F64); @Param Tensor b = ones(F64);"
                + "Tensor residual = stack(0, 10 * (b - a * a), 1 - a);");
        LeastSquares problem = LeastSquares.of(model, "residual", NO_DATA);
        Fit fit = LevenbergMarquardt.fit(problem, problem.initial(), 100);
        assertTrue(fit.converged());
        assertArrayEquals(new double[] {1, 1}, fit.parameters(), 1e-14);
    }

    /** exp has no least value; parameters run off and nothing is claimed. */
    @Test
    void whatHasNoMinimumDoesNotConverge() {
        Model model = model("@Param Tensor a = zeros(F64); Tensor residual = stack(0, exp(a), exp(2 * a));");
        LeastSquares problem = LeastSquares.of(model, "residual", NO_DATA);
        Fit fit = LevenbergMarquardt.fit(problem, problem.initial(), 50);
        assertFalse(fit.converged());
        assertTrue(fit.sumOfSquares() < problem.sumOfSquares(0));
    }

    @Test
    void badProblemsAreNamed() {
        Model single = model("@Param Tensor a = zeros(); Tensor residual = stack(0, a, a);");
        assertEquals("expected parameters of f64, found variable : f32[]",
                assertThrows(IrException.class, () -> LeastSquares.of(single, "residual", NO_DATA)).getMessage()
                        .replaceAll(" at .*", ""));
        Model constant = model("@Param Tensor a = zeros(F64); Tensor residual = zeros(3, F64);");
        assertTrue(assertThrows(IrException.class, () -> LeastSquares.of(constant, "residual", NO_DATA)).getMessage()
                .startsWith("the residuals depend on no parameter"));
        Model model = model("@Param Tensor a = zeros(F64); Tensor residual = stack(0, log(a), a);");
        LeastSquares problem = LeastSquares.of(model, "residual", NO_DATA);
        assertEquals("the sum of squares is Infinity at the start, [0.0]", assertThrows(IllegalArgumentException.class,
                () -> LevenbergMarquardt.fit(problem, new double[1], 10)).getMessage());
        assertEquals("expected 1 parameters, found 2", assertThrows(IllegalArgumentException.class,
                () -> problem.residuals(1, 2)).getMessage());
    }
}
