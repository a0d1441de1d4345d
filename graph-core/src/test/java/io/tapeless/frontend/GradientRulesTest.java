package io.tapeless.frontend;

import static io.tapeless.frontend.Derivatives.grad;
import static io.tapeless.frontend.GradientRules.customGradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Custom gradients and what is made of them, against what their rules say, to third order and in both modes. */
class GradientRulesTest {
    private static final double[] X = {0.3, -1.2, 2};

    private final ModelBuilder model = new ModelBuilder("Test", false);
    private final Tensor x = model.input("x", DType.F64, 3);
    private final Tensor b = model.input("b", DType.F64);
    private final Map<String, Value> inputs = Map.of("x", Value.of(DType.F64, new int[] {3}, X),
            "b", Value.of(DType.F64, new int[0], 0.7));

    private void assertEach(DoubleUnaryOperator expected, Tensor actual) {
        assertArrayEquals(Arrays.stream(X).map(expected).toArray(), Evaluate.run(actual, inputs), 1e-13);
    }

    private void assertValues(Tensor actual, double... expected) {
        assertArrayEquals(expected, Evaluate.run(actual, inputs), 1e-13);
    }

    private static void assertFails(String message, Supplier<Tensor> action) {
        IrException error = assertThrows(IrException.class, action::get);
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    /** y = x² whose derivative is said to be 5·sin(x): everything that follows is of that. */
    private static Tensor square(Tensor x) {
        return customGradient(x.times(x), x, g -> g.times(x.sin()).times(5));
    }

    @Test
    void theRuleIsTheDerivativeOfEveryOrder() {
        Tensor y = square(x);
        Tensor first = grad(y.sum(), x);
        Tensor second = grad(first.sum(), x);
        assertEach(v -> v * v, y);
        assertEach(v -> 5 * Math.sin(v), first);
        assertEach(v -> 5 * Math.cos(v), second);
        assertEach(v -> -5 * Math.sin(v), grad(second.sum(), x));
    }

    @Test
    void forwardModeTransposesTheRule() {
        Tensor v = x.exp();
        assertEach(u -> 5 * Math.sin(u) * Math.exp(u), Derivatives.jvp(square(x), x, v));
        assertEach(u -> 5 * Math.cos(u) * Math.exp(u), Derivatives.hvp(square(x).sum(), x, v));
        Tensor rows = Derivatives.jacobian(square(x), x);
        assertValues(rows.minus(PatternFunctions.diag(x.sin().times(5))), new double[9]);
        assertValues(Derivatives.hessian(square(x).sum(), x).minus(PatternFunctions.diag(x.cos().times(5))),
                new double[9]);
    }

    /** The rule of exp in terms of its own value: its derivative comes back to the rule. */
    @Test
    void inTheRuleTheValueIsTheResult() {
        Tensor value = x.stopGradient().exp();
        Tensor y = customGradient(value, x, g -> g.times(value));
        Tensor derivative = y;
        for (int order = 1; order <= 3; order++) {
            derivative = grad(derivative.sum(), x);
            assertEach(Math::exp, derivative);
        }
        Tensor ones = x.stopGradient().times(0).plus(1);
        assertEach(Math::exp, Derivatives.jvp(Derivatives.jvp(y, x, ones), x, ones));
    }

    @Test
    void severalSourcesOfDifferentShapes() {
        Tensor y = customGradient(x.times(b), List.of(x, b), g -> List.of(g.times(2), g.dot(x).times(3)));
        assertEach(v -> 2, grad(y.sum(), x));
        assertValues(grad(y.sum(), b), 3 * 1.1);
        List<Tensor> both = Derivatives.jvp(List.of(y), List.of(x, b), List.of(x, b));
        assertEach(v -> 2 * v + 3 * v * 0.7, both.get(0));
        assertEach(v -> 3, grad(grad(y.sum(), b), x));
    }

    @Test
    void whatForwardModeTakesCanBeGiven() {
        Tensor y = customGradient(x.sin(), x, g -> g.times(g), v -> v.times(x).times(7));
        assertEach(v -> 4, grad(y.times(2).sum(), x));
        assertEach(v -> 7 * v * v, Derivatives.jvp(y, x, x));
        Tensor two = customGradient(x.times(b), List.of(x, b), g -> List.of(g, g.sum()),
                vs -> vs.get(0).plus(vs.get(1)));
        assertEach(v -> 1, Derivatives.jvp(two, b, b.times(0).plus(1)));
        Tensor bent = customGradient(x.sin(), x, g -> g.times(g));
        assertFails("is not linear in the adjoint of its value, so it has no tangent; give one",
                () -> Derivatives.jvp(bent, x, x));
    }

    /** A derivative reaches the value through its sources alone. */
    @Test
    void otherPathsAreCut() {
        Tensor y = customGradient(x.times(x).times(b), x, g -> g);
        assertEach(v -> 1, grad(y.sum(), x));
        assertFails("no derivative of ", () -> grad(y.sum(), b));
        Tensor w = new ModelBuilder("Trained", true).param("w", Initializer.zeros(), DType.F64, 3);
        Tensor sine = w.sin();
        assertFails("which would get no gradient; differentiate with respect to it as well, or use stopGradient of it",
                () -> customGradient(sine.times(w), sine, g -> g));
        customGradient(sine.times(w.stopGradient()), sine, g -> g);
    }

    @Test
    void rulesInRules() {
        Tensor y = customGradient(x.sin(), x, g -> GradientRules.scaleGradient(g.times(square(x)), 10));
        assertEach(v -> v * v, grad(y.sum(), x));
        assertEach(v -> 5 * Math.sin(v) * 10, grad(grad(y.sum(), x).sum(), x));
        Tensor outer = customGradient(square(y), y, g -> g.times(y));
        assertEach(v -> Math.sin(v) * v * v, grad(outer.sum(), x));
        assertEach(v -> 10 * v * v * v * v + 50 * Math.sin(v) * Math.sin(v), grad(grad(outer.sum(), x).sum(), x));
        assertValues(Derivatives.jacobian(grad(y.sum(), x), x)
                .minus(PatternFunctions.diag(x.sin().times(50))), new double[9]);
    }

    /** Fewer results than sources: all unit vectors go backward at once, through the rule in the rule as well. */
    @Test
    void rulesInRulesAreBatched() {
        Tensor y = x.sin().customGradient(x, g -> g.times(x).scaleGradient(3), v -> v.times(x));
        Tensor two = ShapeFunctions.stack(0, y.sum(), y.dot(x.stopGradient()));
        Tensor rows = Derivatives.jacobian(two, x);
        assertValues(rows, 0.3, -1.2, 2, 0.09, 1.44, 4);
        assertEach(v -> 3 * (1 + v), grad(rows.sum(), x));
    }

    @Test
    void inLoopsChoicesAndCheckpoints() {
        // sₜ = 2·sₜ₋₁ + xₜ, with a derivative of 3 by sₜ₋₁ and of xₜ by xₜ
        Tensor last = ControlFlow.scan(List.of(b), List.of(x), (s, e) -> List.of(customGradient(
                s.get(0).times(2).plus(e.get(0)), List.of(s.get(0), e.get(0)),
                g -> List.of(g.times(3), g.times(e.get(0)))))).get(0);
        assertValues(last, 0.7 * 8 + 0.3 * 4 - 1.2 * 2 + 2);
        assertValues(grad(last, b), 27);
        assertValues(grad(last, x), 0.3 * 9, -1.2 * 3, 2);
        assertValues(grad(grad(last, x).sum(), x), 9, 3, 1);
        assertValues(Derivatives.jvp(last, x, x), 0.09 * 9 + 1.44 * 3 + 4);

        Tensor chosen = ControlFlow.cond(b.gt(0), () -> square(x), () -> x);
        assertEach(v -> 5 * Math.cos(v), grad(grad(chosen.sum(), x).sum(), x));
        Tensor kept = ControlFlow.checkpoint(model, () -> square(square(x)));
        assertEach(v -> 25 * Math.sin(v) * Math.sin(v * v), grad(kept.sum(), x));
        assertEach(v -> 25 * Math.cos(v) * Math.sin(v * v) + 125 * Math.pow(Math.sin(v), 2) * Math.cos(v * v),
                grad(grad(kept.sum(), x).sum(), x));
    }

    @Test
    void clipped() {
        Tensor y = x.clipGradient(-1, 0.5);
        assertEach(v -> v, y);
        assertValues(grad(y.times(y).sum(), x), 0.5, -1, 0.5);
        assertEach(v -> 2 * v * v, Derivatives.jvp(y.times(y), x, x));
        // 2x stays within the bounds nowhere but would at 0.2; the clipped gradient is constant
        assertValues(Derivatives.hvp(y.times(y).sum(), x, x), 0, 0, 0);
        Tensor wide = x.clipGradient(-100, 100);
        assertEach(v -> 6 * v * v, Derivatives.hvp(wide.pow(3).sum(), x, x));

        double norm = Math.sqrt(0.09 + 1.44 + 4);
        Tensor z = x.clipGradientByNorm(1.5);
        assertEach(v -> 1.5 * v / norm, grad(z.times(z).sum().times(0.5), x));
        assertEach(v -> v, grad(x.clipGradientByNorm(3).square().sum().times(0.5), x));
        assertEach(v -> 0, grad(x.clipGradientByNorm(3).times(0).sum(), x));
        // d/dx of 1.5·x/‖x‖ times x is zero
        assertEach(v -> 0, Derivatives.hvp(z.times(z).sum().times(0.5), x, x));
        assertFails("expected bounds in order", () -> x.clipGradient(1, 0));
        assertFails("expected a positive norm", () -> x.clipGradientByNorm(0));
    }

    @Test
    void scaledAndReversed() {
        assertEach(v -> 2.5, grad(x.scaleGradient(2.5).sum(), x));
        assertEach(v -> 0.7, grad(x.scaleGradient(b).sum(), x));
        assertEach(v -> -1, grad(x.reverseGradient().sum(), x));
        assertEach(v -> -4 * 2 * v, grad(x.reverseGradient(4).square().sum(), x));
        assertEach(v -> 0.7 * 0.7 * 2, grad(grad(x.scaleGradient(b).square().sum(), x).sum(), x));
        assertEach(v -> -v, Derivatives.jvp(x.reverseGradient(), x, x));
        assertFails("expected f32 or f64", () -> x.cast(DType.I32).scaleGradient(2));
        assertFails("expected 0 axes", () -> x.scaleGradient(x));
    }

    @Test
    void wrongRulesAreRefused() {
        assertFails("expected the adjoints of 2 tensors, found 1",
                () -> customGradient(x, List.of(x, b), g -> List.of(g)));
        assertFails("expected the adjoint of f64[] to be of its type, found f64[3]",
                () -> customGradient(x, b, g -> g));
        assertFails("expected the tangent of the value to be of its type, found f64[]",
                () -> customGradient(x, b, g -> g.sum(), v -> v));
        assertFails("expected a tensor to differentiate", () -> customGradient(x, List.of(), g -> List.of()));
        assertFails("expected f32 or f64, found i32[3]", () -> customGradient(x, x.cast(DType.I32), g -> g));
    }

    @Test
    void equalRulesAreOneNodeAndTextIsReadBack() {
        assertSame(square(x).node(), square(x).node());
        Tensor y = x.sin().customGradient(x, g -> g.times(b), v -> v.times(2));
        Graph graph = model.graph().build("Test", Map.of("y", grad(y.times(y).sum(), x).node()));
        assertEquals(graph, GraphParser.parse(graph.toString()));
        assertTrue(graph.toString().contains("custom_gradient{pullback=@0, pushforward=@1, sources=1}"),
                graph.toString());
    }

    @Test
    void gradientsTellTheRuleTheyCameFrom() {
        Tensor y = square(x);
        Node gradient = grad(y.sum(), x).node();
        assertEquals("custom vjp", gradient.origin().derivation().orElseThrow().rule());
        assertSame(y.node(), gradient.origin().derivation().orElseThrow().node().orElseThrow());
        assertFalse(gradient.op() instanceof OwnDerivative);
    }

    @Test
    void severalResultsHaveOneRule() {
        List<Tensor> both = customGradient(List.of(x.square(), x.sum()), List.of(x),
                gs -> List.of(gs.get(0).times(x.sin()).plus(gs.get(1).times(7))));
        assertEach(v -> v * v, both.get(0));
        assertEach(v -> 2 * Math.sin(v) + 21, grad(both.get(0).sum().times(2).plus(both.get(1).times(3)), x));
        assertEach(v -> Math.sin(v), grad(both.get(0).sum(), x));
        assertEach(v -> Math.cos(v), grad(grad(both.get(0).sum(), x).sum(), x));
        assertEach(v -> Math.sin(v) * v, Derivatives.jvp(both.get(0), x, x));
        List<Tensor> forward = customGradient(List.of(x.square(), x.sum()), List.of(x),
                gs -> List.of(gs.get(0)), vs -> List.of(vs.get(0).times(5), b));
        assertEach(v -> 5 * v, Derivatives.jvp(forward.get(0), x, x));
        assertValues(Derivatives.jvp(forward.get(1), x, x), 0.7);
        assertFails("expected 2 tensors, found 1", () -> Derivatives.jvp(customGradient(List.of(x, x), List.of(x),
                gs -> List.of(gs.get(0)), vs -> vs).get(0), x, x));
        assertFails("expected at least one tensor", () -> customGradient(List.of(), List.of(x), gs -> gs).get(0));
    }
}
