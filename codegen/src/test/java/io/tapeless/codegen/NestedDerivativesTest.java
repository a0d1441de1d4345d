package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.frontend.ControlFlow;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.Tensor;
import io.tapeless.interp.Interpreter;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Derivatives of third and fourth order in every mix of modes, also through loops, choices, checkpoints, rules and
 * equations, against closed forms: of functions f of q = a·x, whose n-th derivative along u, v, … is
 * {@code f⁽ⁿ⁾(q)·(a·u)·(a·v)·…}.
 */
class NestedDerivativesTest {
    private final Fed fed = new Fed(DType.F64);
    private final Tensor x = fed.in("x", 3);
    private final Tensor a = fed.in("a", 3);
    private final Tensor u = fed.in("u", 3);
    private final Tensor v = fed.in("v", 3);
    private final Tensor w = fed.in("w", 3);
    private final Tensor q = a.dot(x);

    /** The oracles agree, and every element is what the expression beside it says, whose derivatives nobody takes. */
    private void assertClose(List<Tensor> expected, List<Tensor> actual) {
        fed.compareOptimized(actual);
        for (int i = 0; i < expected.size(); i++) {
            double[] wanted = value(expected.get(i));
            double[] found = value(actual.get(i));
            assertEquals(wanted.length, found.length);
            for (int k = 0; k < wanted.length; k++) {
                assertEquals(wanted[k], found[k], 1e-10, "result " + i + ", element " + k);
            }
        }
    }

    private double[] value(Tensor tensor) {
        Graph graph = fed.model.graph().build("Value", Map.of("y", tensor.node()));
        return Interpreter.run(graph, fed.values, Map.of()).output("y").toDoubles();
    }

    // ------------------------------------------------------------------ third order in all eight mixes of modes

    /** q⁴ in many ways. */
    private Map<String, Function<Tensor, Tensor>> powers() {
        Map<String, Function<Tensor, Tensor>> ways = new LinkedHashMap<>();
        ways.put("operations", p -> p.pow(4));
        ways.put("scan", p -> ControlFlow.scan(p.times(0).plus(1), x.stopGradient().times(0), (c, e) -> c.times(p))
                .slice(new int[] {2}, new int[] {3}).sum().times(p));
        ways.put("forLoop", p -> ControlFlow.forLoop(Dim.of(4), p.times(0).plus(1), (i, c) -> c.times(p)));
        ways.put("whileLoop", p -> ControlFlow.whileLoop(Dim.of(4),
                List.of(p.times(0).plus(1), fed.model.constant(DType.I32, 0)), c -> c.get(1).lt(2),
                c -> List.of(c.get(0).times(p).times(p), c.get(1).plus(1))).get(0));
        ways.put("cond", p -> ControlFlow.cond(p.gt(-100), () -> p.square().square(), () -> p));
        ways.put("checkpoint", p -> ControlFlow.checkpoint(fed.model,
                () -> ControlFlow.checkpoint(fed.model, p::square).square()));
        ways.put("customGradient", p -> {
            Tensor square = p.stopGradient().square().customGradient(p, g -> g.times(p).times(2));
            return square.stopGradient().square().customGradient(square, g -> g.times(square).times(2));
        });
        ways.put("fixedPoint", p -> p.stopGradient().fixedPoint(
                c -> c.times(0.25).plus(p.pow(4).times(0.75)), 1e-16, Dim.of(60)));
        ways.put("root", p -> p.stopGradient().square().plus(1).root(c -> c.pow(3).minus(p.pow(4).pow(3)), 1e-16,
                Dim.of(80)));
        ways.put("cond in checkpoint in scan", p -> ControlFlow.forLoop(Dim.of(2), p.times(0).plus(1), (i, c) ->
                ControlFlow.checkpoint(fed.model, () -> ControlFlow.cond(i.lt(1), () -> c.times(p),
                        () -> c.times(p.pow(3))))));
        return ways;
    }

    @TestFactory
    Stream<DynamicTest> thirdOrder() {
        return powers().keySet().stream().map(name -> DynamicTest.dynamicTest(name, () ->
                new NestedDerivativesTest().checkThirdOrder(name)));
    }

