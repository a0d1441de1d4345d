package io.tapeless.benchmarks;

import io.tapeless.benchmarks.ConvolutionModels.Convolution;
import io.tapeless.codegen.BoundFunction;
import io.tapeless.codegen.FmaPeak;
import io.tapeless.codegen.runtime.Form;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Convolutions forward and backward, beside the FMA probe. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConvolutionBenchmark {
    /** Batch, channels, output channels, extent, kernel, groups. */
    @Param({"2,32,32,32,3,1", "2,32,32,32,5,1", "2,64,64,28,3,1", "2,128,128,14,3,1", "2,64,64,32,1,1",
        "2,32,32,32,3,32"})
    String shape = "2,32,32,32,3,1";

    private final FmaPeak peak = new FmaPeak(Form.best(), 1);
    private BoundFunction forward;
    private BoundFunction data;
    private BoundFunction filter;

    /** Compiles the three. */
    @Setup
    public void setUp() {
        String[] n = shape.split(",");
        Convolution convolution = new Convolution(Integer.parseInt(n[0]), Integer.parseInt(n[1]),
                Integer.parseInt(n[2]), Integer.parseInt(n[3]), Integer.parseInt(n[4]), Integer.parseInt(n[5]));
        forward = convolution.function(Convolution.FORWARD);
        data = convolution.function(Convolution.DATA);
        filter = convolution.function(Convolution.FILTER);
    }

    /** {@link FmaPeak#operations} in registers. */
    @Benchmark
    public FmaPeak fma() {
        peak.run();
        return peak;
    }

    /** The convolution. */
    @Benchmark
    public BoundFunction forward() {
        forward.run();
        return forward;
    }

    /** The adjoint of its image. */
    @Benchmark
    public BoundFunction data() {
        data.run();
        return data;
    }

    /** The adjoint of its weights. */
    @Benchmark
    public BoundFunction filter() {
        filter.run();
        return filter;
    }
}
