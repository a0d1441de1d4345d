package io.tapeless.derivatives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** The graph of one case: results, the gradients of their products with cotangents, and of those again. */
final class Replay {
    private static final double TOLERANCE = 1e-9;
    /** What cancellation may leave, relative to the largest element or 1. */
    private static final double CANCELLATION = 1e-13;

    private final OperatorCase given;
    private final ModelBuilder model;
    private final List<Tensor> results;
    private final List<Node> differentiated = new ArrayList<>();
    private final Map<String, Node> outputs = new LinkedHashMap<>();

    Replay(OperatorCase given, ModelBuilder model, List<Tensor> tensors, List<Tensor> results) {
        this.given = given;
        this.model = model;
        this.results = results;
        for (int i = 0; i < tensors.size(); i++) {
            if (given.requiresGrad().get(i)) {
                differentiated.add(tensors.get(i).node());
            }
        }
    }

    /** The parts that differ, with what is found. */
    Map<Difference.Part, String> differences(Map<String, Value> inputs) {
        for (int i = 0; i < results.size(); i++) {
            outputs.put("value " + i, results.get(i).node());
            assertArrayEquals(given.outputs().get(i).shape(), shapeOf(results.get(i).node()), "shape");
        }
        List<Node> first = gradients(weighted(given.differentiable().stream()
                .map(i -> results.get(i).node()).toList(), given.cotangents()));
        first.forEach(g -> outputs.put("first " + outputs.size(), g));
        List<Node> second = List.of();
        if (given.second() != null) {
            second = gradients(weighted(given.second().which().stream().map(first::get).toList(),
                    given.second().weights()));
            second.forEach(g -> outputs.put("second " + outputs.size(), g));
        }
        Interpreter.Result run = Interpreter.run(model.graph().build("Case", outputs), inputs, Map.of());
        Map<Difference.Part, String> differences = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            compare(Difference.Part.VALUE, given.outputs().get(i), run.valueOf(results.get(i).node()), differences);
        }
        List<Value> products = new ArrayList<>();
        for (int i = 0; i < given.tensors().size(); i++) {
            if (given.requiresGrad().get(i)) {
                products.add(given.products().get(i));
            }
        }
        for (int i = 0; i < first.size(); i++) {
            compare(Difference.Part.FIRST, products.get(i), run.valueOf(first.get(i)), differences);
        }
        for (int i = 0; i < second.size(); i++) {
            compare(Difference.Part.SECOND, given.second().gradients().get(i), run.valueOf(second.get(i)),
                    differences);
        }
        return differences;
    }

    private static int[] shapeOf(Node node) {
        return node.shape().evaluate(Map.of());
    }

    /** {@code Σ ⟨weight, node⟩}. */
    private Node weighted(List<Node> nodes, List<Value> weights) {
        Arithmetic x = new Arithmetic(model.graph());
        Node sum = null;
        for (int i = 0; i < nodes.size(); i++) {
            Node weight = model.constant(weights.get(i).toLiteral()).node();
            Node term = x.sum(x.mul(nodes.get(i), weight));
            sum = sum == null ? term : x.add(sum, term);
        }
        return sum;
    }

    private List<Node> gradients(Node y) {
        Map<Node, Node> found = new Differentiator(model.graph()).gradients(y, differentiated,
                GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO));
        return differentiated.stream().map(found::get).toList();
    }

    /** A gradient of null is one of zeros; integers are compared whatever their width. */
    private static void compare(Difference.Part part, Value expected, Value found,
            Map<Difference.Part, String> differences) {
        double largest = expected == null ? 0 : reals(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
        double[] actual = reals(found).toArray();
        double[] wanted = expected == null ? new double[actual.length] : reals(expected).toArray();
        for (int i = 0; i < actual.length; i++) {
            double bound = TOLERANCE * Math.abs(wanted[i]) + CANCELLATION * Math.max(largest, 1);
            boolean same = Double.compare(wanted[i], actual[i]) == 0 || Math.abs(wanted[i] - actual[i]) <= bound;
            if (!same) {
                differences.putIfAbsent(part, "element " + i + " of " + actual.length + ": expected " + wanted[i]
                        + ", found " + actual[i]);
            }
        }
    }

    private static DoubleStream reals(Value value) {
        return value.dtype().isFloat() ? Arrays.stream(value.toDoubles())
                : Arrays.stream(value.toLongs()).asDoubleStream();
    }
}
