package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places regions with lifetimes in one array. Regions are taken from the largest to the smallest and go
 * into the tightest gap between those whose lifetimes meet theirs, at multiples of 16 elements.
 */
final class MemoryPlan {
    /** Elements between starts of regions. */
    static final int ALIGNMENT = 16;

    private record Region(long start, long end, int first, int last) {}

    private final List<Region> placed = new ArrayList<>();
    private long end;

    /**
     * Places all regions at once.
     *
     * @return their offsets, in the order given
     */
    long[] place(long[] sizes, int[] first, int[] last) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong(i -> -sizes[i]));
        long[] offsets = new long[sizes.length];
        for (int i : order) {
            long size = roundUp(Math.max(1, sizes[i]));
            offsets[i] = gap(size, first[i], last[i]);
            placed.add(new Region(offsets[i], offsets[i] + size, first[i], last[i]));
            end = Math.max(end, offsets[i] + size);
        }
        return offsets;
    }

    /** Where the last region ends. */
    long end() {
        return end;
    }

    private long gap(long size, int first, int last) {
        List<Region> meeting = new ArrayList<>(placed.stream()
                .filter(region -> region.first <= last && first <= region.last)
                .sorted(Comparator.comparingLong(Region::start)).toList());
        long best = -1;
        long bestSize = Long.MAX_VALUE;
        long cursor = 0;
        for (Region region : meeting) {
            long free = region.start - cursor;
            if (free >= size && free < bestSize) {
                best = cursor;
                bestSize = free;
            }
            cursor = Math.max(cursor, region.end);
        }
        return best >= 0 ? best : cursor;
    }

    static long roundUp(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
