package io.tapeless.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.testkit.RewriteTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoftmaxRulesTest {
    private static final RuleSet RULES = RuleSets.CANONICALIZE.plus(RuleSets.FOLD).plus(RuleSets.STABILIZE);
    private final RewriteTester tester = RewriteTester.of(RULES).onModerateValues().within(1e-12);

    private static final String SOFTMAX = """
            %0 = input "x" : f64[B, 3]
            %1 = exp %0 : f64[B, 3]
            %2 = reduce_sum{axes=[1]} %1 : f64[B]
            %3 = broadcast{axes=[1]} %2 : f64[B, 3]
            %4 = div %1, %3 : f64[B, 3]
            """;
    private static final String SHIFTED_SOFTMAX = """
            %0 = input "x" : f64[B, 3]
            %1 = reduce_max{axes=[1]} %0 : f64[B]
            %2 = stop_gradient %1 : f64[B]
            %3 = broadcast{axes=[1]} %2 : f64[B, 3]
            %4 = sub %0, %3 : f64[B, 3]
            %5 = exp %4 : f64[B, 3]
            %6 = reduce_sum{axes=[1]} %5 : f64[B]
            """;

    private static Value rows(double... elements) {
        return Value.of(DType.F64, new int[] {elements.length / 3, 3}, elements);
    }

    private static double[] run(Graph graph, double... x) {
        return Interpreter.run(graph, Map.of("x", rows(x)), Map.of()).output("y").toDoubles();
    }

    @Test
    void softmaxIsShiftedOnce() {
        Graph result = tester.rewrites(SOFTMAX + "output y = %4\n", SHIFTED_SOFTMAX + """
                %7 = broadcast{axes=[1]} %6 : f64[B, 3]
                %8 = div %5, %7 : f64[B, 3]
                output y = %8
                """);
        double e = Math.exp(-1);
        double[] y = run(result, 1000, 999, -1000);
        assertEquals(1 / (1 + e), y[0], 1e-15);
        assertEquals(e / (1 + e), y[1], 1e-15);
        assertEquals(0, y[2]);
    }

    @Test
    void logarithmOfSoftmaxIsADifference() {
        Graph result = tester.rewrites(SOFTMAX + """
                %5 = reshape %4 : f64[B, 1, 3]
                %6 = log %5 : f64[B, 1, 3]
                output y = %6
                """, SHIFTED_SOFTMAX + """
                %7 = log %6 : f64[B]
                %8 = broadcast{axes=[1]} %7 : f64[B, 3]
                %9 = sub %4, %8 : f64[B, 3]
                %10 = reshape %9 : f64[B, 1, 3]
                output y = %10
                """);
        assertEquals(-2000, run(result, 1000, -1000, 0)[1], 1e-12);
    }

    @Test
    void logarithmOfAPickedProbabilityIsAPickedLogarithm() {
        tester.rewrites(SOFTMAX + """
                %5 = input "i" : i32[2]
                %6 = gather{axis=1} %4, %5 : f64[B, 2]
                %7 = log %6 : f64[B, 2]
                output y = %7
                """, SHIFTED_SOFTMAX + """
                %10 = input "i" : i32[2]
                %7 = log %6 : f64[B]
                %8 = broadcast{axes=[1]} %7 : f64[B, 3]
                %9 = sub %4, %8 : f64[B, 3]
                %11 = gather{axis=1} %9, %10 : f64[B, 2]
                output y = %11
                """);
    }

    @Test
    void logSumExpIsShiftedUnlessInfinite() {
        Graph stable = Rewriter.rewrite(RewriteTester.graph("""
                %0 = input "x" : f64[B, 3]
                %1 = exp %0 : f64[B, 3]
                %2 = reduce_sum{axes=[1]} %1 : f64[B]
                %3 = log %2 : f64[B]
                output y = %3
                """), RULES);
        double inf = Double.POSITIVE_INFINITY;
        double[] y = run(stable, 1000, 1000, 1000, -1000, -1000, -1000, -inf, -inf, -inf, 1, inf, -inf, 0, 0, 0);
        double[] expected = {1000 + Math.log(3), -1000 + Math.log(3), -inf, inf, Math.log(3)};
        for (int i = 0; i < y.length; i++) {
            assertEquals(expected[i], y[i], 1e-12, "row " + i);
        }
    }

    @Test
    void shiftedFormsStay() {
        tester.keeps(SHIFTED_SOFTMAX + """
                %7 = broadcast{axes=[1]} %6 : f64[B, 3]
                %8 = div %5, %7 : f64[B, 3]
                %9 = log %6 : f64[B]
                output y = %8
                output l = %9
                """);
    }

    @Test
    void aSumOverOtherAxesIsNoNormalizer() {
        tester.keeps("""
                %0 = input "x" : f64[3, 3]
                %1 = exp %0 : f64[3, 3]
                %2 = reduce_sum{axes=[1]} %1 : f64[3]
                %3 = broadcast{axes=[0]} %2 : f64[3, 3]
                %4 = div %1, %3 : f64[3, 3]
                output y = %4
                """);
    }

    @Test
    void exponentsThatAreThemselvesLargestElementsComeToAnEnd() {
        tester.rewrites("""
                %0 = input "x" : f64[B, 3, 2]
                %1 = reduce_max{axes=[2]} %0 : f64[B, 3]
                %2 = exp %1 : f64[B, 3]
                %3 = reduce_sum{axes=[1]} %2 : f64[B]
                %4 = broadcast{axes=[1]} %3 : f64[B, 3]
                %5 = div %2, %4 : f64[B, 3]
                output y = %5
                """, """
                %0 = input "x" : f64[B, 3, 2]
                %1 = reduce_max{axes=[2]} %0 : f64[B, 3]
                %2 = reduce_max{axes=[1, 2]} %0 : f64[B]
                %3 = stop_gradient %2 : f64[B]
                %4 = broadcast{axes=[1]} %3 : f64[B, 3]
                %5 = sub %1, %4 : f64[B, 3]
                %6 = exp %5 : f64[B, 3]
                %7 = reduce_sum{axes=[1]} %6 : f64[B]
                %8 = broadcast{axes=[1]} %7 : f64[B, 3]
                %9 = div %6, %8 : f64[B, 3]
                output y = %9
                """);
    }
}
