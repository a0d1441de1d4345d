package io.tapeless.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Contraction;
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
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Factors that every step would turn are turned before the loop. */
class LoopRulesTest {
    private static final Movement.Transpose SWAP = new Movement.Transpose(List.of(1, 0));

    private final GraphBuilder g = new GraphBuilder();
    private final Arithmetic x = new Arithmetic(g);
    private final Node state = g.add(new Leaf.Input("state", new TensorType(DType.F64, Shape.of(2, 3))));
    private final Node weights = g.add(new Leaf.Input("weights", new TensorType(DType.F64, Shape.of(6, 3))));
    private final Map<String, Value> inputs = Map.of(
            "state", Value.of(DType.F64, new int[] {2, 3}, 1, 2, 3, 4, 5, 6),
            "weights", Value.of(DType.F64, new int[] {6, 3},
                    0.5, -1, 2, 0.25, 1, -2, 3, 0.125, -0.5, 1, 1, 2, 0, -1, 4, 0.75, 2, 1));

    private Graph hoisted(Node result) {
        Graph given = GraphVerifier.verify(g.build("test", Map.of("y", result)));
        Graph hoisted = GraphVerifier.verify(Rewriter.rewrite(given, RuleSets.HOIST));
        assertEquals(Interpreter.run(given, inputs, Map.of()).outputs(),
                Interpreter.run(hoisted, inputs, Map.of()).outputs());
        assertSame(hoisted, Rewriter.rewrite(hoisted, RuleSets.HOIST));
        return hoisted;
    }

    /** Three rows of the weights, looked at inside the loop. */
    private Node rows(Node captured, int start) {
        return x.slice(captured, 0, Dim.of(start), Dim.of(3));
    }

    private static List<Node> captured(Node scan) {
        return scan.operands().subList(((Control) scan.op()).ownOperands(), scan.operands().size());
    }

    private static boolean multipliesByTurned(Graph graph) {
        return graph.nodes().stream().anyMatch(n -> n.op() instanceof Contraction.MatMul product && product.transposeB()
                || n.op().bodies().stream().anyMatch(LoopRulesTest::multipliesByTurned));
    }

    @Test
    void aViewOfWhatIsCapturedIsTurnedOutside() {
        LoopBuilder loop = new LoopBuilder(g, Dim.of(4), false);
        Node c = loop.carry(state);
        Node w = loop.capture(weights);
        loop.finish(List.of(x.add(x.matMul(c, rows(w, 3), false, true), x.matMul(c, rows(w, 0), false, false))),
                List.of());
        Graph hoisted = hoisted(loop.lastCarry(0));
        Node turned = captured(hoisted.output("y")).get(1);
        assertEquals(SWAP, turned.op());
        assertEquals(weights.type(), captured(hoisted.output("y")).get(0).type());
        assertEquals(Shape.of(3, 3), turned.shape());
        assertTrue(!multipliesByTurned(hoisted), hoisted.toString());
    }

    @Test
    void outOfLoopsInLoopsToo() {
        LoopBuilder outer = new LoopBuilder(g, Dim.of(2), false);
        Node c = outer.carry(state);
        Node w = outer.capture(weights);
        LoopBuilder inner = new LoopBuilder(g, Dim.of(3), true);
        Node d = inner.carry(c);
        Node v = inner.capture(w);
        inner.finish(List.of(x.matMul(d, rows(v, 1), false, true)), List.of(d));
        outer.finish(List.of(x.add(inner.lastCarry(0), c)), List.of(inner.stacked(0)));
        Graph hoisted = hoisted(outer.stacked(0));
        assertEquals(List.of(SWAP), captured(hoisted.output("y")).stream().map(Node::op).toList());
        assertTrue(!multipliesByTurned(hoisted), hoisted.toString());
    }

    @Test
    void whatChangesOrIsUsedOnceStays() {
        LoopBuilder loop = new LoopBuilder(g, Dim.of(4), false);
        Node c = loop.carry(state);
        loop.finish(List.of(c), List.of(x.matMul(c, c, false, true)));
        Graph given = g.build("test", Map.of("y", loop.stacked(0)));
        assertSame(given, Rewriter.rewrite(given, RuleSets.HOIST));

        LoopBuilder once = new LoopBuilder(g, Dim.ONE, false);
        Node e = once.carry(state);
        once.finish(List.of(e), List.of(x.matMul(e, once.capture(weights), false, true)));
        Graph single = g.build("test", Map.of("y", once.stacked(0)));
        assertSame(single, Rewriter.rewrite(single, RuleSets.HOIST));
    }
}
