package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** L-BFGS step by step against values that a script computed by the book's algorithms, and on compiled losses. */
class LbfgsTest {
    private static final double[] START = {-1.2, 1, -1.2, 1, -1.2, 1};

    private static double rosenbrock(double[] x, double[] gradient) {
        double value = 0;
        Arrays.fill(gradient, 0);
        for (int i = 0; i + 1 < x.length; i++) {
            double valley = x[i + 1] - x[i] * x[i];
            value += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
            gradient[i] += -400 * x[i] * valley - 2 * (1 - x[i]);
            gradient[i + 1] += 200 * valley;
        }
        return value;
    }

    private static List<double[]> reference() throws IOException {
        try (InputStream in = LbfgsTest.class.getResourceAsStream("/optim/lbfgs.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray()).toList();
        }
    }

    @Test
    void rosenbrockStepByStep() throws IOException {
        Lbfgs lbfgs = new Lbfgs(LbfgsTest::rosenbrock, START, 4);
        int step = 0;
        for (double[] expected : reference()) {
            step++;
            assertTrue(lbfgs.step(), "step " + step);
            assertEquals(expected[0], lbfgs.value(), 1e-7 * expected[0], "value after step " + step);
            for (int i = 0; i < START.length; i++) {
                assertEquals(expected[i + 1], lbfgs.point()[i], 1e-7, "element " + i + " after step " + step);
            }
        }
        assertEquals(40, step);
    }

    @Test
    void endsAtTheMinimum() {
        Lbfgs lbfgs = new Lbfgs(LbfgsTest::rosenbrock, START, 10);
        int steps = 0;
        while (lbfgs.step()) {
            steps++;
            assertTrue(steps < 200);
        }
        assertEquals(0, lbfgs.value(), 1e-20);
        assertEquals(1, lbfgs.point()[5], 1e-9);
        assertTrue(lbfgs.gradientNorm() < 1e-8, "norm " + lbfgs.gradientNorm());
        assertTrue(lbfgs.evaluations() >= steps);
    }

    @Test
    void aStartWithoutValueIsAnError() {
        assertEquals("the loss is NaN at the start", assertThrows(TrainingException.class,
                () -> new Lbfgs((x, g) -> Double.NaN, START, 4)).getMessage());
    }

    /** Least squares of a compiled model: the solution of the normal equations. */
    @Test
    void fitsACompiledModel() {
        Model model = Model.define("Line", m -> {
            Dim batch = m.dim("B");
            Tensor x = m.input("x", DType.F64, batch);
            Tensor y = m.input("y", DType.F64, batch);
            Tensor slope = m.param("slope", Initializer.zeros(), DType.F64, 1);
            Tensor offset = m.param("offset", Initializer.zeros(), DType.F64);
            m.loss("loss", slope.times(x).plus(offset).minus(y).square().mean());
        });
        CompiledModel compiled = ModelCompiler.compile(model, CompileOptions.defaults().withForm(Form.SCALAR));
        Parameters parameters = compiled.initialize(1);
        LossFunction loss = new LossFunction(compiled, parameters, Map.of("B", 4L), 1);
        loss.input("x").set(new double[] {0, 1, 2, 3});
        loss.input("y").set(new double[] {1, 2, 2, 4});
        Lbfgs lbfgs = new Lbfgs(loss, loss.point(), 5);
        for (int i = 0; i < 20 && lbfgs.step(); i++) {
            assertTrue(lbfgs.value() >= 0.174);
        }
        loss.set(lbfgs.point());
        assertEquals(0.9, parameters.get("slope").get(0), 1e-9);
        assertEquals(0.9, parameters.get("offset").get(0), 1e-9);
        assertEquals(0.175, lbfgs.value(), 1e-12);
        assertFalse(lbfgs.step() && lbfgs.value() < 0.175 - 1e-12, "there is nothing lower");
    }
}
