package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;

class ContractionRulesTest {
    private final RewriteTester tester = RewriteTester.of(RuleSets.LAYOUT).onModerateValues();

    @Test
    void operandsMayLieTransposed() {
        tester.rewrites("""
                %0 = input "a" : f64[4, B]
                %1 = input "b" : f64[4, 5]
                %2 = transpose{permutation=[1, 0]} %0 : f64[B, 4]
                %3 = transpose{permutation=[1, 0]} %1 : f64[5, 4]
                %4 = matmul{transposeB} %2, %3 : f64[B, 5]
                output c = %4
                """, """
                %0 = input "a" : f64[4, B]
                %1 = input "b" : f64[4, 5]
                %2 = matmul{transposeA} %0, %1 : f64[B, 5]
                output c = %2
                """);
    }

    @Test
    void theResultMayBeTransposed() {
        tester.rewrites("""
                %0 = input "a" : f64[2, B, 4]
                %1 = input "b" : f64[2, 5, 4]
                %2 = matmul{transposeB} %0, %1 : f64[2, B, 5]
                %3 = transpose{permutation=[0, 2, 1]} %2 : f64[2, 5, B]
                output c = %3
                """, """
                %0 = input "a" : f64[2, B, 4]
                %1 = input "b" : f64[2, 5, 4]
                %2 = matmul{transposeB} %1, %0 : f64[2, 5, B]
                output c = %2
                """);
    }

    @Test
    void otherPermutationsStay() {
        tester.keeps("""
                %0 = input "a" : f64[B, 2, 4]
                %1 = input "b" : f64[2, 4, 5]
                %2 = transpose{permutation=[1, 0, 2]} %0 : f64[2, B, 4]
                %3 = matmul %2, %1 : f64[2, B, 5]
                %4 = transpose{permutation=[1, 0, 2]} %3 : f64[B, 2, 5]
                output c = %4
                """);
    }

    @Test
    void sumsOfProductsAreLongerSums() {
        RewriteTester.of(RuleSets.LAYOUT.plus(RuleSets.CANONICALIZE)).onModerateValues().within(1e-12).rewrites("""
                %0 = input "a" : f64[B, 2, 5]
                %1 = input "b" : f64[B, 7, 5]
                %2 = matmul{transposeB} %0, %1 : f64[B, 2, 7]
                %3 = reduce_sum{axes=[0]} %2 : f64[2, 7]
                output c = %3
                """, """
                %0 = input "a" : f64[B, 2, 5]
                %1 = input "b" : f64[B, 7, 5]
                %2 = transpose{permutation=[1, 0, 2]} %0 : f64[2, B, 5]
                %3 = reshape %2 : f64[2, 5*B]
                %4 = transpose{permutation=[1, 0, 2]} %1 : f64[7, B, 5]
                %5 = reshape %4 : f64[7, 5*B]
                %6 = matmul{transposeB} %3, %5 : f64[2, 7]
                output c = %6
                """);
    }

    @Test
    void someBatchAxesMayStay() {
        RewriteTester.of(RuleSets.LAYOUT.plus(RuleSets.CANONICALIZE)).onModerateValues().within(1e-12).rewrites("""
                %0 = input "a" : f64[B, 3, 5, 2]
                %1 = input "b" : f64[B, 3, 5, 7]
                %2 = matmul{transposeA} %0, %1 : f64[B, 3, 2, 7]
                %3 = reduce_sum{axes=[1]} %2 : f64[B, 2, 7]
                output c = %3
                """, """
                %0 = input "a" : f64[B, 3, 5, 2]
                %1 = input "b" : f64[B, 3, 5, 7]
                %2 = reshape %0 : f64[B, 15, 2]
                %3 = reshape %1 : f64[B, 15, 7]
                %4 = matmul{transposeA} %2, %3 : f64[B, 2, 7]
                output c = %4
                """);
    }

    @Test
    void sumsOfProductsWithOneMatrixStay() {
        tester.keeps("""
                %0 = input "a" : f64[2, 5]
                %1 = input "b" : f64[B, 5, 7]
                %2 = broadcast{axes=[0]} %0 : f64[B, 2, 5]
                %3 = matmul %2, %1 : f64[B, 2, 7]
                %4 = reduce_sum{axes=[0]} %3 : f64[2, 7]
                output c = %4
                """);
    }

    @Test
    void unitVectorsPickColumns() {
        tester.rewrites("""
                %0 = input "a" : f64[4, 3]
                %1 = iota{axis=0} : i32[3, 3]
                %2 = iota{axis=1} : i32[3, 3]
                %3 = eq %1, %2 : bool[3, 3]
                %4 = cast %3 : f64[3, 3]
                %5 = reshape %4 : f64[3, 3, 1]
                %6 = broadcast{axes=[0]} %0 : f64[3, 4, 3]
                %7 = matmul %6, %5 : f64[3, 4, 1]
                output c = %7
                """, """
                %0 = input "a" : f64[4, 3]
                %1 = transpose{permutation=[1, 0]} %0 : f64[3, 4]
                %2 = reshape %1 : f64[3, 4, 1]
                output c = %2
                """);
    }

    @Test
    void unitVectorsPickRows() {
        tester.rewrites("""
                %0 = input "a" : f64[3, 4]
                %1 = iota{axis=0} : i32[3, 3]
                %2 = iota{axis=1} : i32[3, 3]
                %3 = eq %1, %2 : bool[3, 3]
                %4 = cast %3 : f64[3, 3]
                %5 = reshape %4 : f64[3, 1, 3]
                %6 = broadcast{axes=[0]} %0 : f64[3, 3, 4]
                %7 = matmul %5, %6 : f64[3, 1, 4]
                output c = %7
                """, """
                %0 = input "a" : f64[3, 4]
                %1 = reshape %0 : f64[3, 1, 4]
                output c = %1
                """);
    }

    @Test
    void unitVectorsAsManyRowsOfOneElementStay() {
        tester.keeps("""
                %0 = input "a" : f64[2, 1]
                %1 = iota{axis=0} : i32[3, 3]
                %2 = iota{axis=1} : i32[3, 3]
                %3 = eq %1, %2 : bool[3, 3]
                %4 = cast %3 : f64[3, 3]
                %5 = reshape %4 : f64[3, 3, 1]
                %6 = broadcast{axes=[0]} %0 : f64[3, 2, 1]
                %7 = matmul{transposeB} %5, %6 : f64[3, 3, 2]
                output c = %7
                """);
    }
}
