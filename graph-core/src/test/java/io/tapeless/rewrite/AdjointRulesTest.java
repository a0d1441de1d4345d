package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;

class AdjointRulesTest {
    private static final RuleSet RULES = RuleSets.CANONICALIZE.plus(RuleSets.FOLD).plus(RuleSets.SIMPLIFY_ADJOINTS);
    private final RewriteTester tester = RewriteTester.of(RULES).onModerateValues().within(1e-12);

    @Test
    void constantFactorsMerge() {
        String before = """
                %0 = input "x" : f64[B]
                %1 = constant 1.0E-4 : f64[]
                %2 = broadcast{axes=[0]} %1 : f64[B]
                %3 = mul %0, %2 : f64[B]
                %4 = add %3, %3 : f64[B]
                output y = %4
                """;
        tester.rewrites(before, """
                %0 = input "x" : f64[B]
                %1 = constant 2.0E-4 : f64[]
                %2 = broadcast{axes=[0]} %1 : f64[B]
                %3 = mul %0, %2 : f64[B]
                output y = %3
                """);
        tester.keeps("""
                %0 = input "x" : f64[B]
                %1 = constant 1.0E-300 : f64[]
                %2 = broadcast{axes=[0]} %1 : f64[B]
                %3 = mul %0, %2 : f64[B]
                %4 = mul %3, %2 : f64[B]
                output y = %4
                """);
    }

    private static String reluAndItsSlope(String operand, String origin) {
        return """
                %0 = input "x" : f64[B]
                %1 = relu %0 : f64[B]
                %2 = constant 0.0 : f64[]
                %3 = broadcast{axes=[0]} %2 : f64[B]
                %4 = gt OPERAND, %3 : bool[B] ORIGIN
                output y = %1
                output d = %4
                """.replace("OPERAND", operand).replace("ORIGIN", origin);
    }

    @Test
    void theSlopeOfReluIsReadOffItsValue() {
        RewriteTester.of(RULES).rewrites(reluAndItsSlope("%0", "# from %1 by \"vjp relu\""), reluAndItsSlope("%1", ""));
        tester.keeps(reluAndItsSlope("%0", ""));
    }

    @Test
    void theTermAtAnIndexIsTakenIfThereIsOne() {
        tester.rewrites("""
                %0 = input "x" : f64[B]
                %1 = input "i" : i32[B]
                %2 = iota{axis=1} : i32[B, 2]
                %3 = broadcast{axes=[1]} %1 : i32[B, 2]
                %4 = eq %2, %3 : bool[B, 2]
                %5 = broadcast{axes=[1]} %0 : f64[B, 2]
                %6 = constant 0.0 : f64[]
                %7 = broadcast{axes=[0, 1]} %6 : f64[B, 2]
                %8 = select %4, %5, %7 : f64[B, 2]
                %9 = reduce_sum{axes=[1]} %8 : f64[B]
                output y = %9
                """, """
                %0 = input "x" : f64[B]
                %1 = input "i" : i32[B]
                %2 = constant 0.0 : f64[]
                %3 = constant 0 : i32[]
                %4 = broadcast{axes=[0]} %3 : i32[B]
                %5 = ge %1, %4 : bool[B]
                %6 = constant 2 : i32[]
                %7 = broadcast{axes=[0]} %6 : i32[B]
                %8 = lt %1, %7 : bool[B]
                %9 = and %5, %8 : bool[B]
                %10 = broadcast{axes=[0]} %2 : f64[B]
                %11 = select %9, %0, %10 : f64[B]
                output y = %11
                """);
    }
}
