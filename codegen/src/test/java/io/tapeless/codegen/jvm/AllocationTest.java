package io.tapeless.codegen.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.tapeless.codegen.loop.Samples;
import io.tapeless.codegen.runtime.CompiledProgram;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.codegen.runtime.WorkerPool;
import io.tapeless.codegen.runtime.Workspace;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A hot kernel allocates nothing. It runs in a JVM of its own, as models do: where kernels of several
 * vector widths have run, C2 of JDK 17 boxes vectors.
 */
class AllocationTest {
    private static final long PATIENCE_NANOS = 40_000_000_000L;

    @Test
    void nothingIsAllocatedAfterWarmUp() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path")));
        if (Emitted.vectors()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.add(AllocationTest.class.getName());
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals("0", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim(),
                "bytes allocated in 100 runs");
    }

    /** Prints the least number of bytes that 100 runs of a few kernels allocated. */
    public static void main(String[] arguments) {
        long bytes = 0;
        for (Samples.Sample sample : List.of(Samples.softmax(DType.F32, 16, 100),
                Samples.contract(DType.F32, false, false, 24, 16, 64))) {
            bytes += least(sample);
        }
        System.out.println(bytes);
    }

    /** The least number of bytes that 100 runs allocate, found as soon as it is 0 or patience ends. */
    private static long least(Samples.Sample sample) {
        CompiledProgram program = Emitted.compile(sample.kernel(), Form.best());
        Workspace workspace = Emitted.bind(program, sample, WorkerPool.of(1));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        long start = System.nanoTime();
        while (least > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 100; i++) {
                program.run(workspace);
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }
}
