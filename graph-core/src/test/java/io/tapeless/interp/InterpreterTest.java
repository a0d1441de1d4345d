package io.tapeless.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import io.tapeless.ir.IrException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final Graph STEP = GraphParser.parse("""
            graph Step {
              dim B in [1, 100]
              %0 = input "x" : f32[B, 2]
              %1 = input "y" : f32[B]              # at M.model.java:4:5
              %2 = variable{trainable} "w" : f32[2, 1]
              %3 = matmul %0, %2 : f32[B, 1]
              %4 = reshape %3 : f32[B]
              %5 = sub %4, %1 : f32[B]
              %6 = reduce_sum{axes=[0]} %5 : f32[]
              %7 = broadcast{axes=[0, 1]} %6 : f32[2, 1]
              %8 = sub %2, %7 : f32[2, 1]
              output loss = %6
              update %2 = %8
            }
            """);

    private static Value f32(int[] shape, double... elements) {
        return Value.of(DType.F32, shape, elements);
    }

    private static final Value X = f32(new int[] {3, 2}, 1, 2, 3, 4, 5, 6);
    private static final Value Y = f32(new int[] {3}, 1, 1, 1);
    private static final Value W = f32(new int[] {2, 1}, 10, 20);

    @Test
    void runsForwardAndUpdate() {
        Interpreter.Result result = Interpreter.run(STEP, Map.of("x", X, "y", Y), Map.of("w", W));
        assertEquals(50 + 110 + 170 - 3, result.output("loss").real(0));
        assertArrayEquals(new double[] {10 - 327, 20 - 327}, result.variables().get("w").toDoubles());
        assertArrayEquals(new double[] {49, 109, 169}, result.valueOf(STEP.nodes().get(5)).toDoubles());
    }

    private static void assertFails(String message, Map<String, Value> inputs, Map<String, Value> variables) {
        IrException e = assertThrows(IrException.class, () -> Interpreter.run(STEP, inputs, variables));
        assertEquals(message, e.getMessage());
    }

    @Test
    void namesWhatIsMissing() {
        assertFails("input y of type f32[B] is not given", Map.of("x", X), Map.of("w", W));
        assertFails("variable w of type f32[2, 1] is not given", Map.of("x", X, "y", Y), Map.of());
    }

    @Test
    void namesWhatDoesNotFit() {
        Value four = f32(new int[] {4}, 1, 1, 1, 1);
        assertFails("input y of type f32[B], axis 0: expected B = 3 as in input x, found 4",
                Map.of("x", X, "y", four), Map.of("w", W));
        assertFails("input x of type f32[B, 2], axis 1: expected 2, found 1",
                Map.of("x", f32(new int[] {3, 1}, 1, 2, 3), "y", Y), Map.of("w", W));
        assertFails("input x: expected shape [B, 2], found [4]", Map.of("x", four, "y", Y), Map.of("w", W));
        assertFails("input x of type f32[B, 2], axis 0: expected B: dimension B = 0 is outside its bounds [1, 100], "
                + "found 0", Map.of("x", f32(new int[] {0, 2}), "y", f32(new int[] {0})), Map.of("w", W));
        assertFails("input y: expected f32[B], found f64[3]",
                Map.of("x", X, "y", Value.of(DType.F64, new int[] {3}, 1, 1, 1)), Map.of("w", W));
    }

    @Test
    void solvesForSymbolsInsideSums() {
        Graph graph = GraphParser.parse("""
                graph g {
                  dim B in [1, 100]
                  dim T in [1, 100]
                  %0 = input "x" : f32[2*B*T + B]
                  %1 = input "y" : f32[T + 1]
                  %2 = iota{axis=0} : i32[B]
                  output a = %0
                  output b = %1
                  output c = %2
                }
                """);
        Map<String, Value> inputs = Map.of(
                "x", f32(new int[] {14}, new double[14]), "y", f32(new int[] {4}, 0, 0, 0, 0));
        assertArrayEquals(new long[] {0, 1}, Interpreter.run(graph, inputs, Map.of()).output("c").toLongs());
        IrException e = assertThrows(IrException.class, () -> Interpreter.run(graph,
                Map.of("x", f32(new int[] {15}, new double[15]), "y", inputs.get("y")), Map.of()));
        assertTrue(e.getMessage().startsWith("input x of type f32[2*B*T + B], axis 0: expected 2*B*T + B"),
                e.getMessage());
    }

    @Test
    void namesASymbolThatNoInputShows() {
        Graph graph = GraphParser.parse("graph g { dim B in [1, 9] %0 = iota{axis=0} : i32[B] output y = %0 }");
        IrException e = assertThrows(IrException.class, () -> Interpreter.run(graph, Map.of(), Map.of()));
        assertEquals("dimension B of graph g has no value: no input's shape shows it", e.getMessage());
    }

    @Test
    void declaredPrecisionRoundsEachNode() {
        Graph graph = GraphParser.parse("""
                graph g {
                  %0 = input "x" : f32[]
                  %1 = mul %0, %0 : f32[]
                  output y = %1
                }
                """);
        Map<String, Value> inputs = Map.of("x", Value.scalar(DType.F32, 0.1));
        float x = 0.1f;
        assertEquals(0.1 * 0.1, Interpreter.run(graph, inputs, Map.of()).output("y").real(0));
        assertEquals(x * x,
                Interpreter.run(graph, inputs, Map.of(), Interpreter.Precision.DECLARED).output("y").real(0));
        assertEquals(0.1, inputs.get("x").real(0));
    }

    @Test
    void errorsAtRunTimeNameNodeAndSite() {
        Graph graph = GraphParser.parse("""
                graph g {
                  %0 = input "x" : f32[3]
                  %1 = input "i" : i32[2]
                  %2 = gather{axis=0} %0, %1 : f32[2]      # at M.model.java:7:9
                  %3 = constant (0, 1) : i32[2]
                  %4 = div %1, %3 : i32[2]                 # at M.model.java:8:9
                  output y = %2
                  output z = %4
                }
                """);
        Value x = f32(new int[] {3}, 1, 2, 3);
        IrException range = assertThrows(IrException.class, () -> Interpreter.run(graph,
                Map.of("x", x, "i", Value.ofIntegers(DType.I32, new int[] {2}, 0, 3)), Map.of()));
        assertEquals("gather : f32[2] at M.model.java:7:9: index 3 is out of range for axis 0 of extent 3",
                range.getMessage());
        assertEquals(7, range.site().line());
        IrException zero = assertThrows(IrException.class, () -> Interpreter.run(graph,
                Map.of("x", x, "i", Value.ofIntegers(DType.I32, new int[] {2}, 2, 2)), Map.of()));
        assertEquals("div : i32[2] at M.model.java:8:9: division of 2 by zero", zero.getMessage());
    }
}
