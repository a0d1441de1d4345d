package io.tapeless.codegen.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.check.LoopRun;
import io.tapeless.codegen.loop.KernelPrinter;
import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphParser;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Small graphs through schedule and lowering: the kernels they become, and the interpreter's values. */
class LoweringTest {
    private static Value random(long seed, int... shape) {
        Random random = new Random(seed);
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        return Value.of(DType.F64, shape, random.doubles(size, -1, 1).toArray());
    }

    /** Runs both and compares; the number of kernel calls guards fusion. */
    private static void check(int calls, String text, Map<String, Value> inputs, Map<String, Value> variables) {
        Graph graph = GraphParser.parse(text);
        LoopRun loops = new LoopRun(graph);
        Interpreter.Result expected = Interpreter.run(graph, inputs, variables);
        Map<String, Value> actual = loops.run(inputs, variables);
        graph.outputs().keySet().forEach(name -> assertClose(name, expected.output(name), actual.get(name)));
        expected.variables().forEach((name, value) -> {
            if (actual.containsKey("update " + name)) {
                assertClose(name, value, actual.get("update " + name));
            }
        });
        assertEquals(calls, loops.lowered().program().calls().size(),
                () -> loops.lowered().program().calls().toString());
    }

    private static void assertClose(String name, Value expected, Value actual) {
        assertArrayEquals(expected.shape(), actual.shape(), name);
        if (expected.dtype().isFloat()) {
            assertArrayEquals(expected.toDoubles(), actual.toDoubles(), 1e-12, name);
        } else {
            assertArrayEquals(expected.toLongs(), actual.toLongs(), name);
        }
    }

    @Test
    void randomTensorsOfOneShapeShareTheirKernel() {
        Graph graph = GraphParser.parse("""
                graph G {
                  %0 = input "key" : i64[]
                  %1 = random{stream=9223372036854775807} %0 : f64[3, 5]
                  %2 = random{stream=-9223372034707292160} %0 : f64[3, 5]
                  output "a" = %1
                  output "b" = %2
                }
                """);
        LoopRun loops = new LoopRun(graph);
        Map<String, Value> key = Map.of("key", Value.ofIntegers(DType.I64, new int[0], 42));
        Interpreter.Result expected = Interpreter.run(graph, key, Map.of());
        Map<String, Value> actual = loops.run(key, Map.of());
        graph.outputs().keySet().forEach(name -> assertClose(name, expected.output(name), actual.get(name)));
        assertEquals(1, loops.lowered().program().kernels().size());
    }

