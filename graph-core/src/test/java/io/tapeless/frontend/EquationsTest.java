package io.tapeless.frontend;

import static io.tapeless.frontend.Derivatives.grad;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Solutions of equations and their derivatives against closed forms, whatever the start. */
class EquationsTest {
    private static final Dim STEPS = Dim.of(120);
    private static final double ROUNDING = 4e-16;

    private final ModelBuilder model = new ModelBuilder("Test", false);
    private final Tensor a = model.input("a", DType.F64, 3);
    private final Tensor b = model.input("b", DType.F64, 3);
    private final Tensor w = model.input("w", DType.F64, 3, 3);
    private final Map<String, Value> inputs = Map.of("a", Value.of(DType.F64, new int[] {3}, 2, 0.3, 1.2),
            "b", Value.of(DType.F64, new int[] {3}, 0.7, 5, -0.2),
            "w", Value.of(DType.F64, new int[] {3, 3}, 0.2, -0.1, 0.3, 0.4, 0.1, -0.2, -0.3, 0.2, 0.1));

    private double[] run(Tensor result) {
        return Evaluate.run(result, inputs);
    }

    private void assertEqual(Tensor expected, Tensor actual) {
        double[] values = run(expected);
        double scale = java.util.Arrays.stream(values).map(Math::abs).max().orElse(0);
        assertArrayEquals(values, run(actual), 1e-12 * Math.max(1, scale));
    }

    /** Values and derivatives to third order, in both modes, of one way to a value against another. */
    private void assertSameDerivatives(Tensor expected, Tensor actual, Tensor x) {
        assertEqual(expected, actual);
        assertEqual(Derivatives.jvp(expected, x, x), Derivatives.jvp(actual, x, x));
        assertEqual(Derivatives.jacobian(expected, x), Derivatives.jacobian(actual, x));
        Tensor loss = expected.times(0.3).sin().sum();
        Tensor other = actual.times(0.3).sin().sum();
        assertEqual(Derivatives.hvp(loss, x, x), Derivatives.hvp(other, x, x));
        assertEqual(Derivatives.hessian(loss, x), Derivatives.hessian(other, x));
        for (int order = 1; order <= 3; order++) {
            loss = grad(loss, x).times(x.stopGradient()).sum();
            other = grad(other, x).times(x.stopGradient()).sum();
            assertEqual(loss, other);
        }
    }

