package io.tapeless.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.IrException;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Derivatives of loops and choices: both modes, Jacobians both ways, second order, against differences. */
class ControlDerivativesTest {
    private final Sandbox s = new Sandbox();

    private Node tanh(Node a) {
        return s.x.map(ScalarOp.TANH, a);
    }

    /** hₜ₊₁ = tanh(hₜ·U + xₜ·W), with the last h and all h. */
    private LoopBuilder recurrence(Node h0, Node xs, Node w, Node u, boolean reverse) {
        LoopBuilder loop = new LoopBuilder(s.builder, xs.shape().dim(0), reverse);
        Node h = loop.carry(h0);
        Node x = loop.slice(xs);
        Node next = tanh(s.x.add(s.x.matMul(h, u, false, false), s.x.matMul(x, w, false, false)));
        loop.finish(List.of(next), List.of(next));
        return loop;
    }

    @Test
    void recurrence() {
        Node h0 = s.random("h0", 2, 3);
        Node xs = s.random("xs", 4, 2, 2);
        Node w = s.random("w", 2, 3);
        Node u = s.random("u", 3, 3);
        s.checkDerivatives(recurrence(h0, xs, w, u, false).stacked(0), List.of(h0, xs, w, u));
        s.checkDerivatives(recurrence(h0, xs, w, u, true).lastCarry(0), List.of(xs, u));
        s.checkDerivatives(recurrence(h0, xs, w, u, true).entered(0), List.of(h0, w));
    }

    /** The gradient of a weight is one product after the loop, whatever way the weight lies. */
    @Test
    void weightsOfProducts() {
        Node xs = s.random("xs", 4, 2, 3);
        Node w = s.random("w", 3, 3);
        Node bias = s.random("bias", 3);
        for (int way = 0; way < 4; way++) {
            LoopBuilder loop = new LoopBuilder(s.builder, Dim.of(4), way > 1);
            Node h = loop.carry(s.x.zeros(s.x.slice(s.x.reshape(xs, Shape.of(8, 3)), 0, Dim.ZERO, Dim.of(2))));
            Node product = s.x.matMul(s.x.add(h, loop.slice(xs)), w, false, way % 2 == 1);
            Node next = tanh(s.x.add(product, s.x.broadcast(bias, product.shape(), List.of(0))));
            loop.finish(List.of(next), List.of());
            Node y = loop.lastCarry(0);
            s.checkDerivatives(y, List.of(w, bias));
            Node gradient = s.d.gradient(s.x.sum(y), w);
            assertEquals(8, gradient.operand(0).shape().dim(0).constant(), gradient.toString());
        }
        LoopBuilder map = new LoopBuilder(s.builder, Dim.of(4), false);
        map.finish(List.of(), List.of(s.x.matMul(map.slice(xs), w, false, false)));
        s.checkDerivatives(map.stacked(0), List.of(xs, w));
    }

    @Test
    void severalResultsOfOneLoop() {
        Node h0 = s.random("h0", 2, 3);
        Node xs = s.random("xs", 3, 2, 2);
        Node w = s.random("w", 2, 3);
        Node u = s.random("u", 3, 3);
        LoopBuilder loop = recurrence(h0, xs, w, u, false);
        Node y = s.x.add(s.x.sum(s.x.mul(loop.stacked(0), loop.entered(0))),
                s.x.sum(s.x.mul(loop.lastCarry(0), loop.lastCarry(0))));
        s.checkDerivatives(y, List.of(h0, xs, u));
    }

    @Test
    void twoCarriesThatMeetAndOneThatOnlyCounts() {
        Node a0 = s.random("a", 2);
        Node b0 = s.random("b", 2);
        Node k = s.random("k", 2);
        LoopBuilder loop = new LoopBuilder(s.builder, Dim.of(3), false);
        Node a = loop.carry(a0);
        Node b = loop.carry(b0);
        Node n = loop.carry(s.builder.constant(new io.tapeless.ir.TensorType(DType.I32, Shape.SCALAR), 0));
        Node one = s.builder.constant(n.type(), 1);
        Node scale = s.x.spread(s.x.cast(s.x.add(loop.step(), n), DType.F64), a);
        loop.finish(List.of(b, s.x.add(s.x.mul(a, k), scale), s.x.add(n, one)), List.of(s.x.mul(a, b)));
        s.checkDerivatives(loop.stacked(0), List.of(a0, b0, k));
        s.checkDerivatives(loop.lastCarry(1), List.of(b0, k));
        assertEquals(3, s.evalScalar(loop.lastCarry(2)));
    }

    @Test
    void loopInLoop() {
        Node xs = s.random("xs", 3, 2);
        Node w = s.random("w", 2);
        LoopBuilder outer = new LoopBuilder(s.builder, Dim.of(3), false);
        Node c = outer.carry(s.x.zeros(w));
        Node x = outer.slice(xs);
        LoopBuilder inner = new LoopBuilder(s.builder, Dim.of(2), true);
        Node z = inner.carry(c);
        inner.finish(List.of(tanh(s.x.add(s.x.mul(z, w), x))), List.of(s.x.mul(z, x)));
        outer.finish(List.of(inner.lastCarry(0)), List.of(s.x.sum(inner.stacked(0), List.of(0))));
        s.checkDerivatives(outer.stacked(0), List.of(xs, w));
        s.checkDerivatives(outer.lastCarry(0), List.of(xs, w));
    }

