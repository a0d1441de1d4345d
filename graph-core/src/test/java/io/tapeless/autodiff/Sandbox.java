package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A graph under construction with f64 inputs that have values, for tests of derivatives. */
final class Sandbox {
    final GraphBuilder builder = new GraphBuilder();
    final Arithmetic x = new Arithmetic(builder);
    final Differentiator d = new Differentiator(builder);
    private final Map<String, Value> values = new HashMap<>();
    private final Random random = new Random(7);

    Node input(String name, Shape shape, double... elements) {
        int[] extents = shape.evaluate(Map.of());
        values.put(name, Value.of(DType.F64, extents, elements));
        return node(name, shape);
    }

    Node scalar(String name, double value) {
        return input(name, Shape.SCALAR, value);
    }

    /** An input of random values in [−1.5, 1.5]. */
    Node random(String name, long... shape) {
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return input(name, Shape.of(shape), random.doubles(size, -1.5, 1.5).toArray());
    }

    /** An input of a symbolic shape with values of an actual one. */
    Node symbolic(String name, Shape shape, int[] actual, double... elements) {
        values.put(name, Value.of(DType.F64, actual, elements));
        return node(name, shape);
    }

    Node indices(String name, Shape shape, long... elements) {
        values.put(name, Value.ofIntegers(DType.I32, shape.evaluate(Map.of()), elements));
        return builder.add(new Leaf.Input(name, new TensorType(DType.I32, shape)));
    }

    private Node node(String name, Shape shape) {
        Node node = builder.add(new Leaf.Input(name, new TensorType(DType.F64, shape)));
        builder.name(name, node);
        return node;
    }

    /** A random constant of a node's type, for projections. */
    Node direction(Node like) {
        return random("direction" + values.size(), Arrays.stream(like.shape().evaluate(Map.of())).asLongStream()
                .toArray());
    }

    double[] eval(Node node) {
        return eval(node, Map.of());
    }

    double[] eval(Node node, Map<String, Value> changed) {
        Map<String, Value> inputs = new HashMap<>(values);
        inputs.putAll(changed);
        Graph graph = builder.build("test", Map.of("y", node));
        GraphVerifier.verify(graph);
        return Interpreter.run(graph, inputs, Map.of()).output("y").toDoubles();
    }

    double evalScalar(Node node) {
        return eval(node)[0];
    }

    /** Σ w·y for random weights w. */
    Node project(Node y) {
        return x.sum(x.mul(y, direction(y)));
    }

    /** Central differences of the sum of a node's elements with respect to each element of an input. */
    double[] differences(Node y, Node input) {
        String name = ((Leaf.Input) input.op()).name();
        Value at = values.get(name);
        double[] slopes = new double[at.size()];
        double h = 1e-5;
        for (int i = 0; i < slopes.length; i++) {
            double[] moved = at.toDoubles();
            moved[i] += h;
            double up = sumAt(y, name, at, moved);
            moved[i] -= 2 * h;
            slopes[i] = (up - sumAt(y, name, at, moved)) / (2 * h);
        }
        return slopes;
    }

    private double sumAt(Node y, String name, Value at, double[] elements) {
        return Arrays.stream(eval(y, Map.of(name, Value.of(DType.F64, at.shape(), elements)))).sum();
    }

    /**
     * Checks first derivatives of y in both modes against differences, both modes against each other, one
     * vector at a time and as Jacobians, and second derivatives (reverse and forward over reverse) against
     * differences of first ones.
     */
    void checkDerivatives(Node y, List<Node> inputs) {
        for (Node input : inputs) {
            Node loss = project(y);
            Node gradient = d.gradients(loss, List.of(input), ZERO).get(input);
            assertClose(differences(loss, input), eval(gradient), 1e-7);

            Node v = direction(input);
            Node u = direction(y);
            Node forward = x.sum(x.mul(u, d.jvp(y, input, v)));
            Node reverse = x.sum(x.mul(v, d.vjp(y, input, u)));
            assertClose(eval(forward), eval(reverse), 1e-12);

            double[] rows = eval(Jacobian.reverse(builder, y, input, g -> d.vjp(y, input, g)));
            double[] columns = eval(Jacobian.forward(builder, y, input, t -> d.jvp(y, input, t)));
            assertClose(rows, columns, 1e-12);
            assertClose(eval(d.jvp(y, input, v)), product(rows, eval(v)), 1e-12);

            Node slope = x.sum(x.mul(gradient, v));
            for (Node other : inputs) {
                Node second = d.gradients(slope, List.of(other), ZERO).get(other);
                assertClose(differences(slope, other), eval(second), 1e-6);
            }
            Node curvature = d.hvp(loss, input, v);
            Node twice = d.gradients(slope, List.of(input), ZERO).get(input);
            assertClose(eval(twice), eval(curvature), 1e-11);
        }
    }

    private static double[] product(double[] matrix, double[] vector) {
        double[] result = new double[matrix.length / vector.length];
        for (int i = 0; i < matrix.length; i++) {
            result[i / vector.length] += matrix[i] * vector[i % vector.length];
        }
        return result;
    }

    static final GradientOptions ZERO = GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO);

    /** Equal up to an error relative to the largest magnitude (and at least 1). */
    static void assertClose(double[] expected, double[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Math.abs(expected[i] - actual[i]) <= tolerance * scale || expected[i] == actual[i],
                    "expected " + Arrays.toString(expected) + ", found " + Arrays.toString(actual));
        }
    }
}
