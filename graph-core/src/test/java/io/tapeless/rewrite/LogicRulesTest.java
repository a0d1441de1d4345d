package io.tapeless.rewrite;

import io.tapeless.testkit.RewriteTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogicRulesTest {
    private static final String INPUTS = """
            %0 = input "p" : bool[B]
            %1 = input "q" : bool[B]
            %2 = input "x" : f64[B]
            %3 = input "y" : f64[B]
            """;

    private final RewriteTester tester = RewriteTester.of(RuleSets.CANONICALIZE);

    private static String of(String lines) {
        StringBuilder text = new StringBuilder(INPUTS);
        String[] nodes = lines.isBlank() ? new String[0] : lines.split(" ; ");
        for (int i = 0; i < nodes.length; i++) {
            text.append('%').append(i + 4).append(" = ").append(nodes[i]).append('\n');
        }
        return text + "output p = %0\noutput q = %1\noutput x = %2\noutput y = %3\n";
    }

    private static String of(String lines, String result) {
        return of(lines) + "output z = " + result + "\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "select %0, %2, %2 : f64[B] | %4 | | %2",
        "not %0 : bool[B] ; select %4, %2, %3 : f64[B] | %5 | select %0, %3, %2 : f64[B] | %4",
        "select %0, %2, %3 : f64[B] ; select %0, %4, %2 : f64[B] | %5 | | %2",
        "select %1, %2, %3 : f64[B] ; select %1, %3, %4 : f64[B] | %5 | | %3",
        "not %0 : bool[B] ; not %4 : bool[B] | %5 | | %0",
        "eq %2, %3 : bool[B] ; not %4 : bool[B] | %5 | ne %2, %3 : bool[B] | %4",
        "and %0, %0 : bool[B] | %4 | | %0",
        "or %1, %1 : bool[B] | %4 | | %1",
        "constant true : bool[] ; broadcast{axes=[0]} %4 : bool[B] ; and %5, %0 : bool[B] | %6 | | %0",
        "constant false : bool[] ; broadcast{axes=[0]} %4 : bool[B] ; or %0, %5 : bool[B] | %6 | | %0",
        "constant false : bool[] ; broadcast{axes=[0]} %4 : bool[B] ; select %5, %2, %3 : f64[B] | %6 | | %3",
        "cast %2 : f64[B] | %4 | | %2",
        "cast %0 : f32[B] ; cast %4 : f64[B] | %5 | cast %0 : f64[B] | %4"})
    void simplifies(String before, String result, String after, String expected) {
        tester.rewrites(of(before, result), of(after == null ? "" : after, expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // false for NaN, as its opposite is
        "lt %2, %3 : bool[B] ; not %4 : bool[B] | %5",
        "select %0, %2, %3 : f64[B] ; select %1, %4, %2 : f64[B] | %5",
        "cast %2 : f32[B] ; cast %4 : f64[B] | %5",
        "cast %2 : i32[B] ; cast %4 : f64[B] | %5",
        "eq %2, %2 : bool[B] | %4"})
    void keeps(String lines, String result) {
        tester.keeps(of(lines, result));
    }

    @Test
    void choiceOfALastBranchIsOfTheSameCondition() {
        tester.keeps(of("select %0, %2, %3 : f64[B] ; not %0 : bool[B] ; and %5, %1 : bool[B]"
                + " ; select %6, %4, %2 : f64[B]", "%7"));
    }
}
