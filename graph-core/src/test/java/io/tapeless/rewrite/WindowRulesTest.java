package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;

class WindowRulesTest {
    private final RewriteTester fold = RewriteTester.of(RuleSets.CONVOLVE).onModerateValues().within(1e-12);
    private final RewriteTester cropped = RewriteTester.of(RuleSets.LAYOUT).onModerateValues().within(1e-12);

    @Test
    void theAdjointOfAConvolutionIsAConvolution() {
        fold.rewrites("""
                %0 = input "w" : f64[4, 6]
                %1 = input "g" : f64[B, 4, 5]
                %2 = broadcast{axes=[0]} %0 : f64[B, 4, 6]
                %3 = matmul{transposeA} %2, %1 : f64[B, 6, 5]
                %4 = reshape %3 : f64[B, 2, 3, 5]
                %5 = transpose{permutation=[0, 1, 3, 2]} %4 : f64[B, 2, 5, 3]
                %6 = fold{axes=[2], sizes=[3], strides=[1], dilations=[2]} %5 : f64[B, 2, 9]
                output x = %6
                """, """
                %0 = input "w" : f64[4, 6]
                %1 = input "g" : f64[B, 4, 5]
                %2 = constant 0.0 : f64[]
                %3 = reshape %1 : f64[B, 4, 5]
                %4 = pad{low=[0, 0, 4], high=[0, 0, 4], interior=[0, 0, 0]} %3, %2 : f64[B, 4, 13]
                %5 = unfold{axes=[2], sizes=[3], strides=[1], dilations=[2]} %4 : f64[B, 4, 9, 3]
                %6 = transpose{permutation=[0, 1, 3, 2]} %5 : f64[B, 4, 3, 9]
                %7 = reshape %6 : f64[B, 12, 9]
                %8 = reshape %0 : f64[4, 2, 3]
                %9 = reverse{axes=[2]} %8 : f64[4, 2, 3]
                %10 = transpose{permutation=[1, 0, 2]} %9 : f64[2, 4, 3]
                %11 = reshape %10 : f64[2, 12]
                %12 = broadcast{axes=[0]} %11 : f64[B, 2, 12]
                %13 = matmul %12, %7 : f64[B, 2, 9]
                %14 = reshape %13 : f64[B, 2, 9]
                output x = %14
                """);
    }

    @Test
    void ofACroppedOneOnlyWhatIsLeftIsComputed() {
        cropped.rewrites("""
                %0 = input "a" : f64[B, 6, 4]
                %1 = input "b" : f64[B, 5, 4]
                %2 = matmul{transposeB} %0, %1 : f64[B, 6, 5]
                %3 = reshape %2 : f64[B, 2, 3, 5]
                %4 = transpose{permutation=[0, 1, 3, 2]} %3 : f64[B, 2, 5, 3]
                %5 = fold{axes=[2], sizes=[3], strides=[1], dilations=[1]} %4 : f64[B, 2, 7]
                %6 = slice{starts=[0, 0, 1], steps=[1, 1, 1]} %5 : f64[B, 2, 5]
                output x = %6
                """, """
                %0 = input "a" : f64[B, 6, 4]
                %1 = input "b" : f64[B, 5, 4]
                %2 = constant 0.0 : f64[]
                %3 = transpose{permutation=[0, 2, 1]} %1 : f64[B, 4, 5]
                %4 = reshape %3 : f64[B, 4, 5]
                %5 = pad{low=[0, 0, 1], high=[0, 0, 1], interior=[0, 0, 0]} %4, %2 : f64[B, 4, 7]
                %6 = unfold{axes=[2], sizes=[3], strides=[1], dilations=[1]} %5 : f64[B, 4, 5, 3]
                %7 = transpose{permutation=[0, 1, 3, 2]} %6 : f64[B, 4, 3, 5]
                %8 = reshape %7 : f64[B, 12, 5]
                %9 = reshape %0 : f64[B, 2, 3, 4]
                %10 = reverse{axes=[2]} %9 : f64[B, 2, 3, 4]
                %11 = transpose{permutation=[0, 1, 3, 2]} %10 : f64[B, 2, 4, 3]
                %12 = reshape %11 : f64[B, 2, 12]
                %13 = matmul %12, %8 : f64[B, 2, 5]
                %14 = reshape %13 : f64[B, 2, 5]
                output x = %14
                """);
    }

    @Test
    void stridesAndWideBordersStay() {
        fold.keeps("""
                %0 = input "a" : f64[B, 6, 4]
                %1 = input "b" : f64[B, 4, 5]
                %2 = matmul %0, %1 : f64[B, 6, 5]
                %3 = reshape %2 : f64[B, 2, 3, 5]
                %4 = transpose{permutation=[0, 1, 3, 2]} %3 : f64[B, 2, 5, 3]
                %5 = fold{axes=[2], sizes=[3], strides=[2], dilations=[1]} %4 : f64[B, 2, 11]
                output x = %5
                """);
        fold.keeps("""
                %0 = input "a" : f64[B, 10, 4]
                %1 = input "b" : f64[B, 4, 1]
                %2 = matmul %0, %1 : f64[B, 10, 1]
                %3 = reshape %2 : f64[B, 2, 5, 1]
                %4 = transpose{permutation=[0, 1, 3, 2]} %3 : f64[B, 2, 1, 5]
                %5 = fold{axes=[2], sizes=[5], strides=[1], dilations=[1]} %4 : f64[B, 2, 5]
                output x = %5
                """);
    }
}
