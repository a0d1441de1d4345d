package io.tapeless.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTextTest {
    private static final String DIGITS = """
            graph Digits {
              dim B in [1, 2147483647]
              %0 = input "x" : f32[B, 64]                              # name x at D.model.java:8:5
              %1 = variable{trainable} "w" : f32[64, 10]
              %2 = matmul %0, %1 : f32[B, 10]                          # name y, z in head.0 at D.model.java:18:5
              %3 = reduce_sum{axes=[0, 1]} %2 : f32[]
              %4 = constant 1.0 : f32[]                                # from %3 by "vjp sum"
              %5 = broadcast{axes=[0, 1]} %4 : f32[B, 10]              # from "exp : f32[]" by "vjp exp" via fold, "a b"
              %6 = matmul{transposeA} %0, %5 : f32[64, 10]
              output loss = %3
              output "the gradient" = %6
              update %1 = %6
            }
            """;

    @Test
    void printsWhatItRead() {
        assertEquals(DIGITS, GraphPrinter.print(GraphParser.parse(DIGITS)));
    }

    @Test
    void readsOriginsBack() {
        Graph graph = GraphParser.parse(DIGITS);
        Node logits = graph.names().get("y");
        assertEquals("head.0", logits.origin().scope());
        assertEquals(new Site("D.model.java", 18, 5), logits.origin().site());
        Node broadcast = graph.nodes().get(5);
        assertEquals(List.of("fold", "a b"), broadcast.origin().rewrites());
        Origin.Derivation gone = broadcast.origin().derivation().orElseThrow();
        assertEquals(new Origin.Derivation(Optional.empty(), "exp : f32[]", "vjp exp"), gone);
        Origin.Derivation known = graph.nodes().get(4).origin().derivation().orElseThrow();
        assertEquals(Optional.of(graph.nodes().get(3)), known.node());
    }

    @Test
    void derivationFromNodeOutsideTheGraphIsDescribed() {
        GraphBuilder g = new GraphBuilder();
        Node x = g.add(new Leaf.Input("x", TensorType.scalar(DType.F64)));
        Node gone = g.map(ScalarOp.EXP, x);
        Node kept = g.with(Origin.NONE.derivedFrom(gone, "vjp exp"), () -> g.map(ScalarOp.NEG, x));
        Graph graph = g.build("g", Map.of("y", kept));
        assertTrue(graph.toString().contains("# from \"exp : f64[]\" by \"vjp exp\""), graph.toString());
        assertEquals(graph.toString(), GraphParser.parse(graph.toString()).toString());
    }

    @Test
    void namesMayHoldAnyCharacter() {
        GraphBuilder g = new GraphBuilder();
        Node x = g.add(new Leaf.Input("a \"b\" \\ \n é", TensorType.scalar(DType.F64)));
        g.name("", x);
        g.name("via", x);
        Graph graph = g.build("my graph", Map.of("out put", x));
        assertEquals(graph, GraphParser.parse(graph.toString()), graph.toString());
    }

    @Test
    void literalsKeepEveryBit() {
        GraphBuilder g = new GraphBuilder();
        Shape five = Shape.of(5);
        Node doubles = g.add(new Leaf.Constant(Literal.of(new TensorType(DType.F64, five),
                -0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 0.1)));
        Node floats = g.add(new Leaf.Constant(Literal.of(new TensorType(DType.F32, five),
                -0.0, Double.NaN, Double.POSITIVE_INFINITY, Float.MIN_VALUE, 0.1)));
        Node longs = g.add(new Leaf.Constant(Literal.ofIntegers(new TensorType(DType.I64, Shape.of(2)),
                Long.MIN_VALUE, Long.MAX_VALUE)));
        Node bools = g.add(new Leaf.Constant(Literal.ofIntegers(new TensorType(DType.BOOL, Shape.of(1, 2)), 1, 0)));
        Node none = g.add(new Leaf.Constant(Literal.of(new TensorType(DType.F32, Shape.of(0)))));
        Node key = g.add(new Leaf.Constant(Literal.scalar(DType.I64, 7L)));
        Node random = g.add(new Leaf.Random(TensorType.scalar(DType.F32), Long.MIN_VALUE), key);
        Graph graph = g.build("literals", Map.of(
                "a", doubles, "b", floats, "c", longs, "d", bools, "e", none, "f", random));
        assertEquals(graph, GraphParser.parse(graph.toString()), graph.toString());
    }

    @Test
    void symbolicDimsAreReadBack() {
        Dim b = Dim.symbol("B", 2, 64);
        Dim t = Dim.symbol("T");
        GraphBuilder g = new GraphBuilder();
        Node x = g.add(new Leaf.Input("x", new TensorType(DType.F32, Shape.of(b, t.times(b).times(2).plus(1)))));
        Node y = g.add(new Movement.Slice(List.of(b.minus(2), t), List.of(Dim.of(1), t.times(b).plus(1)),
                List.of(1, 1)), x);
        Graph graph = g.build("g", Map.of("y", y));
        assertEquals(graph, GraphParser.parse(graph.toString()), graph.toString());
        assertTrue(graph.toString().contains("dim B in [2, 64]"), graph.toString());
        assertTrue(graph.toString().contains("f32[B, 2*B*T + 1]"), graph.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "grph g { } | line 1, column 1: expected 'graph', found 'grph'",
        "graph g { | line 1, column 10: expected a node, 'body', 'dim', 'output', 'update' or '}'",
        "graph g { %0 = sqart %1 : f32[] } | line 1, column 11: unknown operation 'sqart'",
        "graph g { %0 = exp %1 : f32[] } | column 20: node %1 is not defined above",
        "graph g { %0 = input \"x\" : f31[] } | column 28: unknown element type 'f31'",
        "graph g { %0 = input \"x\" : f32[B] } | column 32: dimension B is not declared",
        "graph g { %0 = input \"x\" : i32[] %1 = exp %0 : i32[] } | exp of i32[]: expected f32 or f64, found i32",
        "graph g { %0 = input \"x\" : f32[] %1 = exp %0 : f64[] } | exp gives type f32[], found f64[]",
        "graph g { %0 = input \"x\" : f32[] %0 = exp %0 : f32[] } | node %0 exists twice",
        "graph g { %0 = input \"x\" : f32[] %1 = input \"x\" : f32[] } | node %1 exists twice",
        "graph g { %0 = input \"x : f32[] } | expected a closing quote",
        "graph g { %0 = constant 1.x : f32[] } | column 11: expected a number of type f32, found '1.x'",
        "graph g { %0 = constant (1, 2) : i32[3] } | has 3 elements, found 2",
        "graph g { %0 = iota{axes=0} : i32[3] } | expected attribute axis",
        "graph g { %0 = input \"x\" : f32[2] %1 = exp{axis=0} %0 : f32[2] } | exp has no attribute axis",
        "graph g { %0 = iota{axis=9999999999} : i32[3] } | column 11: integer overflow",
        "graph g { dim B in [5, 2] } | column 11: dimension B has bounds [5, 2]",
        "graph g { %0 = input \"x\" : f32[] update %0 = %0 } | column 41: expected a variable",
        "graph g { } rest | column 13: expected nothing after the closing brace",
    })
    void errorsNameLineAndColumn(String text, String message) {
        IrException e = assertThrows(IrException.class, () -> GraphParser.parse(text));
        assertTrue(e.getMessage().startsWith("line 1, column "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
