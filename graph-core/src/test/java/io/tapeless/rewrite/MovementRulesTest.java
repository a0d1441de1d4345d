package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovementRulesTest {
    private final RewriteTester tester = RewriteTester.of(RuleSets.CANONICALIZE);

    private static String of(String type, String... lines) {
        StringBuilder text = new StringBuilder("%0 = input \"x\" : " + type + "\n");
        for (int i = 0; i < lines.length; i++) {
            text.append('%').append(i + 1).append(" = ").append(lines[i]).append('\n');
        }
        return text + "output y = %" + lines.length + "\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "reshape %0 : f64[B, 2, 3]",
        "transpose{permutation=[0, 1, 2]} %0 : f64[B, 2, 3]",
        "broadcast{axes=[]} %0 : f64[B, 2, 3]",
        "slice{starts=[0, 0, 0], steps=[1, 1, 1]} %0 : f64[B, 2, 3]",
        "concat{axis=1} %0 : f64[B, 2, 3]",
        "reverse{axes=[]} %0 : f64[B, 2, 3]",
        "reshape %0 : f64[2, B, 3] ; reshape %1 : f64[B, 2, 3]",
        "transpose{permutation=[1, 2, 0]} %0 : f64[2, 3, B] ; transpose{permutation=[2, 0, 1]} %1 : f64[B, 2, 3]",
        "reverse{axes=[0, 2]} %0 : f64[B, 2, 3] ; reverse{axes=[0, 2]} %1 : f64[B, 2, 3]"})
    void whatMovesNothingVanishes(String lines) {
        tester.rewrites(of("f64[B, 2, 3]", lines.split(" ; ")), of("f64[B, 2, 3]"));
    }

    @Test
    void paddingByNothingVanishes() {
        tester.rewrites("""
                %0 = input "x" : f64[B, 2]
                %1 = constant 0.0 : f64[]
                %2 = pad{low=[0, 0], high=[0, 0], interior=[0, 0]} %0, %1 : f64[B, 2]
                output y = %2
                """, of("f64[B, 2]"));
        tester.keeps("""
                %0 = input "x" : f64[B, 2]
                %1 = constant 0.0 : f64[]
                %2 = pad{low=[1, 0], high=[0, 0], interior=[0, 0]} %0, %1 : f64[B + 1, 2]
                output y = %2
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "reshape %0 : f64[6, B] ; reshape %1 : f64[3, 2, B]"
            + "| reshape %0 : f64[3, 2, B]",
        "transpose{permutation=[1, 0, 2]} %0 : f64[2, B, 3] ; transpose{permutation=[0, 2, 1]} %1 : f64[2, 3, B]"
            + "| transpose{permutation=[1, 2, 0]} %0 : f64[2, 3, B]",
        "broadcast{axes=[1]} %0 : f64[B, 4, 2, 3] ; broadcast{axes=[0, 2]} %1 : f64[5, B, 7, 4, 2, 3]"
            + "| broadcast{axes=[0, 2, 3]} %0 : f64[5, B, 7, 4, 2, 3]",
        "slice{starts=[1, 0, 0], steps=[1, 1, 2]} %0 : f64[B - 1, 2, 2] ;"
            + " slice{starts=[0, 1, 1], steps=[1, 1, 1]} %1 : f64[B - 1, 1, 1]"
            + "| slice{starts=[1, 1, 2], steps=[1, 1, 2]} %0 : f64[B - 1, 1, 1]"})
    void neighboursMerge(String before, String after) {
        tester.rewrites(of("f64[B, 2, 3]", before.split(" ; ")), of("f64[B, 2, 3]", after.split(" ; ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "broadcast{axes=[1]} %0 : f64[B, 4, 2, 3] ; transpose{permutation=[1, 3, 0, 2]} %1 : f64[4, 3, B, 2]"
            + "| transpose{permutation=[2, 0, 1]} %0 : f64[3, B, 2] ; broadcast{axes=[0]} %1 : f64[4, 3, B, 2]",
        "broadcast{axes=[0]} %0 : f64[4, B, 2, 3] ; transpose{permutation=[1, 0, 2, 3]} %1 : f64[B, 4, 2, 3]"
            + "| broadcast{axes=[1]} %0 : f64[B, 4, 2, 3]",
        "broadcast{axes=[1]} %0 : f64[B, 4, 2, 3] ; reshape %1 : f64[B, 4, 1, 2, 3]"
            + "| broadcast{axes=[1, 2]} %0 : f64[B, 4, 1, 2, 3]",
        "broadcast{axes=[1, 2]} %0 : f64[B, 1, 4, 2, 3] ; reshape %1 : f64[B, 4, 2, 3]"
            + "| broadcast{axes=[1]} %0 : f64[B, 4, 2, 3]",
        "broadcast{axes=[0, 3]} %0 : f64[1, B, 2, 1, 3]"
            + "| reshape %0 : f64[1, B, 2, 1, 3]"})
    void repetitionComesLast(String before, String after) {
        tester.rewrites(of("f64[B, 2, 3]", before.split(" ; ")), of("f64[B, 2, 3]", after.split(" ; ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "broadcast{axes=[1]} %0 : f64[B, 4, 2, 3] ; reshape %1 : f64[4*B, 2, 3]",
        "broadcast{axes=[1]} %0 : f64[B, 4, 2, 3] ; reshape %1 : f64[B, 4, 6]",
        "reverse{axes=[0]} %0 : f64[B, 2, 3] ; reverse{axes=[1]} %1 : f64[B, 2, 3]",
        "slice{starts=[0, 0, 0], steps=[1, 1, 1]} %0 : f64[B, 2, 2]",
        "transpose{permutation=[1, 0, 2]} %0 : f64[2, B, 3] ; reshape %1 : f64[B, 2, 3]"})
    void otherMovementsStay(String lines) {
        tester.keeps(of("f64[B, 2, 3]", lines.split(" ; ")));
    }

    private static String sliceOfConcat(String slice) {
        return """
                %0 = input "x" : f64[B, 2]
                %1 = input "y" : f64[B, 3]
                %2 = concat{axis=1} %0, %1, %0 : f64[B, 7]
                %3 = SLICE
                output z = %3
                output y = %1
                """.replace("SLICE", slice);
    }

    @Test
    void aPartOfAConcatenationIsTheOperand() {
        tester.rewrites(sliceOfConcat("slice{starts=[0, 2], steps=[1, 1]} %2 : f64[B, 3]"), """
                %0 = input "y" : f64[B, 3]
                output z = %0
                output y = %0
                """);
        tester.keeps(sliceOfConcat("slice{starts=[0, 1], steps=[1, 1]} %2 : f64[B, 3]"));
        tester.keeps(sliceOfConcat("slice{starts=[0, 2], steps=[1, 2]} %2 : f64[B, 3]"));
        tester.keeps(sliceOfConcat("slice{starts=[0, 2], steps=[1, 1]} %2 : f64[B, 4]"));
    }
}
