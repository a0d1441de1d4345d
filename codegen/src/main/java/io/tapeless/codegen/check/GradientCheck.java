package io.tapeless.codegen.check;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Holds symbolic derivatives of a scalar against central differences, all in f64 by the interpreter.
 * For each parameter and float input: the derivative along random directions, each of which involves every
 * element, and, in the first order, some elements by themselves. Each difference is taken with several step
 * sizes, until one is far better than needed, and the best one counts: at a kink, or where rounding drowns one,
 * another step serves, but no step makes a wrong derivative right.
 */
public final class GradientCheck {
    private static final double TOLERANCE = 1e-5;
    private static final double ENOUGH = TOLERANCE / 100;
    /** The large ones are for slopes that are small beside the scalar: rounding drowns their short differences. */
    private static final double[] STEPS = {1e-4, 1e-5, 1e-3, 1e-2, 1e-1, 1e-6, 1e-7};
    private static final int DIRECTIONS = 3;
    private static final int ELEMENTS = 6;
    private static final String TANGENT = "$tangent";

    private final Graph graph;
    private final String output;
    private final Map<String, Value> inputs;
    private final Map<String, Value> variables;
    private final Map<String, Node> points;
    private final Random random;

    /**
     * @param graph has the output and the values it depends on
     * @param inputs a value for each input
     * @param variables a value for each variable
     */
    public GradientCheck(Graph graph, String output, Map<String, Value> inputs, Map<String, Value> variables,
            long seed) {
        if (graph.output(output).type().rank() > 0) {
            throw new IrException(output + " : " + graph.output(output).type() + " is no scalar");
        }
        this.graph = graph;
        this.output = output;
        this.inputs = inputs;
        this.variables = variables;
        this.points = Points.of(graph);
        this.random = new Random(seed);
    }

    private Map<Node, Node> gradients(GraphBuilder builder) {
        return new Differentiator(builder).gradients(graph.output(output), List.copyOf(points.values()),
                GradientOptions.DEFAULT.withDisconnected(Disconnected.IGNORE));
    }

    /** The graph of all gradients, each named by what it is taken with respect to. */
    private Graph gradientGraph() {
        GraphBuilder builder = GraphBuilder.extending(graph);
        Map<Node, Node> gradients = gradients(builder);
        Map<String, Node> outputs = new LinkedHashMap<>();
        points.forEach((name, node) -> {
            if (gradients.containsKey(node)) {
                outputs.put(name, gradients.get(node));
            }
        });
        return builder.build(graph.name(), outputs);
    }

    /** Checks first derivatives, by point; one that does not lead to the output is left out. */
    Map<String, Finding> first() {
        Map<String, Finding> findings = new LinkedHashMap<>();
        Graph gradients = gradientGraph();
        Map<String, Value> symbolic = run(gradients, inputs, variables);
        symbolic.forEach((point, gradient) -> {
            double worst = 0;
            for (double[] direction : directions(gradient)) {
                double derivative = dot(gradient, direction);
                double largest = Math.sqrt(dot(gradient, gradient.toDoubles()));
                worst = worse(worst, differenceError(point, direction, derivative, largest));
            }
            findings.put(point, new Finding(output + " by " + point, "gradient to differences", worst, TOLERANCE));
        });
        return findings;
    }

    /** Random directions and some unit vectors. */
    private List<double[]> directions(Value like) {
        List<double[]> directions = new ArrayList<>();
        for (int i = 0; i < DIRECTIONS; i++) {
            directions.add(direction(like.size()));
        }
        for (int i = 0; i < Math.min(ELEMENTS, like.size()); i++) {
            double[] unit = new double[like.size()];
            unit[like.size() <= ELEMENTS ? i : random.nextInt(like.size())] = 1;
            directions.add(unit);
        }
        return directions;
    }

    /** A random vector of length 1. */
    private double[] direction(int size) {
        double[] direction = IntStream.range(0, size).mapToDouble(i -> random.nextGaussian()).toArray();
        double length = Math.sqrt(IntStream.range(0, size).mapToDouble(i -> direction[i] * direction[i]).sum());
        return IntStream.range(0, size).mapToDouble(i -> direction[i] / length).toArray();
    }

