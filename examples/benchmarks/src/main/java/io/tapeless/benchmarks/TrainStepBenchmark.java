package io.tapeless.benchmarks;

import io.tapeless.codegen.Trainer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whole train steps: forward, backward, update. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TrainStepBenchmark {
    /** What is trained. */
    @Param
    public Workload workload;
    private Trainer trainer;

    @Setup
    public void setUp() {
        trainer = workload.trainer();
    }

    /** One step; returns the loss. */
    @Benchmark
    public double step() {
        return trainer.step();
    }
}