    @Test
    void layerWithBiasAndReluIsOneKernel() {
        check(1, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 7]
                  %1 = variable{trainable} "w" : f64[7, 20]
                  %2 = variable{trainable} "b" : f64[20]
                  %3 = matmul %0, %1 : f64[B, 20]
                  %4 = broadcast{axes=[0]} %2 : f64[B, 20]
                  %5 = add %3, %4 : f64[B, 20]
                  %6 = relu %5 : f64[B, 20]
                  output y = %6
                }
                """, Map.of("x", random(1, 5, 7)), Map.of("w", random(2, 7, 20), "b", random(3, 20)));
    }

    @Test
    void whatOnlyAProductUsesIsItsPrologue() {
        check(1, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 21]
                  %1 = input "keep" : bool[B, 21]
                  %2 = variable{trainable} "s" : f64[21]
                  %3 = variable{trainable} "w" : f64[21, 20]
                  %4 = broadcast{axes=[0]} %2 : f64[B, 21]
                  %5 = mul %0, %4 : f64[B, 21]
                  %6 = constant 0.0 : f64[]
                  %7 = broadcast{axes=[0, 1]} %6 : f64[B, 21]
                  %8 = select %1, %5, %7 : f64[B, 21]
                  %9 = matmul %8, %3 : f64[B, 20]
                  %10 = relu %9 : f64[B, 20]
                  output y = %10
                }
                """, Map.of("x", random(1, 30, 21), "keep", Value.ofIntegers(DType.BOOL, new int[] {30, 21},
                        new Random(4).ints(630, 0, 2).asLongStream().toArray())),
                Map.of("s", random(2, 21), "w", random(3, 21, 20)));
    }

    @Test
    void aPrologueIsNotComputedForOthersToo() {
        check(3, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 21]
                  %1 = variable{trainable} "w" : f64[21, 20]
                  %2 = variable{trainable} "v" : f64[20, 21]
                  %3 = relu %0 : f64[B, 21]
                  %4 = matmul %3, %1 : f64[B, 20]
                  %5 = matmul{transposeB} %3, %2 : f64[B, 20]
                  output y = %4
                  output z = %5
                }
                """, Map.of("x", random(1, 5, 21)), Map.of("w", random(2, 21, 20), "v", random(3, 20, 21)));
    }

    @Test
    void updateOfAWeightIsTheEpilogueOfItsGradient() {
        check(2, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 7]
                  %1 = input "d" : f64[B, 20]
                  %2 = variable{trainable} "w" : f64[7, 20]
                  %3 = matmul{transposeA} %0, %1 : f64[7, 20]
                  %4 = constant 0.1 : f64[]
                  %5 = broadcast{axes=[0, 1]} %4 : f64[7, 20]
                  %6 = mul %5, %3 : f64[7, 20]
                  %7 = sub %2, %6 : f64[7, 20]
                  %8 = matmul{transposeB} %1, %2 : f64[B, 7]
                  output dx = %8
                  update %2 = %7
                }
                """, Map.of("x", random(1, 5, 7), "d", random(4, 5, 20)), Map.of("w", random(2, 7, 20)));
    }

    @Test
    void softmaxIsOneKernel() {
        check(1, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 21]
                  %1 = reduce_max{axes=[1]} %0 : f64[B]
                  %2 = broadcast{axes=[1]} %1 : f64[B, 21]
                  %3 = sub %0, %2 : f64[B, 21]
                  %4 = mul %3, %3 : f64[B, 21]
                  %5 = reduce_sum{axes=[1]} %4 : f64[B]
                  %6 = broadcast{axes=[1]} %5 : f64[B, 21]
                  %7 = div %4, %6 : f64[B, 21]
                  output p = %7
                  output s = %5
                }
                """, Map.of("x", random(1, 5, 21)), Map.of());
    }

    @Test
    void columnSumTakesItsOperandIn() {
        check(1, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 21]
                  %1 = variable{trainable} "b" : f64[21]
                  %2 = mul %0, %0 : f64[B, 21]
                  %3 = reduce_sum{axes=[0]} %2 : f64[21]
                  %4 = sub %1, %3 : f64[21]
                  update %1 = %4
                }
                """, Map.of("x", random(1, 5, 21)), Map.of("b", random(3, 21)));
    }

    @Test
    void swappedVariablesKeepTheirOldValues() {
        check(4, """
                graph G {
                  %0 = variable{trainable} "a" : f64[3]
                  %1 = variable{trainable} "b" : f64[3]
                  update %0 = %1
                  update %1 = %0
                }
                """, Map.of(), Map.of("a", random(1, 3), "b", random(2, 3)));
    }

    @Test
    void viewsWalkMemory() {
        check(2, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 4, 6]
                  %1 = transpose{permutation=[0, 2, 1]} %0 : f64[B, 6, 4]
                  %2 = reverse{axes=[1]} %1 : f64[B, 6, 4]
                  %3 = slice{starts=[0, 1, 0], steps=[1, 2, 1]} %2 : f64[B, 2, 4]
                  %4 = neg %3 : f64[B, 2, 4]
                  %5 = reshape %1 : f64[B, 24]
                  output a = %4
                  output b = %5
                }
                """, Map.of("x", random(1, 3, 4, 6)), Map.of());
    }

    @Test
    void aViewThatIsAskedForDoesNotHoldUpWhatItsLoopComputes() {
        check(2, """
                graph G {
                  dim B in [2, 64]
                  %0 = input "x" : f64[B, 4]
                  %1 = reduce_max{axes=[1]} %0 : f64[B]
                  %2 = broadcast{axes=[1]} %1 : f64[B, 4]
                  %3 = sub %0, %2 : f64[B, 4]
                  output a = %2
                  output b = %3
                }
                """, Map.of("x", random(1, 3, 4)), Map.of());
    }

    @Test
    void partsOfOneShapeAreStoredWhereTheyLieInTheWhole() {
        check(1, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B]
                  %1 = input "y" : f64[B, 1]
                  %2 = mul %0, %0 : f64[B]
                  %3 = reshape %2 : f64[B, 1]
                  %4 = sub %1, %3 : f64[B, 1]
                  %5 = reshape %0 : f64[B, 1]
                  %6 = concat{axis=1} %3, %4, %5 : f64[B, 3]
                  output squares = %2
                  output joined = %6
                }
                """, Map.of("x", random(1, 37), "y", random(2, 37, 1)), Map.of());
    }

    @Test
    void partsMayBeJoinedBesideASumOverThem() {
        check(1, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B, 5]
                  %1 = mul %0, %0 : f64[B, 5]
                  %2 = reduce_sum{axes=[1]} %1 : f64[B]
                  %3 = broadcast{axes=[1]} %2 : f64[B, 5]
                  %4 = div %1, %3 : f64[B, 5]
                  %5 = concat{axis=0} %1, %4 : f64[2*B, 5]
                  output joined = %5
                  output sums = %2
                }
                """, Map.of("x", random(1, 7, 5)), Map.of());
    }

    @Test
    void partsOfOtherShapesAreCopied() {
        check(2, """
                graph G {
                  dim B in [1, 100]
                  %0 = input "x" : f64[B]
                  %1 = mul %0, %0 : f64[B]
                  %2 = reshape %1 : f64[B, 1]
                  %3 = input "y" : f64[B, 2]
                  %4 = concat{axis=1} %2, %3 : f64[B, 3]
                  output squares = %1
                  output joined = %4
                }
                """, Map.of("x", random(1, 7), "y", random(2, 7, 2)), Map.of());
    }

    /** Sine and cosine reduce their argument alike, and columns of a table are picked by one index. */
    @Test
    void equalExpressionsAreComputedOnce() {
        String text = KernelPrinter.print(new LoopRun(GraphParser.parse("""
                graph G {
                  dim B in [1, 100]
                  %0 = input "table" : f64[B, 2]
                  %1 = input "i" : i32[B]
                  %2 = slice{starts=[0, 0], steps=[1, 1]} %0 : f64[B, 1]
                  %3 = slice{starts=[0, 1], steps=[1, 1]} %0 : f64[B, 1]
                  %4 = reshape %2 : f64[B]
                  %5 = reshape %3 : f64[B]
                  %6 = gather{axis=0} %4, %1 : f64[B]
                  %7 = gather{axis=0} %5, %1 : f64[B]
                  %8 = sin %6 : f64[B]
                  %9 = cos %6 : f64[B]
                  %10 = mul %8, %9 : f64[B]
                  %11 = mul %10, %7 : f64[B]
                  output y = %11
                }
                """)).lowered().program(), "G");
        assertEquals(1, count(text, "= checked("), text);
        assertEquals(1, count(text, "0.6366197723675814"), text);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
