package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.tapeless.ir.DType;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once compiled by HotSpot, a step allocates nothing. */
class AllocationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEPS = 200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"F32, adam", "F32, sgd", "F64, momentum"})
    void stepsAllocateNothing(DType dtype, String optimizer) {
        Trainer trainer = TrainedModels.train(dtype, CompileOptions.defaults().withOptimizer(optimizer, 1e-3), 10);
        long end = System.nanoTime() + PATIENCE.toNanos();
        long allocated;
        do {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < STEPS; step++) {
                trainer.step();
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        } while (allocated > 0 && System.nanoTime() < end);
        assertEquals(0, allocated, "bytes allocated by " + STEPS + " steps");
    }
}
