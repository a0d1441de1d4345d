package io.tapeless.optim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({"w1, w1, true", "w1, w10, false", "*, anything.at.all, true", "*.b, out.b, true", "*.b, out.bias, false",
        "blocks.*.w, blocks.3.attention.w, true", "blocks.*.w, blocks.w, false", "a*a, a, false", "a*a, aa, true",
        "*b*c*, abcd, true", "*c*b*, abcd, false", "*ab*b, ab, false", "w.1, wx1, false"})
    void starsStandForAnyCharacters(String pattern, String name, boolean matches) {
        assertEquals(matches, new NamePattern(pattern).matches(name));
    }

    /** A pattern takes no more time than its length times the name's. */
    @Test
    void manyStarsTakeNoTime() {
        assertEquals(false, new NamePattern("*a".repeat(200) + "*b").matches("a".repeat(5000)));
    }

    @Test
    void listsAreSeparatedByCommas() {
        assertEquals(List.of(new NamePattern("a.*"), new NamePattern("b")), NamePattern.list(" a.* , b,"));
    }
}
