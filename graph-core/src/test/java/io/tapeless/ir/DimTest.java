package io.tapeless.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What is known of a dimension before its symbols have values. */
class DimTest {
    private final Dim b = Dim.symbol("B", 3, 10);
    private final Dim t = Dim.symbol("T", 0, 5);

    @Test
    void boundsOfSymbolsBoundTheDimension() {
        assertEquals(0, Dim.ZERO.atLeast());
        assertEquals(-7, Dim.of(-7).atLeast());
        assertEquals(3, b.atLeast());
        assertEquals(2 * 9 - 5 + 1, b.times(b).times(2).minus(t).plus(1).atLeast());
        assertEquals(-50, Dim.ZERO.minus(b.times(t)).atLeast());
    }

    @Test
    void aBoundBelowAllNumbersIsTheSmallestOne() {
        Dim large = Dim.symbol("N", 1, Integer.MAX_VALUE);
        assertEquals(Long.MIN_VALUE, Dim.ZERO.minus(large.times(large).times(large)).atLeast());
    }
}
