package io.tapeless.codegen.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memory of one function for one binding of its symbolic dimensions. Made once and used for any
 * number of runs, by one thread at a time; nothing is allocated after it is made.
 */
public final class Workspace {
    /** A call is given so many threads that each has at least this much work, about 10 µs. */
    private static final long WORK_PER_PART = 16 * 40_000;

    final WorkerPool pool;
    final Scratch[] scratch;
    final int[] extents;
    final int[] chunks;
    final int[] parts;

    private final int[] dims;
    /** Whether scratch memory is worth what makes it start at cache lines. */
    private boolean isLarge;
    /** The calls that scratch memory is for. */
    private CallTable table;
    private final float[][] f32;
    private final double[][] f64;
    private final int[][] i32;
    private final long[][] i64;
    private final int[] offsets;
    private final int[] lengths;
    private final int[] sizes;

    Workspace(Layout layout, CallTable calls, Variables variables, WorkerPool pool, int... dims) {
        this(layout, calls, pool, dims);
        boolean large = false;
        for (Element element : Element.values()) {
            large |= Slab.isLarge(place(layout.slots(), element), element);
        }
        share(layout.slots(), variables);
        isLarge = large;
        fit(calls);
    }

    private Workspace(Layout layout, CallTable calls, WorkerPool pool, int[] dims) {
        if (dims.length != layout.symbols().size()) {
            throw new IllegalArgumentException("expected " + layout.symbols().size() + " dimensions "
                    + layout.symbols() + ", found " + dims.length);
        }
        this.pool = pool;
        this.dims = dims.clone();
        lengths = layout.slots().stream().mapToInt(slot -> extent(slot.size(), dims, "a slot")).toArray();
        int count = lengths.length;
        f32 = new float[count][];
        f64 = new double[count][];
        i32 = new int[count][];
        i64 = new long[count][];
        offsets = new int[count];
        sizes = layout.sizes().stream().mapToInt(size -> number(size, dims, Integer.MAX_VALUE, "a size")).toArray();

        int entries = calls.calls().size();
        extents = new int[entries];
        chunks = new int[entries];
        parts = new int[entries];
        scratch = new Scratch[pool.threads()];
    }

    /**
     * Memory in which all slots of an element type are one and the same, zero at first: calls run in it as they do
     * elsewhere, and what they compute means nothing.
     */
    static Workspace ofOneSlot(Layout layout, CallTable calls, int... dims) {
        Workspace memory = new Workspace(layout, calls, WorkerPool.of(1), dims);
        List<Layout.Slot> slots = layout.slots();
        for (Element element : Element.values()) {
            int[] numbers = IntStream.range(0, slots.size()).filter(i -> slots.get(i).element() == element).toArray();
            Object array = Slab.allocate(element, Arrays.stream(numbers).map(i -> memory.lengths[i]).max().orElse(0),
                    "the memory to prime in");
            for (int number : numbers) {
                memory.offsets[number] = Slab.origin(element);
                memory.hold(number, element, array);
            }
        }
        memory.fit(calls);
        return memory;
    }

    /** Makes scratch memory for the calls of a form of the program, and splits them. */
    void fit(CallTable calls) {
        table = calls;
        for (int i = 0; i < parts.length; i++) {
            split(i, calls.calls().get(i));
        }
        for (int i = 0; i < scratch.length; i++) {
            scratch[i] = Scratch.of(calls.scratch(), isLarge);
        }
    }

    /** True if it has scratch memory for these calls. */
    boolean fits(CallTable calls) {
        return table == calls;
    }

    /** The values of the symbolic dimensions. */
    int[] dims() {
        return dims;
    }

    /** Elements of the largest slot. */
    int longest() {
        return Arrays.stream(lengths).max().orElse(0);
    }

    /** A window of a slot. */
    Slice slice(int slot, String label) {
        Object array = f32[slot] != null ? f32[slot] : f64[slot] != null ? f64[slot]
                : i32[slot] != null ? i32[slot] : i64[slot];
        return new Slice(Element.of(array), array, offsets[slot], lengths[slot], label);
    }

