package io.tapeless.benchmarks;

import io.tapeless.codegen.FmaPeak;
import io.tapeless.codegen.runtime.Form;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the core can do at best: multiply-adds without memory, and a copy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Yardsticks {
    /** Elements copied. */
    static final int LENGTH = 1 << 20;

    private final FmaPeak peak = new FmaPeak(Form.best(), 1);
    private final float[] source = Models.uniform(1, LENGTH);
    private final float[] target = new float[LENGTH];

    /** {@link FmaPeak#operations} in registers. */
    @Benchmark
    public FmaPeak fma() {
        peak.run();
        return peak;
    }

    /** Copying 2²⁰ floats. */
    @Benchmark
    public float[] copy() {
        System.arraycopy(source, 0, target, 0, LENGTH);
        return target;
    }
}
