package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.testkit.FunctionCall;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The gradient of every function against central differences, along one random direction. */
class FunctionGradientTest {
    private static final double STEP = 1e-6;

    @TestFactory
    Stream<DynamicTest> gradients() {
        return FunctionCall.all().stream()
                .filter(FunctionCall::isSmooth)
                .map(call -> DynamicTest.dynamicTest(call.toString(), () -> check(call)));
    }

    private static void check(FunctionCall call) {
        ModelBuilder model = new ModelBuilder("Call", false);
        FunctionCall.Built built = call.build(model, false);
        Random random = new Random(11);
        Tensor y = model.constant(DType.F64, 0);
        for (Tensor result : built.results().stream().filter(t -> t.dtype().isFloat()).toList()) {
            double[] weights = random.doubles(result.shape().size().constant(), 0.5, 1.5).toArray();
            y = y.plus(result.times(model.constant(literal(result, weights))).sum());
        }
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put("y", y.node());
        Map<String, Node> inputs = new LinkedHashMap<>();
        for (String name : built.inputs().keySet()) {
            if (built.inputs().get(name).dtype().isFloat()) {
                inputs.put(name, model.graph().names().get(name));
            }
        }
        Map<Node, Node> gradients = new Differentiator(model.graph()).gradients(y.node(),
                List.copyOf(inputs.values()), GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO));
        inputs.forEach((name, node) -> outputs.put("d" + name, gradients.get(node)));
        inputs.forEach(outputs::put);
        Graph graph = model.graph().build("Call", outputs);

        Map<String, Value> found = Interpreter.run(graph, built.inputs(), Map.of()).outputs();
        Map<String, Value> forward = new HashMap<>(built.inputs());
        Map<String, Value> backward = new HashMap<>(built.inputs());
        double expected = 0;
        for (String name : inputs.keySet()) {
            Value at = built.inputs().get(name);
            double[] direction = random.doubles(at.size(), -1, 1).toArray();
            forward.put(name, moved(at, direction, STEP));
            backward.put(name, moved(at, direction, -STEP));
            for (int i = 0; i < direction.length; i++) {
                expected += found.get("d" + name).real(i) * direction[i];
            }
        }
        double difference = (Interpreter.run(graph, forward, Map.of()).output("y").real(0)
                - Interpreter.run(graph, backward, Map.of()).output("y").real(0)) / (2 * STEP);
        double scale = Math.max(1, Math.max(Math.abs(expected), Math.abs(found.get("y").real(0))));
        assertEquals(expected, difference, 1e-6 * scale);
    }

    private static Literal literal(Tensor like, double[] values) {
        return Literal.of(like.type(), values);
    }

    private static Value moved(Value x, double[] direction, double step) {
        double[] elements = x.toDoubles();
        for (int i = 0; i < elements.length; i++) {
            elements[i] += step * direction[i];
        }
        return Value.of(x.dtype(), x.shape(), elements);
    }
}