    private static int extent(Polynomial size, int[] dims, String what) {
        return number(size, dims, Integer.MAX_VALUE - 2 * Slab.SLACK, what);
    }

    private static int number(Polynomial size, int[] dims, int most, String what) {
        long value = size.evaluate(dims);
        if (value > most || value < Integer.MIN_VALUE) {
            throw new IllegalArgumentException(what + " has " + value + " elements, more than a Java array holds");
        }
        return (int) value;
    }

    /** Makes the array that holds the slots of an element type, and returns it. */
    private Object place(List<Layout.Slot> slots, Element element) {
        int[] numbers = IntStream.range(0, slots.size())
                .filter(i -> slots.get(i).element() == element && slots.get(i).isPlaced()).toArray();
        MemoryPlan plan = new MemoryPlan();
        long[] places = plan.place(Arrays.stream(numbers).mapToLong(i -> lengths[i]).toArray(),
                Arrays.stream(numbers).map(i -> slots.get(i).first()).toArray(),
                Arrays.stream(numbers).map(i -> slots.get(i).last()).toArray());
        Object array = Slab.allocate(element, plan.end(), "the working memory");
        for (int i = 0; i < numbers.length; i++) {
            offsets[numbers[i]] = Slab.origin(element) + (int) places[i];
            hold(numbers[i], element, array);
            slots.get(numbers[i]).contents().copyTo(element, array, offsets[numbers[i]]);
        }
        return array;
    }

    private void share(List<Layout.Slot> slots, Variables variables) {
        for (int i = 0; i < slots.size(); i++) {
            Layout.Slot slot = slots.get(i);
            if (slot.isVariable()) {
                int variable = slot.variable();
                if (variables.element(variable) != slot.element() || variables.size(variable) != lengths[i]) {
                    throw new IllegalArgumentException("variable " + variable + " is " + variables.element(variable)
                            + "[" + variables.size(variable) + "], expected " + slot.element()
                            + "[" + lengths[i] + "]");
                }
                offsets[i] = variables.offset(variable);
                hold(i, slot.element(), variables.array(variable));
            }
        }
    }

    private void hold(int slot, Element element, Object array) {
        switch (element) {
            case F32 -> f32[slot] = (float[]) array;
            case F64 -> f64[slot] = (double[]) array;
            case I32 -> i32[slot] = (int[]) array;
            case I64 -> i64[slot] = (long[]) array;
        }
    }

    private void split(int call, CallTable.Entry entry) {
        int extent = extent(entry.extent(), dims, "a loop");
        extents[call] = extent;
        chunks[call] = extent;
        parts[call] = 1;
        if (entry.granule() > 0 && extent > 0) {
            int granules = (extent - 1) / entry.granule() + 1;
            long worth = Math.max(1, entry.work().evaluate(dims) / WORK_PER_PART);
            int most = (int) Math.min(Math.min(pool.threads(), granules), worth);
            chunks[call] = ((granules - 1) / most + 1) * entry.granule();
            parts[call] = (extent - 1) / chunks[call] + 1;
        }
    }

    /** Lets a window start so many elements into another slot. */
    void point(int window, int slot, int elements) {
        f32[window] = f32[slot];
        f64[window] = f64[slot];
        i32[window] = i32[slot];
        i64[window] = i64[slot];
        offsets[window] = offsets[slot] + elements;
    }

    /** The array that holds an f32 slot. */
    public float[] f32(int slot) {
        return f32[slot];
    }

    /** The array that holds an f64 slot. */
    public double[] f64(int slot) {
        return f64[slot];
    }

    /** The array that holds an i32 or bool slot. */
    public int[] i32(int slot) {
        return i32[slot];
    }

    /** The array that holds an i64 slot. */
    public long[] i64(int slot) {
        return i64[slot];
    }

    /** Where a slot starts in its array. */
    public int offset(int slot) {
        return offsets[slot];
    }

    /** The number of elements of a slot. */
    public int length(int slot) {
        return lengths[slot];
    }

    /** The size of that number in {@link Layout#sizes}. */
    public int size(int number) {
        return sizes[number];
    }
}
