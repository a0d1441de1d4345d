package io.tapeless.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import org.junit.jupiter.api.Test;

class NodeExplanationTest {
    private static final Graph GRAPH = GraphParser.parse("""
            graph g {
              %0 = variable{trainable} "w" : f32[3]  # name w at M.model.java:4:5
              %1 = exp %0 : f32[3]   # name h in head at M.model.java:5:9
              %2 = mul %1, %1 : f32[3]  # name h_adj in head at M.model.java:5:9 from %1 by "vjp exp" via merge, fold
              output gradient = %2
              update %0 = %2
            }
            """);

    @Test
    void tellsWhereFromByWhatAndWhatFor() {
        String expected = """
                %2 = mul %1, %1 : f32[3]
                declared   at M.model.java:5:9 in head
                derived    by "vjp exp" from %1 = exp %0 : f32[3]
                rewritten  by merge, fold
                operand    %1 = exp %0 : f32[3]
                operand    %1 = exp %0 : f32[3]
                output     gradient
                updates    %0 = variable{trainable} "w" : f32[3]
                """;
        assertEquals(expected, NodeExplanation.of(GRAPH, "h_adj"));
        assertEquals(expected, NodeExplanation.of(GRAPH, "gradient"));
        assertEquals(expected, NodeExplanation.of(GRAPH, "%2"));
        assertEquals("""
                %1 = exp %0 : f32[3]
                declared   at M.model.java:5:9 in head
                operand    %0 = variable{trainable} "w" : f32[3]
                used by    %2 = mul %1, %1 : f32[3]
                """, NodeExplanation.of(GRAPH, "h"));
    }

    @Test
    void unknownNodeGivesTheNamesThereAre() {
        for (String name : new String[] {"q", "%3", "%x"}) {
            assertEquals("graph g has no node " + name + "; it has [gradient, h, h_adj, w] and %0 to %2",
                    assertThrows(IrException.class, () -> NodeExplanation.of(GRAPH, name)).getMessage());
        }
    }
}
