package io.tapeless.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.interp.Interpreter;
import io.tapeless.interp.Value;
import io.tapeless.ir.DType;
import io.tapeless.ir.Graph;
import io.tapeless.testkit.RewriteTester;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StabilityRulesTest {
    private static final RuleSet RULES = RuleSets.CANONICALIZE.plus(RuleSets.FOLD).plus(RuleSets.STABILIZE);
    private final RewriteTester tester = RewriteTester.of(RULES).onModerateValues().within(1e-12);

    /** A function of x; %1 is 1 and %2 is 1 in x's shape, so the first line is %3. */
    private static String of(String lines) {
        StringBuilder text = new StringBuilder("""
                %0 = input "x" : f64[B]
                %1 = constant 1.0 : f64[]
                %2 = broadcast{axes=[0]} %1 : f64[B]
                """);
        String[] nodes = lines.split(" ; ");
        for (int i = 0; i < nodes.length; i++) {
            text.append('%').append(i + 3).append(" = ").append(nodes[i]).append(" : f64[B]\n");
        }
        return text + "output y = %" + (nodes.length + 2) + "\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "add %2, %0 ; log %3 | log1p %0",
        "sub %2, %0 ; log %3 | neg %0 ; log1p %3",
        "exp %0 ; sub %3, %2 | expm1 %0",
        "exp %0 ; sub %2, %3 | expm1 %0 ; neg %3",
        "exp %0 ; sub %2, %3 ; log %4 | log1mexp %0",
        "exp %0 ; neg %3 ; log1p %4 | log1mexp %0",
        "exp %0 ; add %2, %3 ; log %4 | softplus %0",
        "exp %0 ; log1p %3 | softplus %0",
        "exp %0 ; log %3 | neg %0 ; neg %3",
        "sigmoid %0 ; log %3 | neg %0 ; softplus %3 ; neg %4",
        "sigmoid %0 ; sub %2, %3 ; log %4 | softplus %0 ; neg %3",
        "sigmoid %0 ; neg %3 ; log1p %4 | softplus %0 ; neg %3",
        "sigmoid %0 ; sub %2, %3 | neg %0 ; sigmoid %3",
        "neg %0 ; exp %3 ; add %2, %4 ; div %2, %5 | sigmoid %0",
        "exp %0 ; add %3, %2 ; div %2, %4 | neg %0 ; sigmoid %3",
        "exp %0 ; add %3, %2 ; div %3, %4 | sigmoid %0"})
    void usesTheStableFunction(String before, String after) {
        tester.rewrites(of(before), of(after).replace("output y = %4", after.startsWith("neg %0 ; neg")
                ? "output y = %0" : "output y = %4"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "log %0 ; exp %3",
        "add %0, %2 ; exp %3",
        "add %0, %2 ; add %3, %2 ; sqrt %4",
        "sigmoid %0 ; sub %3, %2",
        "exp %0 ; add %3, %0 ; div %2, %4"})
    void otherFunctionsStay(String lines) {
        Graph given = RewriteTester.graph(of(lines));
        Graph result = Rewriter.rewrite(given, RuleSets.STABILIZE);
        assertEquals(given.toString(), result.toString());
    }

    @Test
    void seesThroughBroadcastsAndReshapes() {
        tester.rewrites("""
                %0 = input "x" : f64[B]
                %1 = sigmoid %0 : f64[B]
                %2 = reshape %1 : f64[B, 1]
                %3 = constant 1.0 : f64[]
                %4 = broadcast{axes=[0, 1]} %3 : f64[B, 1]
                %5 = sub %4, %2 : f64[B, 1]
                %6 = log %5 : f64[B, 1]
                output y = %6
                """, """
                %0 = input "x" : f64[B]
                %1 = softplus %0 : f64[B]
                %2 = neg %1 : f64[B]
                %3 = reshape %2 : f64[B, 1]
                output y = %3
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sigmoid %0 ; log %3 | -1000 | -1000",
        "sigmoid %0 ; sub %2, %3 ; log %4 | 1000 | -1000",
        "exp %0 ; add %2, %3 ; log %4 | 1000 | 1000",
        "exp %0 ; add %2, %3 ; log %4 | -40 | 4.248354255291589e-18",
        "add %2, %0 ; log %3 | 1e-20 | 1e-20",
        "exp %0 ; sub %3, %2 | 1e-20 | 1e-20",
        "exp %0 ; sub %2, %3 ; log %4 | -1e-20 | -46.051701859880914",
        "exp %0 ; add %3, %2 ; div %3, %4 | 1000 | 1",
        "sigmoid %0 ; sub %2, %3 | 40 | 4.248354255291589e-18",
        "exp %0 ; log %3 | 1000 | 1000"})
    void isExactWhereTheCompositionIsNot(String lines, double x, double expected) {
        Graph stable = Rewriter.rewrite(RewriteTester.graph(of(lines)), RULES);
        double y = Interpreter.run(stable, Map.of("x", Value.of(DType.F64, new int[] {1}, x)), Map.of())
                .output("y").real(0);
        assertEquals(expected, y, 1e-15 * Math.abs(expected));
    }

    @Test
    void adjointsKeepOneMinusSigmoid() {
        Graph given = RewriteTester.graph("""
                %0 = input "x" : f64[B]
                %1 = constant 1.0 : f64[]
                %2 = broadcast{axes=[0]} %1 : f64[B]
                %3 = sigmoid %0 : f64[B]
                %4 = sub %2, %3 : f64[B]   # from %3 by "vjp sigmoid"
                output y = %4
                """);
        assertEquals(given.toString(), Rewriter.rewrite(given, RULES).toString());
    }

    @Test
    void logarithmOfTwoExponentialsIsShiftedByTheLarger() {
        String before = """
                %0 = input "a" : f64[B]
                %1 = input "b" : f64[B]
                %2 = exp %0 : f64[B]
                %3 = exp %1 : f64[B]
                %4 = add %2, %3 : f64[B]
                %5 = log %4 : f64[B]
                output y = %5
                """;
        Graph result = RewriteTester.of(RULES).onModerateValues().within(1e-12).rewrites(before, """
                %0 = input "a" : f64[B]
                %1 = input "b" : f64[B]
                %2 = max %0, %1 : f64[B]
                %3 = abs %2 : f64[B]
                %4 = constant Infinity : f64[]
                %5 = broadcast{axes=[0]} %4 : f64[B]
                %6 = lt %3, %5 : bool[B]
                %7 = min %0, %1 : f64[B]
                %8 = sub %7, %2 : f64[B]
                %9 = constant 0.0 : f64[]
                %10 = broadcast{axes=[0]} %9 : f64[B]
                %11 = select %6, %8, %10 : f64[B]
                %12 = softplus %11 : f64[B]
                %13 = add %2, %12 : f64[B]
                output y = %13
                """);
        double inf = Double.POSITIVE_INFINITY;
        double[] a = {1000, -1000, inf, -inf, -inf, Double.NaN};
        double[] b = {1000, 0.5, inf, -inf, 2, 1};
        Value y = Interpreter.run(result, Map.of("a", Value.of(DType.F64, new int[] {6}, a),
                "b", Value.of(DType.F64, new int[] {6}, b)), Map.of()).output("y");
        double[] expected = {1000 + Math.log(2), 0.5, inf, -inf, 2, Double.NaN};
        for (int i = 0; i < a.length; i++) {
            assertEquals(expected[i], y.real(i), 1e-12, "a = " + a[i] + ", b = " + b[i]);
        }
    }
}
