package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the slots of a layout lie for given dimensions, for people who look inside.
 *
 * @param offsets of each slot in the array of its element type; 0 for variables, which have their own
 * @param peakBytes of all working arrays together
 * @param liveBytes the most that is alive at any one call: no plan needs less
 * @param variableBytes of the variables that the program uses
 */
public record MemoryMap(List<Long> offsets, long peakBytes, long liveBytes, long variableBytes) {
    public MemoryMap {
        offsets = List.copyOf(offsets);
    }

    /** The map that a {@link Workspace} of these dimensions has. */
    public static MemoryMap of(Layout layout, int... dims) {
        List<Layout.Slot> slots = layout.slots();
        long[] sizes = slots.stream().mapToLong(s -> s.size().evaluate(dims)).toArray();
        long[] offsets = new long[sizes.length];
        long peak = 0;
        for (Element element : Element.values()) {
            int[] numbers = IntStream.range(0, sizes.length)
                    .filter(i -> slots.get(i).element() == element && slots.get(i).isPlaced()).toArray();
            MemoryPlan plan = new MemoryPlan();
            long[] places = plan.place(Arrays.stream(numbers).mapToLong(i -> sizes[i]).toArray(),
                    Arrays.stream(numbers).map(i -> slots.get(i).first()).toArray(),
                    Arrays.stream(numbers).map(i -> slots.get(i).last()).toArray());
            for (int i = 0; i < numbers.length; i++) {
                offsets[numbers[i]] = places[i];
            }
            peak += plan.end() * element.bytes();
        }
        return new MemoryMap(boxed(offsets), peak, live(slots, sizes), variables(slots, sizes));
    }

    private static List<Long> boxed(long[] offsets) {
        List<Long> list = new ArrayList<>();
        for (long offset : offsets) {
            list.add(offset);
        }
        return list;
    }

    /** What is alive changes only where a slot's life begins. */
    private static long live(List<Layout.Slot> slots, long[] sizes) {
        long most = 0;
        for (Layout.Slot start : slots) {
            long bytes = 0;
            for (int i = 0; i < sizes.length; i++) {
                Layout.Slot slot = slots.get(i);
                if (slot.isPlaced() && slot.first() <= start.first() && start.first() <= slot.last()) {
                    bytes += sizes[i] * slot.element().bytes();
                }
            }
            most = Math.max(most, bytes);
        }
        return most;
    }

    private static long variables(List<Layout.Slot> slots, long[] sizes) {
        return IntStream.range(0, sizes.length).filter(i -> slots.get(i).isVariable())
                .mapToLong(i -> sizes[i] * slots.get(i).element().bytes()).sum();
    }
}
