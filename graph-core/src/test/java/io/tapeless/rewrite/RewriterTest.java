package io.tapeless.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RewriterTest {
    private static final Graph GRAPH = GraphParser.parse("""
            graph g {
              %0 = variable{trainable} "w" : f64[]  # name w at M.model.java:1:1
              %1 = neg %0 : f64[]                   # name n at M.model.java:2:1
              %2 = neg %1 : f64[]                   # name m at M.model.java:3:1
              %3 = exp %2 : f64[]                   # name e in head at M.model.java:4:1
              %4 = mul %3, %2 : f64[]               # from %3 by "vjp exp"
              output y = %4
              update %0 = %3
            }
            """);

    private static RuleSet removeDoubleNegation() {
        return RuleSet.EMPTY.on(ScalarOp.NEG, "remove", (n, g) -> Match.is(n.operand(0), ScalarOp.NEG)
                ? Optional.of(n.operand(0).operand(0)) : Optional.empty());
    }

    private static RuleSet replace(ScalarOp from, String name, ScalarOp to) {
        return RuleSet.EMPTY.on(from, name, (n, g) -> Optional.of(g.map(to, n.operand(0))));
    }

    @Test
    void outputsUpdatesAndNamesFollowTheirNodes() {
        Graph result = Rewriter.rewrite(GRAPH, removeDoubleNegation());
        Node w = result.names().get("w");
        assertSame(w, result.names().get("m"));
        assertEquals(3, result.nodes().size());
        assertSame(result.names().get("e"), result.updates().get(w));
        assertTrue(!result.names().containsKey("n"));
    }

    @Test
    void originsFollowToo() {
        Graph result = Rewriter.rewrite(GRAPH,
                removeDoubleNegation().plus(replace(ScalarOp.EXP, "use-sin", ScalarOp.SIN)));
        Node sine = result.names().get("e");
        assertEquals("head", sine.origin().scope());
        assertEquals(4, sine.origin().site().line());
        assertEquals("[use-sin]", sine.origin().rewrites().toString());
        Node product = result.output("y");
        assertSame(sine, product.origin().derivation().orElseThrow().node().orElseThrow());
    }

    @Test
    void sameInstanceIfNoRuleApplies() {
        assertSame(GRAPH, Rewriter.rewrite(GRAPH, RuleSet.EMPTY));
        assertSame(GRAPH, Rewriter.rewrite(GRAPH, replace(ScalarOp.COS, "use-sin", ScalarOp.SIN)));
    }

    @Test
    void whatARuleMakesIsRewrittenToo() {
        Graph result = Rewriter.rewrite(GRAPH, replace(ScalarOp.EXP, "a", ScalarOp.SIN)
                .plus(replace(ScalarOp.SIN, "b", ScalarOp.TANH)));
        assertEquals("tanh", result.names().get("e").op().mnemonic());
        assertEquals("[a, b]", result.names().get("e").origin().rewrites().toString());
    }

    @Test
    void rulesApplyInOrder() {
        RuleSet first = replace(ScalarOp.EXP, "a", ScalarOp.SIN);
        RuleSet second = replace(ScalarOp.EXP, "b", ScalarOp.COS);
        assertEquals("sin", Rewriter.rewrite(GRAPH, first.plus(second)).names().get("e").op().mnemonic());
        assertEquals("cos", Rewriter.rewrite(GRAPH, second.plus(first)).names().get("e").op().mnemonic());
    }

    @Test
    void rulesThatUndoEachOtherAreNamed() {
        RuleSet rules = replace(ScalarOp.EXP, "there", ScalarOp.SIN).plus(replace(ScalarOp.SIN, "back", ScalarOp.EXP));
        IrException failure = assertThrows(IrException.class, () -> Rewriter.rewrite(GRAPH, rules));
        assertTrue(failure.getMessage().startsWith("rules "), failure.getMessage());
        assertTrue(failure.getMessage().contains("there") && failure.getMessage().contains("back"),
                failure.getMessage());
        assertEquals(4, failure.site().line());
    }

    @Test
    void aRuleThatChangesTheTypeIsNamed() {
        RuleSet rules = RuleSet.EMPTY.on(ScalarOp.EXP, "narrow",
                (n, g) -> Optional.of(g.add(new Elementwise.Cast(DType.F32), n.operand(0))));
        assertEquals("rule narrow turned exp : f64[] at M.model.java:4:1 into cast : f32[] at M.model.java:4:1",
                assertThrows(IrException.class, () -> Rewriter.rewrite(GRAPH, rules)).getMessage());
    }

    @Test
    void aRuleThatBuildsAnIllTypedNodeIsNamed() {
        RuleSet rules = RuleSet.EMPTY.on(ScalarOp.EXP, "invert",
                (n, g) -> Optional.of(g.map(ScalarOp.NOT, n.operand(0))));
        String message = assertThrows(IrException.class, () -> Rewriter.rewrite(GRAPH, rules)).getMessage();
        assertTrue(message.startsWith("rule invert applied to exp : f64[]"), message);
    }

    @Test
    void deepGraphsNeedNoDeepStack() {
        GraphBuilder builder = new GraphBuilder();
        Node node = builder.add(GRAPH.names().get("w").op());
        for (int i = 0; i < 50_000; i++) {
            node = builder.map(i % 3 == 0 ? ScalarOp.NEG : ScalarOp.SIN, node);
        }
        Graph deep = builder.build("deep", Map.of("y", node));
        assertSame(deep, Rewriter.rewrite(deep, removeDoubleNegation()));
    }
}
