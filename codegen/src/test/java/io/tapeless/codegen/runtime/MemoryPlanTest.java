package io.tapeless.codegen.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    @Test
    void regionsThatMeetInTimeDoNotMeetInSpace() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            int count = 1 + random.nextInt(40);
            long[] sizes = new long[count];
            int[] first = new int[count];
            int[] last = new int[count];
            for (int i = 0; i < count; i++) {
                sizes[i] = random.nextInt(1000);
                first[i] = random.nextInt(20);
                last[i] = first[i] + random.nextInt(6);
            }
            MemoryPlan plan = new MemoryPlan();
            long[] offsets = plan.place(sizes, first, last);
            for (int i = 0; i < count; i++) {
                assertEquals(0, offsets[i] % MemoryPlan.ALIGNMENT);
                assertTrue(offsets[i] + sizes[i] <= plan.end());
                for (int j = 0; j < i; j++) {
                    boolean meet = first[i] <= last[j] && first[j] <= last[i];
                    assertTrue(!meet || offsets[i] + sizes[i] <= offsets[j] || offsets[j] + sizes[j] <= offsets[i]);
                }
            }
        }
    }

    @Test
    void aRegionTakesAGapThatDeadOnesLeft() {
        MemoryPlan plan = new MemoryPlan();
        // 320 and 112 live through; 160 and 96, between and after them, are gone when 80 comes.
        long[] offsets = plan.place(new long[] {320, 160, 112, 96, 80}, new int[] {0, 0, 0, 0, 2},
                new int[] {3, 1, 3, 1, 3});
        assertArrayEquals(new long[] {0, 320, 480, 592, 320}, offsets);
        assertEquals(688, plan.end());
    }

    @Test
    void emptyRegionsHaveAPlace() {
        assertEquals(16, new MemoryPlan().place(new long[] {0, 0}, new int[] {0, 0}, new int[] {1, 1})[1]);
    }
}
