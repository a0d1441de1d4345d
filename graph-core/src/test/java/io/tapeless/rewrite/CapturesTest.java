package io.tapeless.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.Control;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphVerifier;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Views move into the bodies that capture them; values stay. */
class CapturesTest {
    private final GraphBuilder g = new GraphBuilder();
    private final Arithmetic x = new Arithmetic(g);
    private final Node a = g.add(new Leaf.Input("a", new TensorType(DType.F64, Shape.of(2, 3))));
    private final Node b = g.add(new Leaf.Input("b", new TensorType(DType.F64, Shape.of(3))));
    private final Map<String, Value> inputs = Map.of("a", Value.of(DType.F64, new int[] {2, 3}, 1, 2, 3, 4, 5, 6),
            "b", Value.of(DType.F64, new int[] {3}, 0.5, -1, 2));

    private Graph takenIn(Map<String, Node> outputs) {
        Graph given = GraphVerifier.verify(g.build("test", outputs));
        Graph taken = GraphVerifier.verify(Captures.takeInViews(given));
        assertEquals(Interpreter.run(given, inputs, Map.of()).outputs(),
                Interpreter.run(taken, inputs, Map.of()).outputs());
        assertSame(taken, Captures.takeInViews(taken));
        return taken;
    }

    @Test
    void viewsMoveIntoLoopsAndTheChoicesInThem() {
        Node turned = g.add(new Movement.Transpose(List.of(1, 0)), a);
        Node wide = x.broadcast(b, Shape.of(2, 3), List.of(0));
        LoopBuilder loop = new LoopBuilder(g, Dim.of(2), false);
        Node c = loop.carry(wide);
        ChoiceBuilder choice = new ChoiceBuilder(g, x.map(ScalarOp.LT, loop.step(), x.constant(loop.step(), 1)));
        Node product = x.matMul(x.matMul(c, turned, false, false), a, false, false);
        loop.finish(choice.finish(List.of(x.add(product, wide)), List.of(x.mul(c, wide))), List.of());
        Graph taken = takenIn(Map.of("y", loop.lastCarry(0)));
        Node scan = taken.output("y");
        assertEquals(List.of(taken.nodes().get(2), taken.nodes().get(0), taken.nodes().get(1)), scan.operands());
        Graph body = ((Control) scan.op()).bodies().get(0);
        assertTrue(body.nodes().stream().noneMatch(n -> n.op() instanceof Movement), body.toString());
        assertTrue(body.toString().contains("transpose") && body.toString().contains("broadcast"), body.toString());
    }

    @Test
    void beforeDifferentiationOnlyBroadcastsDo() {
        Node row = x.reshape(x.slice(a, 0, Dim.ONE, Dim.ONE), Shape.of(3));
        LoopBuilder loop = new LoopBuilder(g, Dim.of(2), false);
        Node c = loop.carry(a);
        loop.finish(List.of(x.mul(c, x.broadcast(row, Shape.of(2, 3), List.of(0)))), List.of());
        Graph taken = Captures.takeInBroadcasts(g.build("test", Map.of("y", loop.lastCarry(0))));
        assertEquals(Shape.of(3), taken.output("y").operand(1).shape());
        assertTrue(taken.output("y").operand(1).op() instanceof Movement.Reshape, taken.toString());
        assertSame(taken, Captures.takeInBroadcasts(taken));
    }

    @Test
    void whatNoBodyUsesIsNotCaptured() {
        LoopBuilder loop = new LoopBuilder(g, Dim.of(2), false);
        Node c = loop.carry(b);
        Node unused = x.map(ScalarOp.EXP, b);
        loop.finish(List.of(x.mul(c, g.add(new OwnDerivative.Root(nothing()), x.add(c, b), unused))), List.of());
        Graph given = Rewriter.rewrite(g.build("test", Map.of("y", loop.lastCarry(0))), RuleSets.FORGET_DERIVATIVES);
        assertTrue(given.toString().contains("exp"));
        assertTrue(!Captures.takeInViews(given).toString().contains("exp"));
    }

    private static Graph nothing() {
        GraphBuilder body = new GraphBuilder();
        TensorType type = new TensorType(DType.F64, Shape.of(3));
        return body.build("body", Map.of("out0", body.map(ScalarOp.ADD, body.add(new Leaf.Input("value", type)),
                body.add(new Leaf.Input("captured0", type)))));
    }

    @Test
    void valuesStay() {
        LoopBuilder loop = new LoopBuilder(g, Dim.of(2), false);
        Node c = loop.carry(b);
        loop.finish(List.of(x.mul(c, x.map(ScalarOp.EXP, b))), List.of());
        Graph given = g.build("test", Map.of("y", loop.lastCarry(0)));
        assertSame(given, Captures.takeInViews(given));
    }
}
