package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Origin;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The sweeps: which nodes get adjoints, in what order they are summed, names, provenance and errors. */
class DifferentiatorTest {
    private final Sandbox s = new Sandbox();

    private Node stopped(Node a) {
        return s.builder.add(new Elementwise.StopGradient(), a);
    }

    @Test
    void fanOutSums() {
        Node a = s.scalar("a", 3);
        Node y = s.x.add(s.x.mul(a, a), s.x.map(ScalarOp.EXP, a));
        assertEquals(6 + Math.exp(3), s.evalScalar(s.d.gradient(y, a)));
    }

    @Test
    void aNodeIsItsOwnDerivative() {
        Node a = s.scalar("a", 3);
        assertEquals(1, s.evalScalar(s.d.gradient(a, a)));
        assertEquals(5, s.evalScalar(s.d.jvp(a, a, s.scalar("v", 5))));
    }

    /** ∂y/∂h takes h as its value, ∂y/∂a goes through h. */
    @Test
    void intermediateNodes() {
        Node a = s.scalar("a", 3);
        Node h = s.x.mul(a, a);
        Node y = s.x.mul(h, a);
        Map<Node, Node> gradients = s.d.gradients(y, List.of(h, a));
        assertEquals(3, s.evalScalar(gradients.get(h)));
        assertEquals(27, s.evalScalar(gradients.get(a)));
        assertEquals(27, s.evalScalar(s.d.jvp(y, a, s.x.constant(a, 1))));
    }

    @Test
    void constantsBlock() {
        Node a = s.scalar("a", 3);
        Node h = s.x.mul(a, a);
        Node y = s.x.mul(h, a);
        GradientOptions options = GradientOptions.DEFAULT.withConstants(Set.of(h));
        assertEquals(9, s.evalScalar(s.d.gradients(y, List.of(a), options).get(a)));
    }

    @Test
    void upstreamAdjointScales() {
        Node a = s.input("a", Shape.of(2), 3, 4);
        Node y = s.x.mul(a, a);
        assertArrayEquals(new double[] {60, 800}, s.eval(s.d.vjp(y, a, s.input("g", Shape.of(2), 10, 100))));
    }

    /** A loss and twice the loss. */
    @Test
    void twiceTheLossDoublesGradients() {
        Node a = s.random("a", 4);
        Node loss = s.x.sum(s.x.map(ScalarOp.SOFTPLUS, a));
        double[] once = s.eval(s.d.gradient(loss, a));
        double[] twice = s.eval(s.d.gradient(s.x.mul(loss, 2), a));
        for (int i = 0; i < once.length; i++) {
            assertEquals(2 * once[i], twice[i]);
        }
    }

    @Test
    void fifthPowerHasASecondDerivative() {
        Node a = s.scalar("a", 1.5);
        Node square = s.x.mul(a, a);
        Node y = s.x.mul(s.x.mul(square, square), a);
        assertEquals(20 * Math.pow(1.5, 3), s.evalScalar(s.d.gradient(s.d.gradient(y, a), a)), 1e-12);
    }

    /** The second derivative of a network with relu is finite where its inputs are 0. */
    @Test
    void reluHessianVectorProductAtZeroIsFinite() {
        Node w = s.input("w", Shape.of(2), 0, 1);
        Node v = s.input("v", Shape.of(2), 1, 1);
        Node relu = s.x.map(ScalarOp.RELU, w);
        assertArrayEquals(new double[] {0, 2}, s.eval(s.d.hvp(s.x.sum(s.x.mul(relu, relu)), w, v)));
    }

    @Test
    void theForwardGraphIsNotDisturbed() {
        Node a = s.random("a", 3);
        Node y = s.x.sum(s.x.map(ScalarOp.TANH, a));
        Graph before = s.builder.build("g", Map.of("y", y));
        s.d.gradient(y, a);
        assertEquals(before, s.builder.build("g", Map.of("y", y)));
    }

    @Test
    void onlyNodesOnAPathGetAdjoints() {
        Node a = s.random("a", 2, 3);
        Node b = s.random("b", 3, 4);
        Node y = s.x.sum(s.x.matMul(a, b, false, false));
        int before = s.builder.nodes().size();
        s.d.gradient(y, b);
        // the seed, its broadcast, and one product
        assertEquals(before + 3, s.builder.nodes().size());
    }

    @Test
    void theSameQuestionHasTheSameNodeAsAnswer() {
        Node a = s.random("a", 3);
        Node y = s.x.sum(s.x.map(ScalarOp.SIN, a));
        assertSame(s.d.gradient(y, a), s.d.gradient(y, a));
    }

