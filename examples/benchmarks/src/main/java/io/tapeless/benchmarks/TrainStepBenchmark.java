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
    private final Trainer lenet = ConvolutionModels.trainer(ConvolutionModels.lenet(), "sgd", 64, 784);
    private final Trainer residual = ConvolutionModels.trainer(ConvolutionModels.residual(), "momentum", 16, 3072);

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

    /** LeNet-5 on 28 × 28 pixels, batch 64, SGD. */
    @Benchmark
    public double lenet() {
        return lenet.step();
    }

    /** Two residual blocks of 32 channels on 3 × 32 × 32 pixels, batch 16, SGD with momentum. */
    @Benchmark
    public double residual() {
        return residual.step();
    }

    /** MLP 2-16-16-1 with tanh, batch 1, SGD. */
    @Benchmark
    public double tiny() {
        return tiny.step();
    }
}
