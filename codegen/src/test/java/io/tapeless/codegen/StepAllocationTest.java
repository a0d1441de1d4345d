package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Once compiled by HotSpot, a train step allocates nothing. Each model trains in a JVM of its own, as
 * models do: where kernels of several vector widths have run, C2 of JDK 17 boxes vectors.
 */
class StepAllocationTest {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int STEPS = 100;

    @ParameterizedTest
    @CsvSource({"F32, adam", "F32, sgd", "F64, momentum"})
    void stepsAllocateNothing(DType dtype, String optimizer) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path")));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of(StepAllocationTest.class.getName(), dtype.name(), optimizer));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals("0", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim(),
                "bytes allocated in " + STEPS + " steps");
    }

    /** Prints the least number of bytes that so many steps allocated, as soon as it is 0 or patience ends. */
    public static void main(String[] arguments) {
        CompileOptions options = CompileOptions.defaults().withOptimizer(arguments[1], 1e-3);
        Trainer trainer = TrainedModels.train(DType.valueOf(arguments[0]), options, 10);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int step = 0; step < STEPS; step++) {
                trainer.step();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        System.out.println(least);
    }
}
