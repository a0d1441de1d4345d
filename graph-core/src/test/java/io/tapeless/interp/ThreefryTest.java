package io.tapeless.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreefryTest {
    /** Known answers of Random123: counter words, key words, result. */
    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, 00000000, 00000000, 6b20015999ba4efe",
        "ffffffff, ffffffff, ffffffff, ffffffff, 1cb996fcbb002be7",
        "243f6a88, 85a308d3, 13198a2e, 03707344, c4923a9c483df7a0",
    })
    void knownAnswers(String c0, String c1, String k0, String k1, String expected) {
        long block = Threefry.block(word(k0), word(k1), word(c0), word(c1));
        assertEquals(expected, String.format("%016x", block));
    }

    private static int word(String hex) {
        return Integer.parseUnsignedInt(hex, 16);
    }

    @Test
    void numbersAreMadeOfTheBlockAsDefined() {
        assertEquals(0x6b2001 * 0x1p-24, Threefry.uniform24(0, 0, 0));
        assertEquals((0x6b20015999ba4efeL >>> 11) * 0x1p-53, Threefry.uniform53(0, 0, 0));
        assertEquals(0x1cb996 * 0x1p-24, Threefry.uniform24(-1, 0, -1));
        assertEquals(0x1cb996 * 0x1p-24, Threefry.uniform24(0, -1, -1));
        assertEquals(0xc4923a * 0x1p-24, Threefry.uniform24(0x0370734413198a2eL, 0, 0x85a308d3243f6a88L));
    }

    @Test
    void numbersAreUniform() {
        double sum = 0;
        double squares = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double u = Threefry.uniform53(42, 7, i);
            assertTrue(u >= 0 && u < 1);
            sum += u;
            squares += u * u;
        }
        assertEquals(1 / 2.0, sum / n, 0.01);
        assertEquals(1 / 3.0, squares / n, 0.01);
    }
}
