package io.tapeless.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphVerifierTest {
    private static final TensorType SCALAR = TensorType.scalar(DType.F64);
    private static final Origin HERE =
            new Origin("", new Site("M.model.java", 3, 7), Optional.empty(), List.of());

    private static Node input(String name, TensorType type) {
        return new Node(new Leaf.Input(name, type), List.of(), type, HERE);
    }

    private static Node exp(Node x, TensorType type) {
        return new Node(new Elementwise.Map(ScalarOp.EXP), List.of(x), type, HERE);
    }

    private static Graph graph(Node... order) {
        return Graph.of("g", List.of(order), Map.of("a", order[order.length - 2], "b", order[order.length - 1]),
                Map.of(), Map.of());
    }

    private static void assertRejected(Graph graph, String message) {
        IrException e = assertThrows(IrException.class, () -> GraphVerifier.verify(graph));
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertEquals(new Site("M.model.java", 3, 7), e.site());
    }

    @Test
    void returnsASoundGraph() {
        Node x = input("x", SCALAR);
        Graph graph = graph(x, exp(x, SCALAR));
        assertSame(graph, GraphVerifier.verify(graph));
    }

    @Test
    void rejectsAUserBeforeItsOperand() {
        Node x = input("x", SCALAR);
        assertRejected(graph(exp(x, SCALAR), x), "%0 = exp : f64[] at M.model.java:3:7: operand input : f64[]");
    }

    @Test
    void rejectsATypeThatTheRuleDoesNotGive() {
        Node x = input("x", SCALAR);
        assertRejected(graph(x, exp(x, TensorType.scalar(DType.F32))),
                "%1 = exp : f32[] at M.model.java:3:7: expected type f64[]");
    }

    @Test
    void rejectsAnIllTypedNode() {
        Node x = input("x", TensorType.scalar(DType.BOOL));
        assertRejected(graph(x, exp(x, SCALAR)), "expected f32 or f64, found bool");
    }

    @Test
    void rejectsEqualNodes() {
        Node x = input("x", SCALAR);
        assertRejected(graph(x, exp(x, SCALAR), exp(x, SCALAR)),
                "%2 = exp : f64[] at M.model.java:3:7: an equal node exists");
    }

    @Test
    void rejectsTwoInputsOfOneName() {
        assertRejected(graph(input("x", SCALAR), input("x", TensorType.scalar(DType.F32))),
                "%1 = input : f32[] at M.model.java:3:7: another input has its name");
    }

    @Test
    void rejectsTwoSymbolsOfOneName() {
        assertRejected(graph(input("x", new TensorType(DType.F32, Shape.of(Dim.symbol("B")))),
                        input("y", new TensorType(DType.F32, Shape.of(Dim.symbol("B", 1, 8))))),
                "dimension B has bounds [1, 8] here and [1, 2147483647] elsewhere");
    }
}