    @Test
    void adjointsAreNamedAfterTheirNode() {
        Node a = s.random("a", 3);
        Node h = s.x.map(ScalarOp.SIN, a);
        s.builder.name("h", h);
        Node first = s.d.gradient(s.x.sum(h), a);
        Node other = s.d.gradient(s.x.sum(s.x.mul(h, h)), a);
        Map<String, Node> names = s.builder.names();
        assertSame(first, names.get("a_adj"));
        assertSame(other, names.get("a_adj_2"));
        assertTrue(names.containsKey("h_adj"));
    }

    @Test
    void provenanceNamesTheForwardNodeAndTheRule() {
        Node a = s.random("a", 2, 3);
        Node b = s.random("b", 3, 4);
        Site site = new Site("Digits.model.java", 16, 5);
        Node c = s.builder.with(new Origin("dense", site, Optional.empty(), List.of()),
                () -> s.x.matMul(a, b, false, false));
        Node gradient = s.d.gradient(s.x.sum(s.x.mul(c, c)), a);
        Origin origin = gradient.origin();
        assertEquals("dense", origin.scope());
        assertEquals(site, origin.site());
        assertSame(c, origin.derivation().orElseThrow().node().orElseThrow());
        assertEquals("vjp matmul, left operand", origin.derivation().orElseThrow().rule());
    }

    @Test
    void everyGradientNodeHasProvenance() {
        Node a = s.random("a", 2, 3);
        Node y = s.x.sum(s.x.map(ScalarOp.RELU, s.x.reduce(Reduction.Kind.PROD, a, List.of(1))));
        Set<Node> forward = Set.copyOf(s.builder.nodes());
        s.d.gradient(y, a);
        s.d.hessian(y, a);
        for (Node node : s.builder.nodes()) {
            if (!forward.contains(node) && !(node.op() instanceof Leaf)) {
                assertTrue(node.origin().derivation().isPresent(), node.toString());
            }
        }
    }

    private String messageOf(Runnable action) {
        return assertThrows(IrException.class, action::run).getMessage();
    }

    @Test
    void disconnectedRaisesAndNamesThePath() {
        Node a = s.random("a", 3);
        Node b = s.random("b", 3);
        Node largest = s.builder.with(new Origin("", new Site("M.model.java", 7, 3), Optional.empty(), List.of()),
                () -> s.builder.add(new Reduction.ArgReduce(Reduction.Kind.MAX, 0), a));
        s.builder.name("largest", largest);
        Node loss = s.x.add(s.x.cast(largest, DType.F64), s.x.sum(stopped(a)));
        s.builder.name("loss", loss);
        assertEquals("no derivative of loss (add : f64[]) with respect to b (input : f64[3]): "
                + "the one is not computed from the other", messageOf(() -> s.d.gradient(loss, b)));
        assertEquals("no derivative of loss (add : f64[]) with respect to a (input : f64[3]): every path between them "
                + "stops, at largest (argmax : i32[] at M.model.java:7:3) and at stop_gradient : f64[3]",
                messageOf(() -> s.d.gradient(loss, a)));
        assertEquals(messageOf(() -> s.d.gradient(loss, a)), messageOf(() -> s.d.jvp(loss, a, a)));
        assertTrue(s.d.gradients(loss, List.of(a),
                GradientOptions.DEFAULT.withDisconnected(Disconnected.IGNORE)).isEmpty());
        assertArrayEquals(new double[3], s.eval(s.d.gradients(loss, List.of(a), Sandbox.ZERO).get(a)));
    }

    @Test
    void whatIsConstantInPiecesHasDerivativeZero() {
        Node a = s.random("a", 3);
        Node y = s.x.map(ScalarOp.FLOOR, a);
        assertArrayEquals(new double[3], s.eval(s.d.gradient(s.x.sum(y), a)));
        assertArrayEquals(new double[3], s.eval(s.d.jvp(y, a, a)));
    }

    @Test
    void tangentsOfNodesThatDoNotLeadThere() {
        Node a = s.scalar("a", 3);
        Node other = s.scalar("other", 1);
        Node y = s.x.mul(a, a);
        List<Node> v = List.of(s.scalar("v", 7), s.scalar("w", 11));
        assertEquals(2 * 3 * 11, s.evalScalar(s.d.jvp(List.of(y), List.of(other, a), v).get(0)));
        List<Node> w = List.of(v.get(0));
        assertEquals(messageOf(() -> s.d.gradient(y, other)),
                messageOf(() -> s.d.jvp(List.of(y), List.of(other), w)));
        assertEquals(0, s.evalScalar(s.d.jvp(List.of(y), List.of(other), w, Disconnected.ZERO).get(0)));
    }

