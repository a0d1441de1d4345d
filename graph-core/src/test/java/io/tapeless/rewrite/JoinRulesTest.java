package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinRulesTest {
    /** A sum of −0 and padding is 0, a joined −0 stays. */
    private final RewriteTester tester = RewriteTester.of(RuleSets.CANONICALIZE).within(Double.MIN_VALUE);

    @Test
    void termsThatTileASumAreJoined() {
        tester.rewrites("""
                %0 = input "x" : f64[B, 1]
                %1 = input "y" : f64[B, 3]
                %2 = input "z" : f64[B, 2]
                %3 = constant 0.0 : f64[]
                %4 = pad{low=[0, 1], high=[0, 2], interior=[0, 0]} %1, %3 : f64[B, 6]
                %5 = pad{low=[0, 0], high=[0, 5], interior=[0, 0]} %0, %3 : f64[B, 6]
                %6 = pad{low=[0, 4], high=[0, 0], interior=[0, 0]} %2, %3 : f64[B, 6]
                %7 = add %4, %5 : f64[B, 6]
                %8 = add %7, %6 : f64[B, 6]
                output s = %8
                """, """
                %0 = input "x" : f64[B, 1]
                %1 = input "y" : f64[B, 3]
                %2 = input "z" : f64[B, 2]
                %3 = concat{axis=1} %0, %1, %2 : f64[B, 6]
                output s = %3
                """);
    }

    @Test
    void termsMayTileSeveralAxesAndSymbolicExtents() {
        tester.rewrites("""
                %0 = input "x" : f64[B, 1]
                %1 = input "y" : f64[B, 2]
                %2 = input "z" : f64[2, 3]
                %3 = constant 0.0 : f64[]
                %4 = pad{low=[0, 0], high=[2, 2], interior=[0, 0]} %0, %3 : f64[B + 2, 3]
                %5 = pad{low=[0, 1], high=[2, 0], interior=[0, 0]} %1, %3 : f64[B + 2, 3]
                %6 = pad{low=[B, 0], high=[0, 0], interior=[0, 0]} %2, %3 : f64[B + 2, 3]
                %7 = add %4, %5 : f64[B + 2, 3]
                %8 = add %7, %6 : f64[B + 2, 3]
                output s = %8
                """, """
                %0 = input "x" : f64[B, 1]
                %1 = input "y" : f64[B, 2]
                %2 = input "z" : f64[2, 3]
                %3 = concat{axis=1} %0, %1 : f64[B, 3]
                %4 = concat{axis=0} %3, %2 : f64[B + 2, 3]
                output s = %4
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0.0 | low=[0, 0], high=[0, 1], interior=[0, 0] | low=[0, 0], high=[0, 1], interior=[0, 0] | B, 3",
        "0.0 | low=[0, 0], high=[0, 3], interior=[0, 0] | low=[0, 3], high=[0, 0], interior=[0, 0] | B, 5",
        "1.0 | low=[0, 0], high=[0, 2], interior=[0, 0] | low=[0, 2], high=[0, 0], interior=[0, 0] | B, 4",
        "0.0 | low=[0, 0], high=[0, 1], interior=[0, 1] | low=[0, 1], high=[0, 0], interior=[0, 1] | B, 4"})
    void termsThatOverlapOrLeaveGapsAreAdded(String value, String first, String second, String shape) {
        tester.keeps("""
                %0 = input "x" : f64[B, 2]
                %1 = input "y" : f64[B, 2]
                %2 = constant VALUE : f64[]
                %3 = pad{FIRST} %0, %2 : f64[SHAPE]
                %4 = pad{SECOND} %1, %2 : f64[SHAPE]
                %5 = add %3, %4 : f64[SHAPE]
                output s = %5
                """.replace("VALUE", value).replace("FIRST", first).replace("SECOND", second).replace("SHAPE", shape));
    }

    private static String columns(String base, String indices, String concat) {
        return """
                %0 = input "i" : i32[4]
                %1 = input "j" : i32[4]
                %2 = input "u" : f64[4]
                %3 = input "v" : f64[4]
                %4 = constant BASE : f64[]
                %5 = broadcast{axes=[0]} %4 : f64[3]
                %6 = scatter_add{axis=0} %5, %0, %2 : f64[3]
                %7 = reshape %6 : f64[3, 1]
                %8 = scatter_add{axis=0} %5, INDICES, %3 : f64[3]
                %9 = reshape %8 : f64[3, 1]
                %10 = CONCAT
                output y = %10
                output j = %1
                """.replace("BASE", base).replace("INDICES", indices).replace("CONCAT", concat);
    }

    @Test
    void columnsScatteredAlikeAreScatteredAsRows() {
        tester.rewrites(columns("0.0", "%0", "concat{axis=1} %7, %9 : f64[3, 2]"), """
                %0 = input "i" : i32[4]
                %1 = input "j" : i32[4]
                %2 = input "u" : f64[4]
                %3 = input "v" : f64[4]
                %4 = constant 0.0 : f64[]
                %5 = reshape %2 : f64[4, 1]
                %6 = reshape %3 : f64[4, 1]
                %7 = broadcast{axes=[0, 1]} %4 : f64[3, 2]
                %8 = concat{axis=1} %5, %6 : f64[4, 2]
                %9 = scatter_add{axis=0} %7, %0, %8 : f64[3, 2]
                output y = %9
                output j = %1
                """);
        tester.keeps(columns("0.0", "%1", "concat{axis=1} %7, %9 : f64[3, 2]"));
        tester.keeps(columns("0.0", "%0", "concat{axis=0} %7, %9 : f64[6, 1]"));
        tester.keeps(columns("1.0", "%0", "concat{axis=1} %7, %9 : f64[3, 2]"));
    }

    @Test
    void theAxisOfTheUpdatesIsBesideThoseOfTheIndices() {
        tester.rewrites("""
                %0 = input "i" : i32[2, 2]
                %1 = input "u" : f64[2, 2, 4]
                %2 = input "v" : f64[2, 2, 5]
                %3 = constant 0.0 : f64[]
                %4 = broadcast{axes=[0, 1]} %3 : f64[3, 4]
                %5 = broadcast{axes=[0, 1]} %3 : f64[3, 5]
                %6 = scatter_add{axis=0} %4, %0, %1 : f64[3, 4]
                %7 = scatter_add{axis=0} %5, %0, %2 : f64[3, 5]
                %8 = concat{axis=1} %6, %7 : f64[3, 9]
                output y = %8
                """, """
                %0 = input "i" : i32[2, 2]
                %1 = input "u" : f64[2, 2, 4]
                %2 = input "v" : f64[2, 2, 5]
                %3 = constant 0.0 : f64[]
                %4 = broadcast{axes=[0, 1]} %3 : f64[3, 9]
                %5 = concat{axis=2} %1, %2 : f64[2, 2, 9]
                %6 = scatter_add{axis=0} %4, %0, %5 : f64[3, 9]
                output y = %6
                """);
    }
}
