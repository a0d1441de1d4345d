package io.tapeless.benchmarks;

import io.tapeless.codegen.Trainer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Whole train steps: forward, backward, update. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrainStepBenchmark {
    private final Trainer sgd = Models.classifierTrainer("sgd", 64, 784, 256, 128, 10);
    private final Trainer adam = Models.classifierTrainer("adam", 64, 784, 256, 128, 10);
    private final Trainer tiny = Models.regressionTrainer(1, 2, 16, 16, 1);

    /** Floating-point operations of the products of a step of {@link #sgd} or {@link #adam}. */
    public static long flops() {
        return 2L * 64 * (2 * 784 * 256 + 3 * 256 * 128 + 3 * 128 * 10);
    }

    /** MLP 784-256-128-10, batch 64, SGD. */
    @Benchmark
    public double sgd() {
        return sgd.step();
    }

    /** MLP 784-256-128-10, batch 64, Adam. */
    @Benchmark
    public double adam() {
        return adam.step();
    }

    /** MLP 2-16-16-1 with tanh, batch 1, SGD. */
    @Benchmark
    public double tiny() {
        return tiny.step();
    }
}
