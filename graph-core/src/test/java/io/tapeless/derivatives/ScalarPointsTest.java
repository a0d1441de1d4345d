package io.tapeless.derivatives;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Functions of a scalar at many points: value, first and second derivative within 4 ulp in f64. */
class ScalarPointsTest {
    private static final double BOUND = 4;
    /** What the parts that are known to differ may be off, relative to the value or 1. */
    private static final double CANCELLATION = 1e-14;
    private static final List<String> PARTS = List.of("value", "d1", "d2");

    private record Point(String function, String x, List<BigDecimal> expected) {
        String name(int part) {
            return function + " " + x + " " + PARTS.get(part);
        }
    }

    private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("exp", Tensor::exp), Map.entry("expm1", Tensor::expm1), Map.entry("log", Tensor::log),
            Map.entry("log1p", Tensor::log1p), Map.entry("sqrt", Tensor::sqrt), Map.entry("rsqrt", Tensor::rsqrt),
            Map.entry("reciprocal", Tensor::reciprocal), Map.entry("square", Tensor::square),
            Map.entry("cube", x -> x.pow(3)), Map.entry("sin", Tensor::sin), Map.entry("cos", Tensor::cos),
            Map.entry("tan", Tensor::tan), Map.entry("asin", Tensor::asin), Map.entry("acos", Tensor::acos),
            Map.entry("atan", Tensor::atan), Map.entry("sinh", Tensor::sinh), Map.entry("cosh", Tensor::cosh),
            Map.entry("tanh", Tensor::tanh), Map.entry("asinh", Tensor::asinh), Map.entry("acosh", Tensor::acosh),
            Map.entry("atanh", Tensor::atanh), Map.entry("sigmoid", Tensor::sigmoid),
            Map.entry("log_sigmoid", Tensor::logSigmoid), Map.entry("softplus", Tensor::softplus),
            Map.entry("softsign", Tensor::softsign), Map.entry("silu", Tensor::silu), Map.entry("mish", Tensor::mish),
            Map.entry("gelu_erf", Tensor::gelu), Map.entry("gelu_tanh", Tensor::geluTanh),
            Map.entry("erf", Tensor::erf), Map.entry("erfc", Tensor::erfc), Map.entry("lgamma", Tensor::lgamma),
            Map.entry("digamma", Tensor::digamma), Map.entry("pow_2.5", x -> x.pow(2.5)),
            Map.entry("pow_-1.5", x -> x.pow(-1.5)), Map.entry("pow_x_x", x -> x.pow(x)),
            Map.entry("log2", Tensor::log2), Map.entry("log10", Tensor::log10), Map.entry("exp2", Tensor::exp2),
            Map.entry("normal_pdf", x -> x.square().times(-0.5).exp().times(1 / Math.sqrt(2 * Math.PI))),
            Map.entry("sinc", x -> x.dividedBy(Math.PI).sinc())));

    private static final List<Point> POINTS = points();

    private static List<Point> points() {
        try (InputStream in = ScalarPointsTest.class.getResourceAsStream("/derivatives/scalar_derivatives.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Point> points = new ArrayList<>();
            for (Object element : (List<?>) Json.parse(text)) {
                Map<?, ?> row = (Map<?, ?>) element;
                points.add(new Point((String) row.get("f"), (String) row.get("x"),
                        PARTS.stream().map(part -> new BigDecimal((String) row.get(part))).toList()));
            }
            return points;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> functions() {
        return FUNCTIONS.keySet().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
    }

    @Test
    void everyPointIsOfAFunctionAndEveryDifferenceOfAPoint() {
        assertEquals(418, POINTS.size());
        assertEquals(FUNCTIONS.keySet(), POINTS.stream().map(Point::function).collect(Collectors.toSet()));
        Set<String> names = new TreeSet<>();
        POINTS.forEach(point -> PARTS.forEach(part -> names.add(point.name(PARTS.indexOf(part)))));
        assertTrue(names.containsAll(PointDifference.byPart().keySet()));
    }

    private static void check(String function) {
        Graph graph = graph(FUNCTIONS.get(function));
        List<Point> points = POINTS.stream().filter(p -> p.function().equals(function)).toList();
        assertAll(points.stream().map(point -> () -> check(graph, point)));
    }

    private static Graph graph(UnaryOperator<Tensor> function) {
        ModelBuilder model = new ModelBuilder("Point", false);
        Tensor x = model.input("x", DType.F64);
        Map<String, Tensor> parts = new LinkedHashMap<>();
        Tensor y = function.apply(x);
        Tensor slope = Derivatives.grad(y, x);
        parts.put("value", y);
        parts.put("d1", slope);
        parts.put("d2", Derivatives.grad(slope, x));
        Map<String, Node> nodes = new LinkedHashMap<>();
        parts.forEach((name, tensor) -> nodes.put(name, tensor.node()));
        return model.graph().build("point", nodes);
    }

    private static void check(Graph graph, Point point) {
        Value x = Value.scalar(DType.F64, Double.parseDouble(point.x()));
        Interpreter.Result result = Interpreter.run(graph, Map.of("x", x), Map.of());
        for (int part = 0; part < PARTS.size(); part++) {
            double actual = result.output(PARTS.get(part)).real(0);
            BigDecimal expected = point.expected().get(part);
            double error = ulps(actual, expected);
            String name = point.name(part);
            if (!PointDifference.byPart().containsKey(name)) {
                assertTrue(error <= BOUND, () -> name + " is " + actual + ", off by " + error + " ulp");
                continue;
            }
            assertTrue(error > BOUND, () -> name + " is right now");
            double scale = Math.max(1, expected.abs().doubleValue());
            assertEquals(expected.doubleValue(), actual, CANCELLATION * scale, name);
        }
    }

    private static double ulps(double actual, BigDecimal expected) {
        if (!Double.isFinite(actual)) {
            return Math.abs(expected.doubleValue()) == Math.abs(actual) ? 0 : Double.POSITIVE_INFINITY;
        }
        BigDecimal unit = new BigDecimal(Math.ulp(Math.min(Math.abs(expected.doubleValue()), Double.MAX_VALUE)));
        return new BigDecimal(actual).subtract(expected).abs().divide(unit, MathContext.DECIMAL32).doubleValue();
    }
}
