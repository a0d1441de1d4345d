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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every function of the language, optimised and compiled: its value against NumPy and SciPy, its gradient
 * against the interpreter. Extents that may be symbolic are; the forms of code take turns.
 */
class CompiledFunctionsTest {
    private static final double TOLERANCE = 1e-10;

    @TestFactory
    Stream<DynamicTest> functions() {
        List<FunctionCall> calls = FunctionCall.all();
        return IntStream.range(0, calls.size()).mapToObj(i -> DynamicTest.dynamicTest(calls.get(i).toString(),
                () -> check(calls.get(i), Form.values()[i % Form.values().length])));
    }

    private static void check(FunctionCall call, Form form) {
        FunctionCall.Built built = build(call);
        GraphBuilder builder = built.results().get(0).owner().graph();
        Map<String, Node> outputs = new LinkedHashMap<>();
        int count = 0;
        for (Tensor result : built.results()) {
            outputs.put("y" + count++, result.node());
        }
        // inputs stay in the graph, so that they bind N where a result depends on x's shape alone
        built.inputs().keySet().forEach(name -> outputs.put(name, builder.names().get(name)));
        if (built.results().get(0).dtype().isFloat()) {
            outputs.putAll(gradients(built, builder));
        }
        Graph graph = builder.build("Call", outputs);
        Map<String, Value> found = new BytecodeOracle(ModelCompiler.optimize(graph), form)
                .run(built.inputs(), Map.of());
        for (int i = 0; i < call.results().size(); i++) {
            Values.assertClose(call.results().get(i), found.get("y" + i), TOLERANCE);
        }
        Interpreter.run(graph, built.inputs(), Map.of()).outputs().forEach((name, value) ->
                Values.assertClose(value, found.get(name), TOLERANCE));
    }

    /** The gradient of Σ y by each float input. */
    private static Map<String, Node> gradients(FunctionCall.Built built, GraphBuilder builder) {
        Node sum = built.results().stream().map(Tensor::sum).reduce(Tensor::plus).orElseThrow().node();
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