    private double differenceError(String point, double[] direction, double derivative, double largest) {
        return best(step -> {
            double up = moved(graph, point, direction, step).get(output).real(0);
            double down = moved(graph, point, direction, -step).get(output).real(0);
            double difference = (up - down) / (2 * step);
            double size = Math.max(Math.max(Math.abs(derivative), Math.abs(difference)),
                    Math.max(1e-3 * largest, 1e-8));
            return Math.abs(derivative - difference) / size;
        });
    }

    /** The least error of all step sizes, or the first that is small enough; NaN is none. */
    private static double best(DoubleUnaryOperator error) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < STEPS.length && best > ENOUGH; i++) {
            double next = error.applyAsDouble(STEPS[i]);
            best = next < best ? next : best;
        }
        return best;
    }

    /** Checks second derivatives, by point: the product of the Hessian of each with a random vector. */
    Map<String, Finding> second() {
        Map<String, Finding> findings = new LinkedHashMap<>();
        Graph gradients = gradientGraph();
        for (String point : gradients.outputs().keySet()) {
            Node node = points.get(point);
            GraphBuilder builder = GraphBuilder.extending(graph);
            Node tangent = builder.add(new Leaf.Input(TANGENT, node.type()));
            Node product = new Differentiator(builder).hvp(graph.output(output), node, tangent);
            Graph graphOfProduct = builder.build(graph.name(), Map.of(point, product));
            double[] direction = direction(value(point).size());
            Map<String, Value> fed = new HashMap<>(inputs);
            fed.put(TANGENT, Value.of(node.dtype(), value(point).shape(), direction));
            double[] symbolic = run(graphOfProduct, fed, variables).get(point).toDoubles();
            Graph gradient = GraphBuilder.extending(gradients).build(graph.name(),
                    Map.of(point, gradients.output(point)));
            double error = best(step -> {
                double[] up = moved(gradient, point, direction, step).get(point).toDoubles();
                double[] down = moved(gradient, point, direction, -step).get(point).toDoubles();
                return error(symbolic, IntStream.range(0, up.length)
                        .mapToDouble(i -> (up[i] - down[i]) / (2 * step)).toArray());
            });
            findings.put(point, new Finding(output + " by " + point + " twice", "Hessian product to differences", error,
                    TOLERANCE));
        }
        return findings;
    }

    private static double error(double[] a, double[] b) {
        double size = 1e-8;
        double error = 0;
        for (int i = 0; i < a.length; i++) {
            size = Math.max(size, Math.max(Math.abs(a[i]), Math.abs(b[i])));
            error = worse(error, Math.abs(a[i] - b[i]));
        }
        return error / size;
    }

    /** The larger; NaN is worst. */
    private static double worse(double a, double b) {
        return Math.max(a, b);
    }

    private Value value(String point) {
        return variables.containsKey(point) ? variables.get(point) : inputs.get(point);
    }

    /** The outputs of a graph with one point moved along a direction. */
    private Map<String, Value> moved(Graph of, String point, double[] direction, double step) {
        Value at = value(point);
        double[] elements = at.toDoubles();
        for (int i = 0; i < elements.length; i++) {
            elements[i] += step * direction[i];
        }
        Map<String, Value> changed = new HashMap<>(variables.containsKey(point) ? variables : inputs);
        changed.put(point, Value.of(at.dtype(), at.shape(), elements));
        return variables.containsKey(point) ? run(of, inputs, changed) : run(of, changed, variables);
    }

    private static Map<String, Value> run(Graph graph, Map<String, Value> inputs, Map<String, Value> variables) {
        return Interpreter.run(graph, inputs, variables).outputs();
    }

    private static double dot(Value a, double[] b) {
        return IntStream.range(0, b.length).mapToDouble(i -> a.real(i) * b[i]).sum();
    }
}
