package io.tapeless.codegen.data.format;

import static io.tapeless.codegen.data.DataFiles.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.data.NdArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayLiteralTest {
    private static NdArray parse(String text) {
        return ArrayLiteral.parse("--in x", text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3 | i64[]", "-2.5 | f64[]", "true | bool[]", "[] | i64[0]", "[[], []] | i64[2, 0]", "[[]] | i64[1, 0]",
        "[1, 2, 3] | i64[3]", "[1, 2.5] | f64[2]", "[[1,2],[3,4]] | i64[2, 2]", "[[[1]],[[2]]] | i64[2, 1, 1]",
        "[[true], [false]] | bool[2, 1]", "[1e3] | f64[1]", "[99999999999999999999] | f64[1]", "[NaN] | f64[1]"
    })
    void findsTypeAndShape(String text, String expected) {
        assertEquals(expected, parse(text).toString());
    }

    @Test
    void readsValuesInRowMajorOrder() {
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, parse("[[1,2,3],[4,5,6]]").asDoubles());
        assertArrayEquals(new double[] {1, -2.5}, parse("[1,-2.5]").asDoubles());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[[1,2],[3]] | at character 10 found an array of 1; expected one of 2 like the first",
        "[[1],[2,3]] | found an array of 2; expected one of 1",
        "[1,[2]] | found an array; expected a number",
        "[[1],2] | found a number; expected an array",
        "[[],[1]] | found an array of 1; expected one of 0",
        "[[1],[[2]]] | found an array; expected a number",
        "[[],[[]]] | found an array; expected a number",
        "[1,true] | numbers and booleans",
        "[1,'a'] | no array literal",
        "[1,\"a\"] | found 'a'; expected numbers",
        "{\"a\":1} | found '{'; expected numbers",
        "[null] | found 'null'",
        "[1,2 | no array literal",
        "[1,,2] | no array literal",
        "[1] [2] | found more after the array",
        "x.npyy | no array literal"
    })
    void refusesWhatIsNoArray(String text, String expected) {
        assertFails(() -> parse(text), "--in x: ", expected);
    }

    @Test
    void refusesNothingAndTooDeepNesting() {
        assertFails(() -> parse(""), "found nothing");
        assertFails(() -> parse("[".repeat(100_000)), "no array literal");
    }

    @Test
    void printsWhatItParses() {
        for (String text : new String[] {"3", "[]", "[[1, 2], [3, 4]]", "[[true], [false]]", "[0.1, NaN, -Infinity]"}) {
            assertEquals(text, ArrayLiteral.print(parse(text)));
        }
        assertEquals("[0.1]", ArrayLiteral.print(NdArray.of(new float[] {0.1f}, 1)));
    }
}