    @Test
    void typesThatDoNotFitAreNamed() {
        Node a = s.random("a", 3);
        Node i = s.indices("i", Shape.of(3), 0, 1, 2);
        assertEquals("a gradient is of a scalar, found a (input : f64[3]); sum it, or take a vjp",
                messageOf(() -> s.d.gradient(a, a)));
        assertEquals("only f32 and f64 are differentiated, found i (input : i32[3])",
                messageOf(() -> s.d.gradient(s.x.sum(a), i)));
        assertEquals("expected an adjoint of type f64[3], found input : f64[2]",
                messageOf(() -> s.d.vjp(a, a, s.random("v", 2))));
        assertEquals("expected a tangent of type f64[3], found input : f64[2]",
                messageOf(() -> s.d.jvp(a, a, s.random("v", 2))));
    }

    @Test
    void deepGraphsNeedNoStack() {
        Node a = s.scalar("a", 0.5);
        Node y = a;
        for (int i = 0; i < 20_000; i++) {
            y = s.x.map(i % 2 == 0 ? ScalarOp.SIN : ScalarOp.RELU, y);
        }
        assertTrue(s.evalScalar(s.d.gradient(y, a)) > 0);
    }

    @Test
    void jacobianOfALinearMapIsItsMatrix() {
        Node matrix = s.random("A", 2, 3);
        Node a = s.random("a", 3, 1);
        Node y = s.x.matMul(matrix, a, false, false);
        Node jacobian = s.d.jacobian(y, a);
        assertEquals(Shape.of(2, 1, 3, 1), jacobian.shape());
        assertArrayEquals(s.eval(matrix), s.eval(jacobian));
        // ∂yᵢ/∂A has xᵀ in row i
        double[] x = s.eval(a);
        assertArrayEquals(new double[] {x[0], x[1], x[2], 0, 0, 0, 0, 0, 0, x[0], x[1], x[2]},
                s.eval(s.d.jacobian(y, matrix)));
    }

    @Test
    void jacobiansForwardAndReverseAgreeWithDifferences() {
        Node a = s.random("a", 3);
        Node wide = s.x.map(ScalarOp.SIN, s.x.mul(s.x.broadcast(a, Shape.of(4, 2, 3), List.of(0, 1)),
                s.random("c", 4, 2, 3)));
        checkJacobian(s.x.sum(wide, List.of(2)), a);
        checkJacobian(s.x.sum(wide, List.of(0, 1, 2)), a);
        checkJacobian(s.x.sum(s.x.sum(wide, List.of(0)), List.of(1)), a);
    }

    private void checkJacobian(Node y, Node a) {
        int n = y.shape().evaluate(Map.of()).length == 0 ? 1 : (int) y.shape().size().constant();
        List<Double> expected = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Node flat = s.x.reshape(y, Shape.of(n));
            for (double slope : s.differences(s.x.slice(flat, 0, Dim.of(i), Dim.ONE), a)) {
                expected.add(slope);
            }
        }
        Node jacobian = s.d.jacobian(y, a);
        assertEquals(y.shape().concat(a.shape()), jacobian.shape());
        Sandbox.assertClose(expected.stream().mapToDouble(d -> d).toArray(), s.eval(jacobian), 1e-8);
    }

    @Test
    void jacobianOverASymbolicBatch() {
        Dim n = Dim.symbol("B");
        Node a = s.symbolic("a", Shape.of(n), new int[] {3}, 1, 2, 3);
        Node jacobian = s.d.jacobian(s.x.mul(a, a), a);
        assertArrayEquals(new double[] {2, 0, 0, 0, 4, 0, 0, 0, 6}, s.eval(jacobian));
    }

    @Test
    void hessians() {
        Node a = s.input("a", Shape.of(2), 2, 3);
        Node y = s.x.sum(s.x.mul(s.x.mul(a, a), a));
        assertArrayEquals(new double[] {12, 0, 0, 18}, s.eval(s.d.hessian(y, a)));
        assertArrayEquals(new double[] {12, 36}, s.eval(s.d.hvp(y, a, s.input("v", Shape.of(2), 1, 2))));
        Node linear = s.x.sum(a);
        assertArrayEquals(new double[4], s.eval(s.d.hessian(linear, a)));
        assertArrayEquals(new double[2], s.eval(s.d.hvp(linear, a, a)));
    }
}
