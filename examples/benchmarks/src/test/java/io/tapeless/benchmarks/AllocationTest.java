package io.tapeless.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is benchmarked allocates nothing, once HotSpot has compiled it. Each case runs in a JVM of its own, as
 * profiles of other models change what C2 does; there a method is compiled after a tenth of the usual calls, which
 * one that is called once in a long step would take minutes to reach. The character LSTM and the small GPT are left
 * out: kernels of theirs keep their vectors boxed, as docs/performance.md says.
 */
class AllocationTest {
    private static final long PATIENCE_NANOS = 120_000_000_000L;
    private static final long ROUND_NANOS = 200_000_000L;
    /** Rounds in a row without allocation. */
    private static final int QUIET_ROUNDS = 3;

    @ParameterizedTest
    @ValueSource(strings = {"matmul", "exp", "example18", "predict", "LOGISTIC", "MLP_SGD", "MLP_ADAM", "TINY_MLP_ONE",
        "LENET", "RESIDUAL"})
    void nothingIsAllocated(String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:CompileThresholdScaling=0.1", "-cp", System.getProperty("java.class.path")));
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        command.addAll(List.of(AllocationTest.class.getName(), name));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertEquals("0", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim(),
                "bytes allocated in a round of " + name);
    }

    private static Runnable benchmark(String name) {
        return switch (name) {
            case "matmul" -> {
                MatMulBenchmark products = new MatMulBenchmark();
                products.n = 100;
                products.layout = "NT";
                products.setUp();
                yield products::tapeless;
            }
            case "exp" -> new ElementwiseBenchmark()::exp;
            case "example18" -> new ElementwiseBenchmark()::example18WithDerivative;
            case "predict" -> new PredictBenchmark()::mlp;
            default -> Workload.valueOf(name).trainer()::step;
        };
    }

    /** Prints the bytes that the last round allocated: after some without any, or when patience ends. */
    public static void main(String[] arguments) {
        Runnable benchmark = benchmark(arguments[0]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long start = System.nanoTime();
        long allocated = 0;
        for (int quiet = 0; quiet < QUIET_ROUNDS && System.nanoTime() - start < PATIENCE_NANOS;
                quiet = allocated == 0 ? quiet + 1 : 0) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (long round = System.nanoTime(); System.nanoTime() - round < ROUND_NANOS;) {
                benchmark.run();
            }
            allocated = threads.getThreadAllocatedBytes(thread) - before;
        }
        System.out.println(allocated);
    }
}
