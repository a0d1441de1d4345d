package io.tapeless.examples.lectures;

import static io.tapeless.examples.lectures.RowMajor.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples 8, 9, 10 and 18: the gradient is a graph, and this is its shape after the standard passes. */
class GradientGraphsTest {
    private static Map<String, Long> operations(Graph graph) {
        return graph.nodes().stream().collect(
                Collectors.groupingBy(n -> n.op().mnemonic(), TreeMap::new, Collectors.counting()));
    }

    // ------------------------------------------------------------------ 8

    @Test
    void softmaxCrossEntropyHasTheAdjointProbabilityMinusOneHot() {
        Graph graph = Lecture.of("08-mlp-weight-decay/MlpWeightDecay").optimizedGradients("scores", "w1", "w2");
        Node scaled = graph.output("d scores");
        assertEquals("mul", scaled.op().mnemonic());
        Node difference = scaled.operand(0);
        assertEquals("sub", difference.op().mnemonic());
        assertEquals("div", difference.operand(0).op().mnemonic(), "probabilities: exp over its sum");
        assertEquals("exp", difference.operand(0).operand(0).op().mnemonic());
        assertEquals("select", difference.operand(1).op().mnemonic(), "one-hot: 1 where the class is the label");
        assertEquals("eq", difference.operand(1).operand(0).op().mnemonic());
        Node perExample = scaled.operand(1).operand(0);
        assertEquals("div", perExample.op().mnemonic(), "divided by the batch");
        assertEquals(1, Lecture.count(graph, "exp"), "softmax is computed once");
        assertEquals(5, Lecture.count(graph, "matmul"), "two forward, three backward");
    }

    @Test
    void twoPathsLeadBackToEachMatrix() {
        Graph graph = Lecture.of("08-mlp-weight-decay/MlpWeightDecay").optimizedGradients("w1", "w2");
        for (String name : new String[] {"w1", "w2"}) {
            Node sum = graph.output("d " + name);
            assertEquals("add", sum.op().mnemonic());
            Node decay = sum.operand(0);
            assertEquals("mul", decay.op().mnemonic());
            assertSame(graph.names().get(name), decay.operand(0));
            assertEquals("matmul", sum.operand(1).op().mnemonic());
        }
    }

    // ------------------------------------------------------------------ 9

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "sin; {cos=3, input=1, mul=2, sin=3}",
        "exp; {exp=3, input=1, mul=2}",
        "tanh; {constant=1, input=1, mul=5, sub=3, tanh=3}",
        "sigmoid; {constant=1, input=1, mul=5, sigmoid=3, sub=3}"
    })
    void theGradientIsAppendedToTheGraph(String f, String operations) {
        Lecture lecture = Lecture.of("09-symbol-to-symbol/SymbolToSymbol", Map.of("F", f));
        Graph graph = Lecture.optimized(lecture.graph("z", "dz"));
        assertEquals(operations, operations(graph).toString());
        Node z = graph.output("z");
        assertTrue(graph.position(z) < graph.position(graph.output("dz")));
        for (int depth = 0; depth < 3; depth++) {
            assertEquals(f, z.op().mnemonic());
            z = z.operand(0);
        }
        assertEquals("input", z.op().mnemonic());
    }

    @ParameterizedTest
    @CsvSource({"sin", "exp", "tanh", "sigmoid", "square"})
    void itsValueIsTheChainRule(String name) {
        DoubleUnaryOperator f = switch (name) {
            case "sin" -> Math::sin;
            case "exp" -> Math::exp;
            case "tanh" -> Math::tanh;
            case "sigmoid" -> RowMajor::sigmoid;
            default -> v -> v * v;
        };
        DoubleUnaryOperator slope = switch (name) {
            case "sin" -> Math::cos;
            case "exp" -> Math::exp;
            case "tanh" -> v -> 1 - Math.tanh(v) * Math.tanh(v);
            case "sigmoid" -> v -> RowMajor.sigmoid(v) * (1 - RowMajor.sigmoid(v));
            default -> v -> 2 * v;
        };
        Lecture lecture = Lecture.of("09-symbol-to-symbol/SymbolToSymbol", Map.of("F", name));
        double w = lecture.set("w", 0.4);
        double x = f.applyAsDouble(w);
        double y = f.applyAsDouble(x);
        assertClose(f.applyAsDouble(y), lecture.value("z"));
        assertClose(slope.applyAsDouble(y) * slope.applyAsDouble(x) * slope.applyAsDouble(w), lecture.value("dz"));
    }

    // ------------------------------------------------------------------ 10

    @Test
    void sigmoidCrossEntropyHasTheAdjointActivationMinusTarget() {
        Graph graph = Lecture.of("10-sigmoid-network/SigmoidNetwork").optimizedGradients("z.2");
        Node delta = graph.output("d z.2");
        assertEquals("sub", delta.op().mnemonic());
        assertEquals("sigmoid", delta.operand(0).op().mnemonic());
        assertSame(graph.names().get("z.2"), delta.operand(0).operand(0));
        assertEquals("input", delta.operand(1).op().mnemonic());
        assertEquals(0, Lecture.count(graph, "log"), "log of a sigmoid has become softplus");
    }

    @Test
    void itIsStableFarOut() {
        Lecture lecture = Lecture.of("10-sigmoid-network/SigmoidNetwork");
        lecture.draw("x", 3);
        lecture.set("y", new int[] {2}, 0.25, 1);
        int[] widths = {3, 4, 4, 2};
        for (int m = 0; m < 3; m++) {
            int in = widths[m];
            int out = widths[m + 1];
            lecture.set("layers." + m + ".w", new int[] {out, in}, new double[out * in]);
            lecture.set("layers." + m + ".b", new int[] {out}, new double[out]);
        }
        lecture.set("layers.2.b", new int[] {2}, 1000, -1000);
        Graph graph = lecture.optimizedGradients("z.2");
        assertClose(new double[] {0.75, -1}, lecture.run(graph, "d z.2"));
        assertClose(0.75 * 1000 + 1000, lecture.run(graph, "loss"));
    }

    // ------------------------------------------------------------------ 18

    @Test
    void compositeComputesEachFunctionOnce() {
        Lecture lecture = Lecture.of("18-composite/Composite");
        Graph function = Lecture.optimized(lecture.graph("f"));
        Graph both = Lecture.optimized(lecture.graph("f", "slope"));
        for (String each : new String[] {"exp", "sqrt", "sin", "cos"}) {
            assertEquals(1, Lecture.count(both, each), each);
        }
        long forward = arithmetic(function);
        long backward = arithmetic(both) - forward;
        assertEquals(6, forward);
        assertTrue(backward < 2.5 * forward, backward + " nodes of gradient for " + forward + " of the function");
    }

    private static long arithmetic(Graph graph) {
        return graph.nodes().stream().filter(n -> n.op() instanceof Elementwise).count();
    }

    @Test
    void compositeHasItsClosedForm() {
        Lecture lecture = Lecture.of("18-composite/Composite");
        double[] x = lecture.draw("x", 7);
        assertClose(RowMajor.map(x, v -> Math.sqrt(inner(v)) + Math.cos(inner(v))), lecture.value("f"));
        assertClose(RowMajor.map(x, v -> 2 * v * (1 / (2 * Math.sqrt(inner(v))) - Math.sin(inner(v)))
                * (1 + Math.exp(v * v))), lecture.value("slope"));
    }

    private static double inner(double x) {
        return x * x + Math.exp(x * x);
    }
}
