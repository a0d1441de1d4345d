package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionRulesTest {
    private final RewriteTester tester = RewriteTester.of(RuleSets.CANONICALIZE);

    @ParameterizedTest
    @ValueSource(strings = {"sum", "prod", "max", "min"})
    void reductionsOfOneKindMerge(String kind) {
        tester.onModerateValues().within(1e-12).rewrites("""
                %0 = input "x" : f64[B, 2, 3, 4]
                %1 = reduce_KIND{axes=[1]} %0 : f64[B, 3, 4]
                %2 = reduce_KIND{axes=[0, 2]} %1 : f64[3]
                output y = %2
                """.replace("KIND", kind), """
                %0 = input "x" : f64[B, 2, 3, 4]
                %1 = reduce_KIND{axes=[0, 1, 3]} %0 : f64[3]
                output y = %1
                """.replace("KIND", kind));
    }

    @Test
    void reductionsOfOtherKindsStay() {
        tester.keeps("""
                %0 = input "x" : f64[B, 2]
                %1 = reduce_max{axes=[1]} %0 : f64[B]
                %2 = reduce_sum{axes=[0]} %1 : f64[]
                output y = %2
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "max", "min"})
    void aReductionAlongUnitAxesIsAReshape(String kind) {
        tester.rewrites("""
                %0 = input "x" : f64[B, 1]
                %1 = reduce_KIND{axes=[1]} %0 : f64[B]
                output y = %1
                """.replace("KIND", kind), """
                %0 = input "x" : f64[B, 1]
                %1 = reshape %0 : f64[B]
                output y = %1
                """);
    }

    @Test
    void extremesOfRepeatedElementsAreTheElements() {
        tester.rewrites("""
                %0 = input "x" : f64[B, 3]
                %1 = broadcast{axes=[0, 2]} %0 : f64[B, B, 5, 3]
                %2 = reduce_max{axes=[2, 3]} %1 : f64[B, B]
                output y = %2
                """, """
                %0 = input "x" : f64[B, 3]
                %1 = reduce_max{axes=[1]} %0 : f64[B]
                %2 = broadcast{axes=[0]} %1 : f64[B, B]
                output y = %2
                """);
    }

    @Test
    void sumsAreTakenBeforeRepeating() {
        tester.rewrites("""
                %0 = input "x" : f64[B, 3]
                %1 = broadcast{axes=[1]} %0 : f64[B, 5, 3]
                %2 = reduce_sum{axes=[2]} %1 : f64[B, 5]
                output y = %2
                """, """
                %0 = input "x" : f64[B, 3]
                %1 = reduce_sum{axes=[1]} %0 : f64[B]
                %2 = broadcast{axes=[1]} %1 : f64[B, 5]
                output y = %2
                """);
        tester.keeps("""
                %0 = input "x" : f64[3]
                %1 = broadcast{axes=[0]} %0 : f64[B, 3]
                %2 = reduce_sum{axes=[0]} %1 : f64[3]
                output y = %2
                """);
    }

    @Test
    void theLargestOfNothingIsNotTheElement() {
        tester.keeps("""
                %0 = input "x" : f64[3]
                %1 = broadcast{axes=[0]} %0 : f64[0, 3]
                %2 = reduce_max{axes=[0]} %1 : f64[3]
                output y = %2
                """);
        tester.keeps("""
                %0 = input "x" : f64[B, 3]
                %1 = broadcast{axes=[0]} %0 : f64[B - 1, B, 3]
                %2 = reduce_max{axes=[0]} %1 : f64[B, 3]
                output y = %2
                """);
    }
}
