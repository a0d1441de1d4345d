package io.tapeless.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.testkit.RewriteTester;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstantFoldingTest {
    private final RewriteTester tester = RewriteTester.of(RuleSets.CANONICALIZE.plus(RuleSets.FOLD));

    @ParameterizedTest
    @CsvSource({"add, 1.5, 2.25, 3.75", "div, 1, 3, 0.33333334", "pow, 2, 0.5, 1.4142135", "mul, Infinity, 0.0, NaN",
        "mul, 0.0, -1, -0.0"})
    void repeatedScalarsAreComputedAndRounded(String op, String a, String b, String result) {
        tester.within(1e-7).rewrites("""
                %0 = constant A : f32[]
                %1 = constant C : f32[]
                %2 = broadcast{axes=[0]} %0 : f32[B]
                %3 = broadcast{axes=[0]} %1 : f32[B]
                %4 = OP %2, %3 : f32[B]
                %5 = input "x" : f32[B]
                output y = %4
                output x = %5
                """.replace("A", a).replace("C", b).replace("OP", op), """
                %0 = constant R : f32[]
                %1 = broadcast{axes=[0]} %0 : f32[B]
                %5 = input "x" : f32[B]
                output y = %1
                output x = %5
                """.replace("R", result));
    }

    @Test
    void densesAreComputedToo() {
        tester.rewrites("""
                %0 = constant (1.0, 2.0, 3.0) : f64[3]
                %1 = constant (4.0, 5.0, 6.0) : f64[3]
                %2 = mul %0, %1 : f64[3]
                %3 = reverse{axes=[0]} %2 : f64[3]
                %4 = reduce_sum{axes=[0]} %2 : f64[]
                %5 = cast %3 : i32[3]
                output r = %3
                output s = %4
                output i = %5
                """, """
                %0 = constant (18.0, 10.0, 4.0) : f64[3]
                %1 = constant 32.0 : f64[]
                %2 = constant (18, 10, 4) : i32[3]
                output r = %0
                output s = %1
                output i = %2
                """);
    }

    @Test
    void equalElementsAreARepeatedScalar() {
        tester.rewrites("""
                %0 = constant (2.5, 2.5, 2.5, 2.5) : f64[2, 2]
                output y = %0
                """, """
                %0 = constant 2.5 : f64[]
                %1 = broadcast{axes=[0, 1]} %0 : f64[2, 2]
                output y = %1
                """);
        tester.keeps("""
                %0 = constant (0.0, -0.0) : f64[2]
                output y = %0
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "slice{starts=[1], steps=[2]} %1 : f64[B] | f64[B]",
        "reshape %1 : f64[2, B] | f64[2, B]",
        "reverse{axes=[0]} %1 : f64[2*B] | f64[2*B]"})
    void aMovedRepeatedScalarIsARepeatedScalar(String movement, String type) {
        int rank = type.contains(",") ? 2 : 1;
        tester.rewrites("""
                %0 = constant 3.0 : f64[]
                %1 = broadcast{axes=[0]} %0 : f64[2*B]
                %2 = MOVE
                %3 = input "x" : f64[B]
                output y = %2
                output x = %3
                """.replace("MOVE", movement), """
                %0 = constant 3.0 : f64[]
                %1 = broadcast{axes=AXES} %0 : TYPE
                %3 = input "x" : f64[B]
                output y = %1
                output x = %3
                """.replace("TYPE", type).replace("AXES", rank == 1 ? "[0]" : "[0, 1]"));
    }

    @Test
    void theSumOfARepeatedScalarIsAProduct() {
        tester.rewrites("""
                %0 = constant 0.5 : f64[]
                %1 = broadcast{axes=[0, 1]} %0 : f64[B, 6]
                %2 = reduce_sum{axes=[1]} %1 : f64[B]
                %3 = input "x" : f64[B]
                output y = %2
                output x = %3
                """, """
                %0 = constant 3.0 : f64[]
                %1 = broadcast{axes=[0]} %0 : f64[B]
                %2 = input "x" : f64[B]
                output y = %1
                output x = %2
                """);
    }

    @Test
    void aUnitTensorOfOneConstantHasOneForm() {
        tester.keeps("""
                %0 = constant 3.0 : f64[]
                %1 = broadcast{axes=[0]} %0 : f64[1]
                output y = %1
                """);
    }

    @Test
    void integerDivisionByZeroIsLeftForTheRun() {
        tester.keeps("""
                %0 = constant 1 : i32[]
                %1 = constant 0 : i32[]
                %2 = div %0, %1 : i32[]
                output y = %2
                """);
    }

    @Test
    void largeTensorsAreNotComputed() {
        String elements = IntStream.range(0, 5000).mapToObj(i -> i + ".0").collect(Collectors.joining(", ", "(", ")"));
        Graph graph = RewriteTester.graph("%0 = constant " + elements + " : f64[5000]\n%1 = sin %0 : f64[5000]\n"
                + "output y = %1\n");
        Graph result = Rewriter.rewrite(graph, RuleSets.FOLD);
        assertEquals(2, result.nodes().size());
        assertEquals(1, result.nodes().stream().filter(n -> n.op() instanceof Leaf.Constant).count());
    }
}
