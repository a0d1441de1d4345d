package io.tapeless.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class GraphFormatTest {
    private static final Graph GRAPH = GraphParser.parse("""
            graph "a < b" {
              dim B in [1, 64]
              %0 = input "x" : f32[B, 3]        # name x at M.model.java:3:5
              %1 = variable{trainable} "w" : f32[3]  # name w in head.0 at M.model.java:4:5
              %2 = broadcast{axes=[0]} %1 : f32[B, 3] # in head.0
              %3 = mul %0, %2 : f32[B, 3]       # name "h \\"1\\"" in head.0 at M.model.java:5:9
              %4 = reduce_sum{axes=[0]} %3 : f32[3] # from %2 by "vjp broadcast" via fold
              output y = %3
              output "w_adj" = %4
              update %1 = %4
            }
            """);

    @Test
    void textIsReadBack() {
        assertEquals(GRAPH, GraphParser.parse(GraphFormat.TEXT.show(GRAPH)));
    }

    @Test
    void dotHasClustersColoursAndTypes() {
        String dot = GraphFormat.DOT.show(GRAPH);
        assertTrue(dot.contains("subgraph \"cluster_head\""), dot);
        assertTrue(dot.contains("subgraph \"cluster_head.0\""), dot);
        assertTrue(dot.contains("\"%0\" -> \"%3\" [label=\"f32[B, 3]\"]"), dot);
        assertTrue(dot.contains("label=\"h \\\"1\\\"\\ny\\nmul\""), dot);
        assertTrue(dot.lines().anyMatch(l -> l.contains("\"%4\" [label=") && l.contains("#f8d7d3")), dot);
        assertTrue(dot.contains("\"%4\" -> \"update w\""), dot);
        assertEquals(dot.chars().filter(c -> c == '{').count() - 1,
                dot.chars().filter(c -> c == '}').count() - 1);
    }

    @Test
    void jsonSaysAllThatTextSays() {
        assertEquals("""
                {
                  "name": "a < b",
                  "dims": [
                    {"name": "B", "min": 1, "max": 64}
                  ],
                  "nodes": [
                    {"id": 0, "op": "input", "text": "input \\"x\\"", "operands": [], "type": {"dtype": "f32", \
                "shape": ["B", 3]}, "names": ["x"], "site": "M.model.java:3:5"},
                    {"id": 1, "op": "variable", "text": "variable{trainable} \\"w\\"", "operands": [], \
                "type": {"dtype": "f32", "shape": [3]}, "names": ["w"], "scope": "head.0", "site": "M.model.java:4:5"},
                    {"id": 2, "op": "broadcast", "text": "broadcast{axes=[0]}", "operands": [1], \
                "type": {"dtype": "f32", "shape": ["B", 3]}, "names": [], "scope": "head.0"},
                    {"id": 3, "op": "mul", "text": "mul", "operands": [0, 2], "type": {"dtype": "f32", \
                "shape": ["B", 3]}, "names": ["h \\"1\\"", "y"], "scope": "head.0", "site": "M.model.java:5:9"},
                    {"id": 4, "op": "reduce_sum", "text": "reduce_sum{axes=[0]}", "operands": [3], \
                "type": {"dtype": "f32", "shape": [3]}, "names": ["w_adj"], "derived": {"node": 2, \
                "from": "broadcast : f32[B, 3]", "rule": "vjp broadcast"}, "rewrites": ["fold"]}
                  ],
                  "outputs": {
                    "y": 3,
                    "w_adj": 4
                  },
                  "updates": [
                    {"variable": 1, "value": 4}
                  ]
                }
                """, GraphFormat.JSON.show(GRAPH));
    }

    @Test
    void drawingIsWellFormedAndComplete() throws Exception {
        String svg = GraphFormat.SVG.show(GRAPH);
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
        assertEquals(5, document.getElementsByTagName("rect").getLength());
        assertEquals(4, document.getElementsByTagName("path").getLength());
        assertTrue(GraphFormat.HTML.show(GRAPH).contains(svg));
    }

    @Test
    void unknownFormatIsNamed() {
        assertEquals("there is no format png; expected one of text, dot, json, svg, html",
                assertThrows(IrException.class, () -> GraphFormat.parse("png")).getMessage());
        assertEquals(GraphFormat.DOT, GraphFormat.parse("dot"));
    }
}
