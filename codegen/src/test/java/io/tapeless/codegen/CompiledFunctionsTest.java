package io.tapeless.codegen;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.testkit.FunctionCall;
import io.tapeless.testkit.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every function of the language, optimised and compiled: in f64 its value against NumPy and SciPy, and in
 * both dtypes value and gradient against the interpreter. Extents that may be symbolic are; the forms of
 * code take turns.
 */
class CompiledFunctionsTest {

    @TestFactory
    Stream<DynamicTest> everyCallInF64() {
        return tests(FunctionCall.all(), CompiledFunctionsTest::checkDouble);
    }

    @TestFactory
    Stream<DynamicTest> everyFunctionInF32() {
        Map<String, FunctionCall> first = new LinkedHashMap<>();
        FunctionCall.all().forEach(call -> first.putIfAbsent(call.function(), call.single()));
        return tests(List.copyOf(first.values()),
                (call, form) -> compare(build(call), form, Interpreter.Precision.DECLARED, 1e-4));
    }

    private static Stream<DynamicTest> tests(List<FunctionCall> calls, BiConsumer<FunctionCall, Form> check) {
        Form[] forms = Form.values();
        return IntStream.range(0, calls.size()).mapToObj(i -> DynamicTest.dynamicTest(calls.get(i).toString(),
                () -> check.accept(calls.get(i), forms[i % forms.length])));
    }

    private static void checkDouble(FunctionCall call, Form form) {
        Map<String, Value> found = compare(build(call), form, Interpreter.Precision.F64, 1e-10);
        for (int i = 0; i < call.results().size(); i++) {
            Values.assertClose(call.results().get(i), found.get("y" + i), 1e-10);
        }
    }

    /** The compiled results, which the interpreter's equal. */
    private static Map<String, Value> compare(FunctionCall.Built built, Form form, Interpreter.Precision precision,
            double tolerance) {
        GraphBuilder builder = built.results().get(0).owner().graph();
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (Tensor result : built.results()) {
            outputs.put("y" + outputs.size(), result.node());
        }
        // inputs stay in the graph, so that they bind N where a result depends on x's shape alone
        built.inputs().keySet().forEach(name -> outputs.put(name, builder.names().get(name)));
        if (built.results().get(0).dtype().isFloat()) {
            outputs.putAll(gradients(built, builder));
        }
        Graph graph = builder.build("Call", outputs);
        Map<String, Value> found = new BytecodeOracle(ModelCompiler.optimize(graph), form)
                .run(built.inputs(), Map.of());
        Interpreter.run(graph, built.inputs(), Map.of(), precision).outputs().forEach((name, value) ->
                Values.assertClose(value, found.get(name), tolerance));
        return found;
    }

    /** The gradient of Σ y by each float input. */
    private static Map<String, Node> gradients(FunctionCall.Built built, GraphBuilder builder) {
        Node sum = built.results().stream().filter(t -> t.dtype().isFloat()).map(Tensor::sum)
                .reduce(Tensor::plus).orElseThrow().node();
        Map<String, Node> gradients = new LinkedHashMap<>();
        built.inputs().forEach((name, value) -> {
            if (value.dtype().isFloat()) {
                Node x = builder.names().get(name);
                gradients.put("d" + name, new Differentiator(builder).gradients(sum, List.of(x),
                        GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO)).get(x));
            }
        });
        return gradients;
    }

    private static FunctionCall.Built build(FunctionCall call) {
        try {
            return call.build(new ModelBuilder("Call", false), call.hasSymbolicExtent());
        } catch (IrException e) {
            return call.build(new ModelBuilder("Call", false), false);
        }
    }
}
