package io.tapeless.frontend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.autodiff.Differentiator;
import io.tapeless.autodiff.Disconnected;
import io.tapeless.autodiff.GradientOptions;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Node;
import io.tapeless.testkit.FunctionCall;
import io.tapeless.testkit.FunctionDerivatives;
import io.tapeless.testkit.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** First and second derivatives of every function against JAX. */
class FunctionDerivativesTest {
    private static final double TOLERANCE = 1e-9;
    private static final GradientOptions OPTIONS = GradientOptions.DEFAULT.withDisconnected(Disconnected.ZERO);

    /** Their results are no floats, or depend on no float. */
    private static final Set<String> NOT_DIFFERENTIATED = Set.of("and", "or", "xor", "not", "eq", "ne", "lt", "le",
            "gt", "ge", "isNan", "isInf", "isFinite", "any", "all", "countNonzero", "argmax", "argmin", "argsort",
            "oneHot", "accuracy", "topKAccuracy", "confusionMatrix", "auc",
            "iota", "linspace", "eye", "positionalEncoding", "randomUniform", "randomNormal", "bernoulli");
    /** They say what a derivative is, or are made of a function that a caller gives; checked by differences. */
    private static final Set<String> OF_OTHER_FUNCTIONS = Set.of("grad", "jvp", "vjp", "jacobian", "hessian", "hvp",
            "stopGradient", "customGradient", "clipGradient", "clipGradientByNorm", "scaleGradient", "reverseGradient",
            "checkpoint", "checkpointName", "scan", "cond", "forLoop", "whileLoop", "fixedPoint", "root");
    /** What functions.txt can't express, and metrics, have derivatives from PyTorch or by differences. */
    private static final Set<String> OTHERWISE = Set.of("cast", "batchNorm", "perplexity", "rmse", "r2");

    @TestFactory
    Stream<DynamicTest> derivatives() {
        return FunctionDerivatives.all().stream()
                .map(given -> DynamicTest.dynamicTest(given.call().toString(), () -> check(given)));
    }

    @Test
    void everyFunctionHasDerivatives() {
        Set<String> missing = new TreeSet<>(FunctionNames.defined());
        FunctionDerivatives.all().forEach(given -> missing.remove(given.call().function()));
        missing.removeAll(NOT_DIFFERENTIATED);
        missing.removeAll(OF_OTHER_FUNCTIONS);
        missing.removeAll(OTHERWISE);
        assertEquals(Set.of(), missing);
    }

    private static void check(FunctionDerivatives given) {
        ModelBuilder model = new ModelBuilder("Call", false);
        FunctionCall.Built built = given.call().build(model, false);
        GraphBuilder builder = model.graph();
        Differentiator differentiator = new Differentiator(builder);
        List<Node> points = built.inputs().keySet().stream().map(builder.names()::get)
                .filter(x -> x.dtype().isFloat()).toList();
        List<Node> results = built.results().stream().map(Tensor::node).filter(y -> y.dtype().isFloat()).toList();
        Map<Node, Node> first = differentiator.gradients(measured(builder, results), points, OPTIONS);
        Node slopes = measured(builder, points.stream().map(first::get).toList());
        Map<Node, Node> second = differentiator.gradients(slopes, points, OPTIONS);
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (int i = 0; i < points.size(); i++) {
            outputs.put("first" + i, first.get(points.get(i)));
            outputs.put("second" + i, second.get(points.get(i)));
        }
        Graph graph = builder.build("Call", outputs);
        Map<String, Value> found = Interpreter.run(graph, built.inputs(), Map.of()).outputs();
        assertEquals(points.size(), given.first().size());
        for (int i = 0; i < points.size(); i++) {
            assertClose(given.first().get(i), found.get("first" + i), "first, operand " + i);
            assertClose(given.second().get(i), found.get("second" + i), "second, operand " + i);
        }
    }

    /** {@code Σ cos(i + 1/2)·yᵢ} over the elements of each tensor. */
    private static Node measured(GraphBuilder builder, List<Node> tensors) {
        Arithmetic x = new Arithmetic(builder);
        List<Node> sums = new ArrayList<>();
        for (Node y : tensors) {
            double[] weights = IntStream.range(0, (int) y.shape().size().constant())
                    .mapToDouble(i -> Math.cos(i + 0.5)).toArray();
            sums.add(x.sum(x.mul(y, builder.add(new Leaf.Constant(Literal.of(y.type(), weights))))));
        }
        return sums.stream().reduce(x::add).orElseThrow();
    }

    /** Relative to the largest element: small ones are differences of large ones. */
    private static void assertClose(Value expected, Value found, String what) {
        double largest = 1;
        for (double v : expected.toDoubles()) {
            largest = Math.max(largest, Math.abs(v));
        }
        assertEquals(expected.size(), found.size(), what);
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(Values.isClose(expected.real(i), found.real(i), TOLERANCE * largest),
                    what + ", element " + i + ": expected " + expected.real(i) + ", found " + found.real(i));
        }
    }
}
