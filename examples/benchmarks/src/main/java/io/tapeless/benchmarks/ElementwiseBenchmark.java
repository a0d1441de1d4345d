package io.tapeless.benchmarks;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.frontend.Model;
import io.tapeless.ir.DType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Work without contractions: exp, and worked example 18 with its derivative. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ElementwiseBenchmark {
    private static final long MILLION = 1_000_000;

    private final BoundFunction exp = Models.function(Model.define("Exp", builder ->
            builder.output("y", builder.input("x", DType.F32, Yardsticks.LENGTH).exp())), List.of("y"),
            Map.of());
    private final BoundFunction example18 = example18("f");
    private final BoundFunction example18WithDerivative = example18("f", "slope");

    private static BoundFunction example18(String... outputs) {
        return Models.function(Workload.model("Composite", Map.of()), List.of(outputs), Map.of("N", MILLION));
    }

    /** exp of 2²⁰ floats. */
    @Benchmark
    public BoundFunction exp() {
        exp.run();
        return exp;
    }

    /** √(x² + exp x²) + cos(x² + exp x²) over 10⁶ floats. */
    @Benchmark
    public BoundFunction example18() {
        example18.run();
        return example18;
    }

    /** The same with its derivative: it should cost less than 2.5 times the function more. */
    @Benchmark
    public BoundFunction example18WithDerivative() {
        example18WithDerivative.run();
        return example18WithDerivative;
    }
}
