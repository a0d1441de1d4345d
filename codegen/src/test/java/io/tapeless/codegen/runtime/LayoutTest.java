package io.tapeless.codegen.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final Polynomial BATCH = Polynomial.symbol(0);
    private static final Polynomial SEQ = Polynomial.symbol(1);
    private static final Layout LAYOUT = new Layout(List.of("batch", "seq"),
            List.of(BATCH, BATCH.times(SEQ).times(SEQ).plus(Polynomial.of(3)), Polynomial.of(-7)),
            List.of(Layout.Slot.pinned(Element.F32, BATCH.times(Polynomial.of(784))),
                    Layout.Slot.work(Element.I32, SEQ, 1, 4),
                    Layout.Slot.variable(Element.F32, 40, 1)));

    @Test
    void textReadsBack() {
        Layout read = Layout.parse(LAYOUT.encode());
        assertEquals(LAYOUT.encode(), read.encode());
        assertEquals(LAYOUT.symbols(), read.symbols());
        assertEquals(2 * 5 * 5 + 3, read.sizes().get(1).evaluate(2, 5));
        assertEquals(-7, read.sizes().get(2).evaluate(2, 5));
    }

    @Test
    void callTableReadsBack() {
        CallTable table = new CallTable(List.of(16, 0, 32, 0), new CallTable.Tiles(2, List.of(1, 2, 3, 4)),
                List.of(new CallTable.Entry(7, 16, BATCH, BATCH.times(SEQ), "relu of  dense\n1")), Flow.calls(0, 1));
        CallTable read = CallTable.parse(table.encode());
        assertEquals(table.scratch(), read.scratch());
        assertEquals(table.tiles(), read.tiles());
        assertEquals(7, read.calls().get(0).kernel());
        assertEquals("relu of dense 1", read.calls().get(0).label());
        assertEquals(6, read.calls().get(0).work().evaluate(2, 3));
    }

    @Test
    void workspacesShareVariables() {
        Variables variables = new Variables(List.of(new Variables.Variable(Element.F32, 10),
                new Variables.Variable(Element.F32, 40)));
        Workspace first = new Workspace(LAYOUT, new CallTable(List.of(0, 0, 0, 0), List.of()), variables,
                WorkerPool.of(1), 2, 3);
        Workspace second = new Workspace(LAYOUT, new CallTable(List.of(0, 0, 0, 0), List.of()), variables,
                WorkerPool.of(1), 20, 3);
        assertSame(first.f32(2), second.f32(2));
        assertEquals(Slab.origin(Element.F32) + 16, first.offset(2));
        assertEquals(1568, first.length(0));
        assertEquals(15680, second.length(0));
        assertTrue(first.f32(0).length >= 1568 + Slab.SLACK);
        assertEquals(2 * 9 + 3, first.size(1));
    }

    @Test
    void slotsOfLargeArraysStartAtCacheLines() {
        Variables variables = new Variables(List.of(new Variables.Variable(Element.F32, 10),
                new Variables.Variable(Element.F32, 40), new Variables.Variable(Element.F64, 9),
                new Variables.Variable(Element.F64, 100_000)));
        int header = 16;
        assertEquals(0, (header + 4 * variables.offset(1)) % 64);
        assertEquals(0, (header + 8 * variables.offset(3)) % 64);
        assertEquals(1 << 21, 8 * ((double[]) variables.array(3)).length);
    }

    @Test
    void wrongDimensionsAndVariablesAreNamed() {
        CallTable none = new CallTable(List.of(0, 0, 0, 0), List.of());
        Variables wrong = new Variables(List.of(new Variables.Variable(Element.F32, 10),
                new Variables.Variable(Element.F32, 41)));
        assertEquals("expected 2 dimensions [batch, seq], found 1", assertThrows(IllegalArgumentException.class,
                () -> new Workspace(LAYOUT, none, wrong, WorkerPool.of(1), 2)).getMessage());
        assertEquals("variable 1 is F32[41], expected F32[40]", assertThrows(IllegalArgumentException.class,
                () -> new Workspace(LAYOUT, none, wrong, WorkerPool.of(1), 2, 3)).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class,
                () -> new Workspace(LAYOUT, none, wrong, WorkerPool.of(1), 2_000_000_000, 3)).getMessage()
                .contains("more than a Java array holds"));
    }
}
