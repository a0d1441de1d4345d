package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory of a compiled function: its symbolic dimensions, the sizes its kernels are called with and
 * its slots. Offsets are planned when the dimensions are bound.
 *
 * @param symbols names of the symbolic dimensions; polynomials refer to them by number
 * @param sizes what {@code Program.Call.sizes} refers to by number
 * @param slots what {@code Program.Call.slots} refers to by number
 */
public record Layout(List<String> symbols, List<Polynomial> sizes, List<Slot> slots) {
    /**
     * A region of memory.
     *
     * @param size in elements
     * @param first the first call that touches it
     * @param last the last one; slots whose [first, last] don't meet may share memory
     * @param variable the number of the variable it is, −1 for working memory, −2 for a window
     * @param contents what it holds from the start, if it is a constant
     */
    public record Slot(Element element, Polynomial size, int first, int last, int variable, Contents contents) {
        private static final int WINDOW = -2;

        /** No memory of its own: a loop says before each turn which elements of another slot it is. */
        public static Slot window(Element element, Polynomial size) {
            return new Slot(element, size, 0, 0, WINDOW, Contents.NONE);
        }

        /** Working memory, of unknown content before call {@code first} and after call {@code last}. */
        public static Slot work(Element element, Polynomial size, int first, int last) {
            return new Slot(element, size, first, last, -1, Contents.NONE);
        }

        /** Memory of its own that keeps its content between runs: inputs and outputs. */
        public static Slot pinned(Element element, Polynomial size) {
            return work(element, size, 0, Integer.MAX_VALUE);
        }

        /** Memory of its own, filled when the workspace is made. */
        public static Slot constant(Element element, Polynomial size, Contents contents) {
            return new Slot(element, size, 0, Integer.MAX_VALUE, -1, contents);
        }

        /** The variable of that number in the {@link Variables} a workspace is bound to. */
        public static Slot variable(Element element, int size, int number) {
            return new Slot(element, Polynomial.of(size), 0, Integer.MAX_VALUE, number, Contents.NONE);
        }

        public boolean isVariable() {
            return variable >= 0;
        }

        public boolean isWindow() {
            return variable == WINDOW;
        }

        /** True if it has a place in the array of its element type. */
        boolean isPlaced() {
            return !isVariable() && !isWindow();
        }
    }

    public Layout {
        symbols = List.copyOf(symbols);
        sizes = List.copyOf(sizes);
        slots = List.copyOf(slots);
    }

    /** Text that {@link #parse} reads back; generated classes hold it. */
    public String encode() {
        StringBuilder text = new StringBuilder(String.join(" ", symbols)).append('\n');
        text.append(sizes.size()).append('\n');
        sizes.forEach(size -> text.append(size).append('\n'));
        for (Slot slot : slots) {
            text.append(slot.element).append(' ').append(slot.size).append(' ').append(slot.first).append(' ')
                    .append(slot.last).append(' ').append(slot.variable).append(' ')
                    .append(slot.contents).append('\n');
        }
        return text.toString();
    }

    /** Inverse of {@link #encode}. */
    public static Layout parse(String text) {
        String[] lines = text.split("\n");
        List<String> symbols = lines[0].isEmpty() ? List.of() : List.of(lines[0].split(" "));
        int slotLine = 2 + Integer.parseInt(lines[1]);
        List<Polynomial> sizes = new ArrayList<>();
        for (int i = 2; i < slotLine; i++) {
            sizes.add(Polynomial.parse(lines[i]));
        }
        List<Slot> slots = new ArrayList<>();
        for (int i = slotLine; i < lines.length; i++) {
            String[] f = lines[i].split(" ");
            slots.add(new Slot(Element.valueOf(f[0]), Polynomial.parse(f[1]), Integer.parseInt(f[2]),
                    Integer.parseInt(f[3]), Integer.parseInt(f[4]), Contents.parse(f[5])));
        }
        return new Layout(symbols, sizes, slots);
    }
}
