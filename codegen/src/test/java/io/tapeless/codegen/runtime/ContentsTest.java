package io.tapeless.codegen.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final Layout LAYOUT = new Layout(List.of("B"), List.of(), List.of(
            Layout.Slot.pinned(Element.F32, Polynomial.symbol(0)),
            Layout.Slot.constant(Element.F32, Polynomial.of(3),
                    Contents.of(new float[] {-0f, Float.NaN, Float.MIN_VALUE})),
            Layout.Slot.constant(Element.F64, Polynomial.of(2),
                    Contents.of(new double[] {Math.PI, Double.NEGATIVE_INFINITY})),
            Layout.Slot.constant(Element.I32, Polynomial.of(2), Contents.of(new int[] {-1, Integer.MIN_VALUE})),
            Layout.Slot.constant(Element.I64, Polynomial.of(1), Contents.of(new long[] {Long.MIN_VALUE}))));

    @Test
    void textReadsBack() {
        Layout read = Layout.parse(LAYOUT.encode());
        for (int i = 0; i < LAYOUT.slots().size(); i++) {
            assertEquals(LAYOUT.slots().get(i).contents(), read.slots().get(i).contents());
        }
    }

    @Test
    void constantsAreInEveryWorkspace() {
        CallTable calls = new CallTable(List.of(0, 0, 0, 0), List.of());
        Workspace workspace = new Workspace(Layout.parse(LAYOUT.encode()), calls, new Variables(List.of()),
                WorkerPool.of(1), 7);
        int floats = workspace.offset(1);
        assertArrayEquals(new float[] {-0f, Float.NaN, Float.MIN_VALUE},
                Arrays.copyOfRange(workspace.f32(1), floats, floats + 3));
        assertEquals(Math.PI, workspace.f64(2)[workspace.offset(2)]);
        assertEquals(Double.NEGATIVE_INFINITY, workspace.f64(2)[workspace.offset(2) + 1]);
        assertEquals(-1, workspace.i32(3)[workspace.offset(3)]);
        assertEquals(Integer.MIN_VALUE, workspace.i32(3)[workspace.offset(3) + 1]);
        assertEquals(Long.MIN_VALUE, workspace.i64(4)[workspace.offset(4)]);
    }
}
