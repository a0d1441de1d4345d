package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Derivatives of a scalar output against central differences in f64, along one random direction of all
 * float inputs and variables at once: the first derivative in reverse and forward mode, and the second.
 */
public final class GradientCheck {
    private static final double STEP = 3e-5;

    /** A derivative along the direction, from the graph and by differences. */
    public record Comparison(String derivative, double symbolic, double numeric) {
        boolean isClose(double tolerance) {
            return Values.isClose(numeric, symbolic, tolerance);
        }
    }

    private final GraphSample sample;
    private final GraphBuilder builder;
    private final Arithmetic arithmetic;
    private final Differentiator differentiator;
    private final List<Node> leaves;
    private final Map<String, Value> directions = new LinkedHashMap<>();
    private final Random random = new Random(17);

    private GradientCheck(GraphSample sample) {
        this.sample = sample;
        this.builder = GraphBuilder.extending(sample.graph());
        this.arithmetic = new Arithmetic(builder);
        this.differentiator = new Differentiator(builder);
        this.leaves = sample.graph().nodes().stream()
                .filter(n -> n.dtype().isFloat())
                .filter(n -> n.op() instanceof Leaf.Input || n.op() instanceof Leaf.Variable).toList();
    }

    /**
     * Fails if a derivative differs from its difference quotient by more than
     * {@code tolerance · max(1, |quotient|)}.
     *
     * @param order 1, or 2 to check the second derivative too
     */
    public static void assertDerivatives(GraphSample sample, String output, int order, double tolerance) {
        for (Comparison comparison : compare(sample, output, order)) {
            assertTrue(comparison.isClose(tolerance), () -> comparison + " of\n" + sample);
        }
    }

    /** The comparisons of all derivatives up to an order; none if the output depends on no float leaf. */
    public static List<Comparison> compare(GraphSample sample, String output, int order) {
        return new GradientCheck(sample).compare(sample.graph().output(output), order);
    }

    private List<Comparison> compare(Node y, int order) {
        Map<Node, Node> gradients = gradients(y);
        if (gradients.isEmpty()) {
            return List.of();
        }
        Map<Node, Node> along = directions("along ");
        Map<String, Node> outputs = new LinkedHashMap<>();
        outputs.put("value", y);
        outputs.put("reverse", inner(gradients, along));
        outputs.put("forward", gradients.keySet().stream()
                .map(x -> differentiator.jvp(y, x, along.get(x))).reduce(arithmetic::add).orElseThrow());
        if (order == 2) {
            Node slope = inner(gradients, directions("other "));
            outputs.put("slope", slope);
            outputs.put("second", inner(gradients(slope), along));
        }
        Graph graph = GraphVerifier.verify(builder.build("derivatives", outputs));
        Interpreter.Result result = shifted(graph, 0);
        double first = difference(graph, "value");
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(new Comparison("first, reverse", result.output("reverse").real(0), first));
        comparisons.add(new Comparison("first, forward", result.output("forward").real(0), first));
        if (order == 2) {
            comparisons.add(new Comparison("second", result.output("second").real(0), difference(graph, "slope")));
        }
        return comparisons;
    }

    private Map<Node, Node> gradients(Node y) {
        return differentiator.gradients(y, leaves, GradientOptions.DEFAULT.withDisconnected(Disconnected.IGNORE));
    }

    /** A random direction for each leaf, as an input. */
    private Map<Node, Node> directions(String prefix) {
        Map<Node, Node> inputs = new LinkedHashMap<>();
        for (Node leaf : leaves) {
            double[] elements = valueOf(leaf).toDoubles();
            for (int i = 0; i < elements.length; i++) {
                elements[i] = 2 * random.nextDouble() - 1;
            }
            directions.put(prefix + nameOf(leaf), Value.of(leaf.dtype(), valueOf(leaf).shape(), elements));
            inputs.put(leaf, builder.add(new Leaf.Input(prefix + nameOf(leaf), leaf.type())));
        }
        return inputs;
    }

    private String nameOf(Node leaf) {
        return leaf.op() instanceof Leaf.Input input ? input.name() : ((Leaf.Variable) leaf.op()).name();
    }

    private Value valueOf(Node leaf) {
        return (leaf.op() instanceof Leaf.Input ? sample.inputs() : sample.variables()).get(nameOf(leaf));
    }

    /** {@code Σ ⟨gradient, direction⟩} in f64; 0 if there is no gradient. */
    private Node inner(Map<Node, Node> gradients, Map<Node, Node> along) {
        return gradients.keySet().stream()
                .map(x -> arithmetic.sum(arithmetic.mul(gradients.get(x), along.get(x))))
                .map(sum -> arithmetic.cast(sum, DType.F64))
                .reduce(arithmetic::add)
                .orElseGet(() -> builder.constant(TensorType.scalar(DType.F64), 0));
    }

    /** {@code (4·D(h/2) − D(h)) / 3}, with D(h) the central difference: Richardson's extrapolation. */
    private double difference(Graph graph, String output) {
        return (4 * central(graph, output, STEP / 2) - central(graph, output, STEP)) / 3;
    }

    private double central(Graph graph, String output, double step) {
        double after = shifted(graph, step).output(output).real(0);
        double before = shifted(graph, -step).output(output).real(0);
        return (after - before) / (2 * step);
    }

    /** Runs the graph with every leaf moved along its direction. */
    private Interpreter.Result shifted(Graph graph, double step) {
        Map<String, Value> inputs = new LinkedHashMap<>(sample.inputs());
        Map<String, Value> variables = new LinkedHashMap<>(sample.variables());
        for (Node leaf : leaves) {
            Value direction = directions.get("along " + nameOf(leaf));
            double[] elements = valueOf(leaf).toDoubles();
            for (int i = 0; i < elements.length; i++) {
                elements[i] += step * direction.real(i);
            }
            Value moved = Value.of(leaf.dtype(), direction.shape(), elements);
            (leaf.op() instanceof Leaf.Input ? inputs : variables).put(nameOf(leaf), moved);
        }
        inputs.putAll(directions);
        return Interpreter.run(graph, inputs, variables);
    }
}
