package io.tapeless.examples.higherorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.check.LoopRun;
import io.tapeless.examples.Json;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses made of derivatives, differentiated: by interpreter, loops and bytecode against JAX and closed forms. */
class HigherOrderTest {
    private static final Path DIRECTORY = Path.of("higher-order");
    private static final double TOLERANCE = 1e-12;

    private static Json references() throws IOException {
        return Json.read(DIRECTORY.resolve("references.json"));
    }

    static List<String> specs() throws IOException {
        return references().names();
    }

    private static Model model(String spec) {
        return SpecCompiler.compile(DIRECTORY.resolve(spec + ".model.java"), Map.of());
    }

    private static Map<String, Value> inputs(String spec) throws IOException {
        Json given = references().get(spec).get("inputs");
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (String name : given.names()) {
            int[] shape = Arrays.stream(given.get(name).get("shape").numbers()).mapToInt(d -> (int) d).toArray();
            inputs.put(name, Value.of(DType.F64, shape, given.get(name).get("elements").numbers()));
        }
        return inputs;
    }

    @ParameterizedTest
    @MethodSource("specs")
    void outputsAreThoseOfTheReference(String spec) throws IOException {
        Json expected = references().get(spec).get("outputs");
        Map<String, Value> inputs = inputs(spec);
        CompiledModel compiled = ModelCompiler.compile(model(spec));
        CompiledFunction function = compiled.forward(expected.names());
        Graph graph = function.graph();
        Map<String, Value> interpreted = Interpreter.run(graph, inputs, Map.of()).outputs();
        Map<String, Value> loops = new LoopRun(graph).run(inputs, Map.of());
        Map<String, double[]> code = run(compiled, function, inputs);
        for (String name : expected.names()) {
            double[] reference = expected.get(name).get("elements").numbers();
            assertClose(name, reference, interpreted.get(name).toDoubles());
            assertClose(name, reference, loops.get(name).toDoubles());
            assertClose(name, reference, code.get(name));
        }
    }

    private static Map<String, double[]> run(CompiledModel compiled, CompiledFunction function,
            Map<String, Value> inputs) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        inputs.forEach((name, value) -> shapes.put(name, value.shape()));
        BoundFunction bound = compiled.bind(function, new Parameters(compiled.variables()),
                function.bindingOf(shapes));
        bound.inputs().forEach((name, view) -> view.set(inputs.get(name).toDoubles()));
        bound.run();
        Map<String, double[]> outputs = new LinkedHashMap<>();
        bound.outputs().forEach((name, view) -> outputs.put(name, view.toArray().asDoubles()));
        return outputs;
    }

    private static void assertClose(String name, double[] expected, double[] actual) {
        double scale = Math.max(1e-3, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        assertEquals(expected.length, actual.length, name);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE * scale, name + ", element " + i);
        }
    }

    /**
     * ∂²f/∂xᵢ² is 1200·xᵢ² − 400·xᵢ₊₁ + 2, without the last variable, and 200 more without the first;
     * ∂²f/∂xᵢ∂xᵢ₊₁ is −400·xᵢ; all others are zero.
     */
    @Test
    void hessianOfRosenbrock() throws IOException {
        Map<String, Value> inputs = inputs("Rosenbrock");
        double[] x = inputs.get("x").toDoubles();
        int n = x.length;
        double[] hessian = new double[n * n];
        for (int i = 0; i < n - 1; i++) {
            hessian[i * n + i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
            hessian[(i + 1) * n + i + 1] += 200;
            hessian[i * n + i + 1] = -400 * x[i];
            hessian[(i + 1) * n + i] = -400 * x[i];
        }
        CompiledModel compiled = ModelCompiler.compile(model("Rosenbrock"));
        CompiledFunction function = compiled.forward(List.of("curvature", "product"));
        Map<String, double[]> found = run(compiled, function, inputs);
        assertClose("curvature", hessian, found.get("curvature"));
        double[] v = inputs.get("v").toDoubles();
        double[] product = new double[n];
        for (int i = 0; i < n * n; i++) {
            product[i / n] += hessian[i] * v[i % n];
        }
        assertClose("product", product, found.get("product"));
    }
}