    @Test
    void noStepAndOneStep() {
        for (int steps = 0; steps < 2; steps++) {
            Node h0 = s.random("h" + steps, 2, 3);
            Node xs = s.random("x" + steps, steps, 2, 2);
            Node w = s.random("w" + steps, 2, 3);
            Node u = s.random("u" + steps, 3, 3);
            LoopBuilder loop = recurrence(h0, xs, w, u, false);
            Node v = s.direction(h0);
            Node gradient = s.d.gradients(s.x.sum(s.x.mul(loop.lastCarry(0), v)), List.of(h0, u), Sandbox.ZERO).get(h0);
            if (steps == 0) {
                assertArrayEquals(s.eval(v), s.eval(gradient));
                assertArrayEquals(s.eval(h0), s.eval(loop.lastCarry(0)));
                assertEquals(0, s.eval(loop.stacked(0)).length);
            } else {
                s.checkDerivatives(loop.lastCarry(0), List.of(h0, xs, w, u));
            }
        }
    }

    @Test
    void symbolicLength() {
        Dim t = Dim.symbol("T", 0, 100);
        Node xs = s.symbolic("xs", Shape.of(t), new int[] {3}, 0.3, -0.7, 1.1);
        Node k = s.scalar("k", 0.6);
        LoopBuilder loop = new LoopBuilder(s.builder, t, false);
        Node c = loop.carry(s.builder.constant(k.type(), 0.1));
        Node next = tanh(s.x.add(s.x.mul(c, k), loop.slice(xs)));
        loop.finish(List.of(next), List.of(s.x.mul(next, k)));
        Node y = s.x.sum(s.x.mul(loop.stacked(0), loop.entered(0)));
        Node gradient = s.d.gradient(y, xs);
        Sandbox.assertClose(s.differences(y, xs), s.eval(gradient), 1e-7);
        Sandbox.assertClose(s.differences(y, k), s.eval(s.d.gradient(y, k)), 1e-7);
        Node slope = s.x.sum(gradient);
        Sandbox.assertClose(s.differences(slope, k), s.eval(s.d.gradient(slope, k)), 1e-6);
    }

    @Test
    void choice() {
        for (double p : new double[] {-1, 1}) {
            Node a = s.random("a" + p, 3);
            Node b = s.random("b" + p, 3);
            Node condition = s.x.map(ScalarOp.GT, s.scalar("p" + p, p), s.builder.constant(
                    new io.tapeless.ir.TensorType(DType.F64, Shape.SCALAR), 0));
            ChoiceBuilder choice = new ChoiceBuilder(s.builder, condition);
            Node product = s.x.mul(a, b);
            List<Node> y = choice.finish(List.of(tanh(product), a), List.of(s.x.mul(product, a), tanh(a)));
            s.checkDerivatives(s.x.mul(y.get(0), y.get(1)), List.of(a, b));
        }
    }

    /** What a loop captures can be a view, and be asked for. */
    @Test
    void viewsThatAreCaptured() {
        Node w = s.random("w", 2, 2);
        Node turned = s.builder.add(new Movement.Transpose(List.of(1, 0)), w);
        Node row = s.random("row", 2);
        Node rows = s.x.broadcast(row, Shape.of(3, 2), List.of(0));
        LoopBuilder loop = new LoopBuilder(s.builder, Dim.of(3), false);
        Node c = loop.carry(s.random("c", 3, 2));
        loop.finish(List.of(tanh(s.x.add(s.x.matMul(c, turned, false, false), rows))), List.of());
        Node y = s.project(loop.lastCarry(0));
        Node byRows = s.d.gradient(y, rows);
        Sandbox.assertClose(s.differences(y, row), s.eval(s.x.sum(byRows, List.of(0))), 1e-7);
        Node back = s.builder.add(new Movement.Transpose(List.of(1, 0)), s.d.gradient(y, turned));
        Sandbox.assertClose(s.differences(y, w), s.eval(back), 1e-7);
        Sandbox.assertClose(s.eval(s.d.gradient(y, w)), s.eval(back), 1e-14);
    }

    @Test
    void choiceInLoop() {
        Node xs = s.random("xs", 5, 2);
        Node k = s.random("k", 2);
        LoopBuilder loop = new LoopBuilder(s.builder, Dim.of(5), false);
        Node c = loop.carry(s.x.zeros(k));
        Node x = loop.slice(xs);
        Node early = s.x.map(ScalarOp.LT, loop.step(), s.builder.constant(loop.step().type(), 2));
        ChoiceBuilder choice = new ChoiceBuilder(s.builder, early);
        List<Node> next = choice.finish(List.of(tanh(s.x.add(s.x.mul(c, k), x))), List.of(s.x.mul(c, x)));
        loop.finish(next, List.of(s.x.mul(next.get(0), k)));
        s.checkDerivatives(loop.stacked(0), List.of(xs, k));
    }

    @Test
    void noPathIsNamed() {
        Node a = s.random("a", 2);
        Node b = s.random("b", 2);
        LoopBuilder loop = new LoopBuilder(s.builder, Dim.of(3), false);
        Node c = loop.carry(a);
        loop.finish(List.of(tanh(c)), List.of(s.x.map(ScalarOp.FLOOR, loop.capture(b))));
        IrException error = assertThrows(IrException.class, () -> s.d.gradient(s.x.sum(loop.lastCarry(0)), b));
        assertEquals(true, error.getMessage().contains("no derivative"), error.getMessage());
        assertArrayEquals(new double[2], s.eval(s.d.gradient(s.x.sum(loop.stacked(0)), b)));
    }
}
