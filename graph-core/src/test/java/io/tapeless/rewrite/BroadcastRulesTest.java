package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;

class BroadcastRulesTest {
    private final RewriteTester tester = RewriteTester.of(RuleSets.CANONICALIZE);

    @Test
    void computesBeforeRepeating() {
        tester.rewrites("""
                %0 = input "x" : f64[B]
                %1 = broadcast{axes=[1]} %0 : f64[B, 4]
                %2 = exp %1 : f64[B, 4]
                %3 = cast %2 : f32[B, 4]
                output y = %3
                """, """
                %0 = input "x" : f64[B]
                %1 = exp %0 : f64[B]
                %2 = cast %1 : f32[B]
                %3 = broadcast{axes=[1]} %2 : f32[B, 4]
                output y = %3
                """);
    }

    @Test
    void computesWhatIsCommonOfTheRepeatedAxes() {
        tester.rewrites("""
                %0 = input "x" : f64[B]
                %1 = input "c" : f64[]
                %2 = broadcast{axes=[0, 2]} %0 : f64[5, B, 4]
                %3 = broadcast{axes=[0, 1, 2]} %1 : f64[5, B, 4]
                %4 = add %2, %3 : f64[5, B, 4]
                output y = %4
                """, """
                %0 = input "x" : f64[B]
                %1 = input "c" : f64[]
                %2 = broadcast{axes=[0]} %1 : f64[B]
                %3 = add %0, %2 : f64[B]
                %4 = broadcast{axes=[0, 2]} %3 : f64[5, B, 4]
                output y = %4
                """);
    }

    @Test
    void keepsRepetitionsAlongDifferentAxes() {
        tester.keeps("""
                %0 = input "x" : f64[B]
                %1 = input "c" : f64[4]
                %2 = broadcast{axes=[1]} %0 : f64[B, 4]
                %3 = broadcast{axes=[0]} %1 : f64[B, 4]
                %4 = add %2, %3 : f64[B, 4]
                output y = %4
                """);
    }

    @Test
    void computesBeforeReshaping() {
        tester.rewrites("""
                %0 = input "x" : f64[B, 4]
                %1 = input "y" : f64[B, 4]
                %2 = reshape %0 : f64[4*B]
                %3 = reshape %1 : f64[4*B]
                %4 = mul %2, %3 : f64[4*B]
                %5 = constant 3.0 : f64[]
                %6 = broadcast{axes=[0]} %5 : f64[4*B]
                %7 = add %4, %6 : f64[4*B]
                output z = %7
                """, """
                %0 = input "x" : f64[B, 4]
                %1 = input "y" : f64[B, 4]
                %2 = mul %0, %1 : f64[B, 4]
                %3 = constant 3.0 : f64[]
                %4 = broadcast{axes=[0, 1]} %3 : f64[B, 4]
                %5 = add %2, %4 : f64[B, 4]
                %6 = reshape %5 : f64[4*B]
                output z = %6
                """);
    }

    @Test
    void keepsReshapesFromDifferentShapes() {
        tester.keeps("""
                %0 = input "x" : f64[B, 4]
                %1 = input "y" : f64[4, B]
                %2 = reshape %0 : f64[4*B]
                %3 = reshape %1 : f64[4*B]
                %4 = mul %2, %3 : f64[4*B]
                output z = %4
                """);
    }
}