    private void checkThirdOrder(String way) {
        Tensor y = powers().get(way).apply(q);
        List<Tensor> found = new ArrayList<>();
        for (int modes = 0; modes < 8; modes++) {
            Tensor derivative = y;
            List<Tensor> directions = List.of(u, v, w);
            for (int order = 0; order < 3; order++) {
                Tensor along = directions.get(order);
                derivative = (modes >> order & 1) == 0 ? Derivatives.jvp(derivative, x, along)
                        : Derivatives.grad(derivative, x).dot(along);
            }
            found.add(derivative);
        }
        Tensor expected = q.times(24).times(a.dot(u)).times(a.dot(v)).times(a.dot(w));
        assertClose(List.of(expected, expected, expected, expected, expected, expected, expected, expected), found);
    }

    // ------------------------------------------------------------------ derivatives in derivatives

    /** jvp of vjp of hvp of sin q: the fourth derivative, sin q. */
    @Test
    void jvpOfVjpOfHvp() {
        Tensor hvp = Derivatives.hvp(q.sin(), x, u);
        Tensor vjp = Derivatives.vjp(hvp, x, v);
        Tensor slopes = a.dot(u).times(a.dot(v));
        assertClose(List.of(a.times(a.dot(u)).times(q.sin()).negate(), a.times(slopes).times(q.cos()).negate(),
                        a.times(slopes).times(a.dot(w)).times(q.sin())),
                List.of(hvp, vjp, Derivatives.jvp(vjp, x, w)));
    }

    /** The Hessian of ½‖∇ sin q‖² = ½‖a‖²·cos²q is −‖a‖²·cos 2q·aaᵀ. */
    @Test
    void hessianOfAFunctionWithAGradientInside() {
        Tensor slope = Derivatives.grad(q.sin(), x);
        Tensor energy = slope.dot(slope).times(0.5);
        Tensor outer = a.expandDims(1).times(a);
        assertClose(List.of(outer.times(a.dot(a)).times(q.times(2).cos()).negate()),
                List.of(Derivatives.hessian(energy, x)));
    }

    /** One function both ways: wide (forward), tall (backward), and Jacobians of Jacobians. */
    @Test
    void jacobiansByShape() {
        Tensor tall = q.times(a).sin();
        Tensor both = Derivatives.jacobian(tall, q);
        Tensor wide = Derivatives.jacobian(q.sin(), x);
        Tensor square = Derivatives.jacobian(tall, x);
        Tensor cubic = Derivatives.jacobian(Derivatives.jacobian(wide, x), x);
        Tensor plane = a.expandDims(1).times(a);
        Tensor outer = plane.expandDims(2).times(a);
        List<Tensor> expected = new ArrayList<>(List.of(a.times(q.times(a).cos()), a.times(q.cos()),
                plane.times(q.times(a).cos().expandDims(1)), outer.times(q.cos()).negate(),
                plane.times(q.sin()).negate()));
        List<Tensor> found = new ArrayList<>(List.of(both, wide, square, cubic, Derivatives.hessian(q.sin(), x)));
        // row by row, backward, and column by column, forward
        for (int i = 0; i < 3; i++) {
            Tensor unit = fed.model.constant(Literal.of(x.type(), i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0));
            expected.add(square.slice(new int[] {i}, new int[] {i + 1}).squeeze(0));
            found.add(Derivatives.vjp(tall, x, unit));
            expected.add(square.swapAxes(0, 1).slice(new int[] {i}, new int[] {i + 1}).squeeze(0));
            found.add(Derivatives.jvp(tall, x, unit));
        }
        assertClose(expected, found);
    }

    /** Backward for fewer results than sources, forward for more: products of two maps, each with its shape. */
    @Test
    void wideAndTallMapsOfOneMatrix() {
        Tensor m = fed.in("m", 2, 3);
        Tensor narrow = m.matmul(x).sin();
        Tensor slopes = m.times(m.matmul(x).cos().expandDims(1));
        Tensor tall = m.swapAxes(0, 1).matmul(narrow);
        assertClose(List.of(slopes, m.swapAxes(0, 1), m.swapAxes(0, 1).matmul(slopes)),
                List.of(Derivatives.jacobian(narrow, x), Derivatives.jacobian(tall, narrow),
                        Derivatives.jacobian(tall, x)));
    }
}