    private static void assertFails(String message, Supplier<Tensor> action) {
        IrException error = assertThrows(IrException.class, action::get);
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @Test
    void squareRootsByHeron() {
        for (double start : new double[] {0.1, 1, 50}) {
            Tensor x = a.stopGradient().times(0).plus(start)
                    .fixedPoint(v -> a.dividedBy(v).plus(v).times(0.5), ROUNDING, STEPS);
            assertSameDerivatives(a.sqrt(), x, a);
        }
    }

    @Test
    void linearMapsOfVectors() {
        Tensor x = b.times(0).fixedPoint(v -> w.matmul(v).plus(a), ROUNDING, STEPS);
        Tensor closed = MatrixFunctions.solve(PatternFunctions.eye(model, Dim.of(3), DType.F64).minus(w), a);
        assertSameDerivatives(closed, x, a);
        assertSameDerivatives(closed, x, w);
        assertEqual(grad(grad(closed.square().sum(), w).square().sum(), a),
                grad(grad(x.square().sum(), w).square().sum(), a));
    }

    /** What has no closed form: iteration and Newton agree, from any start. */
    @Test
    void iterationAndNewtonAgree() {
        UnaryOperator<Tensor> f = v -> w.matmul(v.tanh()).plus(a.times(v.sin()).times(0.1)).plus(b);
        Tensor x = b.fixedPoint(f, ROUNDING, STEPS);
        Tensor y = a.times(10).root(v -> v.minus(f.apply(v)), ROUNDING, STEPS);
        assertSameDerivatives(x, y, a);
        assertEqual(grad(grad(x.sum(), w).square().sum(), b), grad(grad(y.sum(), w).square().sum(), b));
    }

    @Test
    void cubeRootsByNewton() {
        Tensor x = a.times(0).plus(1).root(v -> v.pow(3).minus(a), ROUNDING, STEPS);
        assertSameDerivatives(a.cbrt(), x, a);
    }

    /** E − e·sin E = M: dE/dM = 1/(1 − e·cos E), d²E/dM² = −e·sin E/(1 − e·cos E)³. */
    @Test
    void kepler() {
        Tensor m = b.slice(new int[] {0}, new int[] {1}).squeeze();
        Tensor e = a.slice(new int[] {1}, new int[] {2}).squeeze();
        Tensor byNewton = m.stopGradient().root(v -> v.minus(e.times(v.sin())).minus(m), ROUNDING, STEPS);
        Tensor byIteration = m.stopGradient().fixedPoint(v -> e.times(v.sin()).plus(m), ROUNDING, STEPS);
        double anomaly = 0.7;
        for (int i = 0; i < 100; i++) {
            anomaly = 0.7 + 0.3 * Math.sin(anomaly);
        }
        double slope = 1 / (1 - 0.3 * Math.cos(anomaly));
        for (Tensor x : List.of(byNewton, byIteration)) {
            Tensor first = grad(x, m);
            assertArrayEquals(new double[] {anomaly}, run(x), 1e-15);
            assertArrayEquals(new double[] {slope}, run(first), 1e-14);
            assertArrayEquals(new double[] {-0.3 * Math.sin(anomaly) * Math.pow(slope, 3)}, run(grad(first, m)), 1e-13);
            assertArrayEquals(new double[] {Math.sin(anomaly) * slope}, run(grad(x, e)), 1e-14);
        }
    }

    /** Backward Euler steps of h' = −k·h are h/(1 + k·dt) each; the equation is inside a loop. */
    @Test
    void inLoopsChoicesAndCheckpoints() {
        Tensor h0 = a.sum();
        Tensor k = b.square().sum();
        Tensor stepped = ControlFlow.forLoop(Dim.of(3), h0, (i, h) ->
                h.root(v -> v.minus(h).plus(k.times(v).times(0.1)), ROUNDING, Dim.of(9)));
        Tensor closed = h0.dividedBy(k.times(0.1).plus(1).pow(3));
        assertSameDerivatives(closed, stepped, b);
        assertSameDerivatives(closed, stepped, a);
        Tensor iterated = ControlFlow.forLoop(Dim.of(3), h0, (i, h) ->
                h.fixedPoint(v -> h.minus(k.times(v).times(0.01)), ROUNDING, STEPS));
        Tensor chosen = ControlFlow.cond(h0.gt(0),
                () -> ControlFlow.checkpoint(model, () -> iterated.times(k)), () -> k);
        assertSameDerivatives(h0.dividedBy(k.times(0.01).plus(1).pow(3)).times(k), chosen, b);
    }

    @Test
    void symbolicExtents() {
        Tensor c = model.input("c", DType.F64, model.dim("N"));
        Map<String, Value> fed = Map.of("c", Value.of(DType.F64, new int[] {2}, 4, 9));
        Tensor heron = c.times(0).plus(1).fixedPoint(v -> c.dividedBy(v).plus(v).times(0.5), ROUNDING, STEPS);
        Tensor newton = c.times(0).plus(1).root(v -> v.times(v).minus(c), ROUNDING, STEPS);
        for (Tensor x : List.of(heron, newton)) {
            assertArrayEquals(new double[] {2, 3}, Evaluate.run(x, fed), 1e-15);
            assertArrayEquals(new double[] {-1.0 / 32, -1.0 / 108},
                    Evaluate.run(grad(grad(x.sum(), c).sum(), c), fed), 1e-15);
        }
    }

    @Test
    void theStartHasNoInfluence() {
        Tensor x = b.fixedPoint(v -> v.cos().times(a).times(0.3), 1e-3, STEPS);
        assertFails("no derivative of ", () -> grad(x.sum(), b));
        assertFails("no derivative of ", () -> grad(b.root(v -> v.times(v).minus(a), 1e-3, STEPS).sum(), b));
        // floor has a derivative, and it is zero
        assertArrayEquals(new double[3], run(grad(b.fixedPoint(v -> v.times(0.5).plus(a.floor()), 0, STEPS).sum(), a)));
        // a bound of no steps leaves the start
        assertArrayEquals(run(b), run(b.fixedPoint(v -> v.cos(), 0, Dim.ZERO)));
    }

    /** A matrix is factored once, for the solution and its derivatives of any order: nothing passes the factors. */
    @Test
    void linearSystemsAreImplicit() {
        Tensor x = MatrixFunctions.solve(w, a);
        Tensor second = grad(grad(x.square().sum(), w).square().sum(), w);
        Graph graph = model.graph().build("Test", Map.of("y", second.node()));
        assertEquals(1, graph.nodes().stream().filter(n -> n.op() instanceof Decomposition.Lu).count());
        assertEquals(0, graph.nodes().stream().filter(n -> n.op() instanceof Decomposition.TriangularSolve).count());
        Tensor newton = a.times(0).root(v -> w.matmul(v).minus(a), ROUNDING, Dim.of(5));
        assertEqual(x, newton);
        assertEqual(second, grad(grad(newton.square().sum(), w).square().sum(), w));
    }

    @Test
    void textIsReadBackAndProblemsAreNamed() {
        Tensor x = b.fixedPoint(v -> v.cos().times(a), 1e-9, STEPS).plus(b.root(v -> v.times(v).minus(a), 1e-9, STEPS));
        Graph graph = model.graph().build("Test", Map.of("y", grad(x.sum(), a).node()));
        assertEquals(graph, GraphParser.parse(graph.toString()));
        assertTrue(graph.toString().contains("by \"implicit vjp\""), graph.toString());
        assertFails("fixedPoint of f64[3]: the function gives f64[]; expected the type of its argument",
                () -> b.fixedPoint(v -> v.sum(), 1e-9, STEPS));
        assertFails("expected a tolerance that is not negative", () -> b.root(v -> v, -1, STEPS));
        assertFails("expected f32 or f64", () -> b.cast(DType.I32).root(v -> v, 1, STEPS));
    }

    /** Two unknowns of different shapes, against the same equations with one eliminated by hand. */
    @Test
    void severalUnknownsAreFoundTogether() {
        List<Tensor> point = Equations.fixedPoint(List.of(a.times(0), b.sum().times(0)),
                x -> List.of(x.get(0).times(b).sin().times(0.1).plus(x.get(1)), a.sum().times(0.2)), ROUNDING, STEPS);
        Tensor alone = Equations.fixedPoint(a.times(0), x -> x.times(b).sin().times(0.1).plus(a.sum().times(0.2)),
                ROUNDING, STEPS);
        assertSameDerivatives(alone, point.get(0), a);
        assertSameDerivatives(alone, point.get(0), b);
        List<Tensor> root = Equations.root(List.of(a, b),
                x -> List.of(x.get(0).pow(3).plus(x.get(0)).minus(x.get(1)), x.get(1).minus(a.times(2))), ROUNDING, STEPS);
        Tensor cubic = Equations.root(a, x -> x.pow(3).plus(x).minus(a.times(2)), ROUNDING, STEPS);
        assertSameDerivatives(cubic, root.get(0), a);
        assertEqual(a.times(2), root.get(1));
        IrException e = assertThrows(IrException.class,
                () -> Equations.root(List.of(a, b), x -> List.of(x.get(0)), ROUNDING, STEPS));
        assertTrue(e.getMessage().contains("expected 2 tensors, found 1"), e.getMessage());
    }
}
