package io.tapeless.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.fail;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.rewrite.RuleSet;
import io.tapeless.rewrite.Rewriter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Checks rewrites twice: the graph that comes out, and its values on operands with signed zeros,
 * infinities, NaN and large numbers among them. A graph is written as the lines of its text; dimension
 * {@code B} is declared and bound to 3.
 */
public final class RewriteTester {
    private static final int RUNS = 60;
    private static final int B = 3;
    private static final double[] EDGES = {0.0, -0.0, 1, -1, 0.5, 2, -3, 1000, -1000, 1e-3,
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    private final RuleSet rules;
    private final double tolerance;
    private final boolean finite;

    private RewriteTester(RuleSet rules, double tolerance, boolean finite) {
        this.rules = rules;
        this.tolerance = tolerance;
        this.finite = finite;
    }

    /** Expects equal values bit by bit, for all operands. */
    public static RewriteTester of(RuleSet rules) {
        return new RewriteTester(rules, 0, false);
    }

    /** Expects values within a tolerance relative to {@code max(1, |x|)}. */
    public RewriteTester within(double allowed) {
        return new RewriteTester(rules, allowed, finite);
    }

    /** Compares values only for operands from −3 to 3: the left side is not stable beyond. */
    public RewriteTester onModerateValues() {
        return new RewriteTester(rules, tolerance, true);
    }

    /** The graph of lines of text. */
    public static Graph graph(String lines) {
        return GraphParser.parse("graph g {\n dim B in [1, 1000]\n" + lines + "}\n");
    }

    /** Expects a graph to become another one, which stays as it is, and to keep its values. */
    public Graph rewrites(String before, String after) {
        Graph given = graph(before);
        Graph result = GraphVerifier.verify(Rewriter.rewrite(given, rules));
        if (!graph(after).equals(result)) {
            assertEquals(graph(after).toString(), result.toString());
            fail("differs from what was expected in what is not printed");
        }
        assertSame(result, Rewriter.rewrite(result, rules), "a second run must find nothing to do");
        assertSameValues(given, result);
        return result;
    }

    /** Expects that no rule applies. */
    public void keeps(String lines) {
        Graph given = graph(lines);
        Graph result = Rewriter.rewrite(given, rules);
        assertEquals(given.toString(), result.toString());
        assertSame(given, result);
    }

    private void assertSameValues(Graph expected, Graph actual) {
        Random random = new Random(7);
        for (int run = 0; run < RUNS; run++) {
            Map<String, Value> inputs = new HashMap<>();
            Map<String, Value> variables = new HashMap<>();
            for (Node node : expected.nodes()) {
                if (node.op() instanceof Leaf.Input input) {
                    inputs.put(input.name(), value(node, random));
                } else if (node.op() instanceof Leaf.Variable variable) {
                    variables.put(variable.name(), value(node, random));
                }
            }
            Interpreter.Result before = Interpreter.run(expected, inputs, variables);
            Interpreter.Result after = Interpreter.run(actual, inputs, variables);
            before.outputs().forEach((name, value) -> assertEqual(name, value, after.output(name), inputs));
            assertEquals(before.variables().keySet(), after.variables().keySet());
        }
    }

    private void assertEqual(String name, Value expected, Value actual, Map<String, Value> inputs) {
        String where = "output " + name + " for inputs " + inputs;
        assertEquals(expected.dtype(), actual.dtype(), where);
        assertEquals(Arrays.toString(expected.shape()), Arrays.toString(actual.shape()), where);
        for (int i = 0; i < expected.size(); i++) {
            double e = expected.real(i);
            double a = actual.real(i);
            boolean close = tolerance == 0 ? Double.compare(e, a) == 0 : Values.isClose(e, a, tolerance);
            if (!close) {
                fail(where + ", element " + i + ": expected " + e + ", found " + a);
            }
        }
    }

    private Value value(Node node, Random random) {
        int[] shape = node.shape().evaluate(Map.of("B", (long) B));
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return node.dtype().isFloat()
                ? Value.of(node.dtype(), shape, IntStream.range(0, size).mapToDouble(i -> real(random)).toArray())
                : Value.ofIntegers(node.dtype(), shape, IntStream.range(0, size).mapToLong(i ->
                        random.nextInt(node.dtype() == DType.BOOL ? 2 : 3)).toArray());
    }

    private double real(Random random) {
        return finite ? random.nextDouble() * 6 - 3
                : random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextGaussian();
    }
}
