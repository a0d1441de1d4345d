package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;

class CrossEntropyRulesTest {
    private static final RuleSet RULES = RuleSets.CANONICALIZE.plus(RuleSets.FOLD).plus(RuleSets.SIMPLIFY_ADJOINTS);
    private final RewriteTester tester = RewriteTester.of(RULES).onModerateValues().within(1e-12);

    /** e·g/Σe and [m]·h, with g a weight a row; the last nodes are %9 and %12. */
    private static String softmaxPaths(String picked) {
        return """
                %0 = input "z" : f64[B, 3]
                %1 = input "g" : f64[B]
                %2 = input "m" : bool[B, 3]
                %3 = input "h" : f64[B]
                %4 = constant 0.0 : f64[]
                %5 = broadcast{axes=[0, 1]} %4 : f64[B, 3]
                %6 = exp %0 : f64[B, 3]
                %7 = reduce_sum{axes=[1]} %6 : f64[B]
                %8 = div %1, %7 : f64[B]
                %9 = broadcast{axes=[1]} %8 : f64[B, 3]
                %10 = mul %9, %6 : f64[B, 3]
                %11 = neg PICKED : f64[B]
                %12 = broadcast{axes=[1]} %11 : f64[B, 3]
                %13 = select %2, %12, %5 : f64[B, 3]
                %14 = add %13, %10 : f64[B, 3]
                output y = %14
                """.replace("PICKED", picked);
    }

    @Test
    void twoPathsFromACrossEntropyAreSoftmaxMinusOneHot() {
        tester.rewrites(softmaxPaths("%1"), """
                %0 = input "z" : f64[B, 3]
                %1 = input "g" : f64[B]
                %2 = input "m" : bool[B, 3]
                %3 = constant 0.0 : f64[]
                %4 = broadcast{axes=[0, 1]} %3 : f64[B, 3]
                %5 = exp %0 : f64[B, 3]
                %6 = reduce_sum{axes=[1]} %5 : f64[B]
                %7 = broadcast{axes=[1]} %6 : f64[B, 3]
                %8 = div %5, %7 : f64[B, 3]
                %9 = constant 1.0 : f64[]
                %10 = broadcast{axes=[0, 1]} %9 : f64[B, 3]
                %11 = select %2, %10, %4 : f64[B, 3]
                %12 = sub %8, %11 : f64[B, 3]
                %13 = broadcast{axes=[1]} %1 : f64[B, 3]
                %14 = mul %12, %13 : f64[B, 3]
                output y = %14
                """);
    }

    @Test
    void pathsOfDifferentWeightsStay() {
        tester.keeps(softmaxPaths("%3").replace("neg %3", "sin %3").replace("add %13, %10", "add %10, %13")
                .replace("%10 = mul %9, %6", "%10 = mul %6, %9"));
    }

    /** −y·σ(−z)·g + (1 − y)·σ(z)·g, with a scalar g. */
    private static String sigmoidPaths(String reflected) {
        return """
                %0 = input "z" : f64[B]
                %1 = input "y" : f64[B]
                %2 = input "g" : f64[]
                %3 = broadcast{axes=[0]} %2 : f64[B]
                %4 = constant 1.0 : f64[]
                %5 = broadcast{axes=[0]} %4 : f64[B]
                %6 = sub %5, %1 : f64[B]
                %7 = sigmoid %0 : f64[B]
                REFLECTED
                %10 = mul %1, %3 : f64[B]
                %11 = mul %9, %10 : f64[B]
                %12 = mul %3, %6 : f64[B]
                %13 = mul %7, %12 : f64[B]
                %14 = sub %13, %11 : f64[B]
                output d = %14
                """.replace("REFLECTED", reflected);
    }

    private static final String TARGET_SUBTRACTED = """
            %0 = input "z" : f64[B]
            %1 = input "y" : f64[B]
            %2 = input "g" : f64[]
            %3 = broadcast{axes=[0]} %2 : f64[B]
            %4 = sigmoid %0 : f64[B]
            %5 = sub %4, %1 : f64[B]
            %6 = mul %5, %3 : f64[B]
            output d = %6
            """;

    @Test
    void twoPathsFromASigmoidCrossEntropyAreSigmoidMinusTarget() {
        tester.rewrites(sigmoidPaths("%8 = neg %0 : f64[B]\n%9 = sigmoid %8 : f64[B]"), TARGET_SUBTRACTED);
        tester.rewrites(sigmoidPaths("%9 = sub %5, %7 : f64[B]"), TARGET_SUBTRACTED);
    }

    @Test
    void pathsThroughAnotherSigmoidStay() {
        tester.keeps(sigmoidPaths("%8 = exp %0 : f64[B]\n%9 = sigmoid %8 : f64[B]"));
    }

    @Test
    void derivativesOfLogarithmsCancelThoseOfTheSigmoid() {
        // (−y/σ + (1 − y)/(1 − σ)) · σ·(1 − σ)
        tester.rewrites("""
                %0 = input "z" : f64[B]
                %1 = input "y" : f64[B]
                %2 = constant 1.0 : f64[]
                %3 = broadcast{axes=[0]} %2 : f64[B]
                %4 = sigmoid %0 : f64[B]
                %5 = sub %3, %4 : f64[B]
                %6 = sub %3, %1 : f64[B]
                %7 = div %6, %5 : f64[B]
                %8 = div %1, %4 : f64[B]
                %9 = sub %7, %8 : f64[B]
                %10 = mul %4, %5 : f64[B]
                %11 = mul %9, %10 : f64[B]
                output d = %11
                """, """
                %0 = input "z" : f64[B]
                %1 = input "y" : f64[B]
                %2 = sigmoid %0 : f64[B]
                %3 = sub %2, %1 : f64[B]
                output d = %3
                """);
    }
}
