package io.tapeless.codegen;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import io.tapeless.testkit.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Windows over rows of more elements than a vector holds, which random graphs don't have: the oracles agree. */
class WideWindowsTest {
    private static final List<Form> FORMS = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
            ? List.of(Form.values()) : List.of(Form.SCALAR);

    @TestFactory
    Stream<DynamicTest> oraclesAgree() {
        Map<String, BinaryOperator<Tensor>> functions = new LinkedHashMap<>();
        functions.put("convolution", (x, w) -> x.conv2d(w, 1, "same"));
        functions.put("stride", (x, w) -> x.conv2d(w, 2, 1));
        functions.put("dilation and groups", (x, w) -> x.conv2d(w.narrow(1, 0, 1).narrow(0, 0, 2), 1, 3, 2, 2));
        functions.put("depthwise", (x, w) -> x.depthwiseConv2d(w.narrow(1, 0, 1), 2, 1));
        functions.put("transposed", (x, w) -> x.convTranspose2d(w.narrow(0, 0, 2), 2, 1, 1));
        functions.put("maxima", (x, w) -> x.maxPool2d(3, 2, 1).times(w.sum()));
        functions.put("means", (x, w) -> x.avgPool2d(new int[] {3}, new int[] {1}, new int[] {1}, false, false)
                .times(w.sum()));
        functions.put("lines that others read too", (x, w) -> {
            Tensor lines = x.swapAxes(1, 2).reshape(x.shape().dim(0), Dim.of(5), Dim.of(74));
            return lines.matmul(lines.swapAxes(1, 2)).plus(lines.sum(2).sin().reshape(x.shape().dim(0), Dim.of(5),
                    Dim.ONE)).times(w.sum().times(1e-2));
        });
        return functions.entrySet().stream().flatMap(f -> Stream.of(DType.F32, DType.F64).map(dtype ->
                DynamicTest.dynamicTest(f.getKey() + " " + dtype, () -> check(dtype, f.getValue()))));
    }

    /** {@code Σ sin f(x, w)}, its gradient, and the gradient of the gradient's squares. */
    private static void check(DType dtype, BinaryOperator<Tensor> f) {
        ModelBuilder model = new ModelBuilder("Test", false);
        Map<String, Value> inputs = new LinkedHashMap<>();
        Tensor x = input(model, inputs, "x", dtype, 2, model.dim("B"), Dim.of(2), Dim.of(5), Dim.of(37));
        Tensor w = input(model, inputs, "w", dtype, 0, Dim.of(4), Dim.of(2), Dim.of(3), Dim.of(3));
        Tensor y = f.apply(x, w);
        List<Tensor> first = Derivatives.grad(y.sin().sum(), List.of(x, w));
        List<Tensor> second = Derivatives.grad(first.get(0).square().sum().plus(first.get(1).square().sum()),
                List.of(x, w));
        Map<String, Node> outputs = new LinkedHashMap<>();
        Stream.of(List.of(y), first, second).flatMap(List::stream)
                .forEach(t -> outputs.put("y" + outputs.size(), t.node()));
        Graph graph = ModelCompiler.optimize(model.graph().build("Test", outputs));
        Interpreter.Result expected = Interpreter.run(graph, inputs, Map.of());
        Map<String, Value> loops = new LoopRun(graph).run(inputs, Map.of());
        loops.forEach((name, value) ->
                Values.assertClose(expected.output(name), value, dtype == DType.F32 ? 2e-4 : 1e-11));
        for (Form form : FORMS) {
            Map<String, Value> code = new BytecodeOracle(graph, form).run(inputs, Map.of());
            loops.forEach((name, value) -> Values.assertClose(value, code.get(name), 0));
        }
    }

    private static Tensor input(ModelBuilder model, Map<String, Value> inputs, String name, DType dtype, int batch,
            Dim... dims) {
        int[] shape = Stream.of(dims).mapToInt(d -> d.isConstant() ? (int) d.constant() : batch).toArray();
        int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        double[] elements = new Random(name.hashCode()).doubles(size, -0.5, 0.5).toArray();
        inputs.put(name, Value.of(dtype, shape, elements).roundedToDType());
        return model.input(name, dtype, dims);
    }
}
