package io.tapeless.benchmarks;

import io.tapeless.codegen.BoundFunction;
import io.tapeless.frontend.Derivatives;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.ir.DType;
import java.util.List;
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
    private static final int MILLION = 1_000_000;

    private final BoundFunction exp = Models.function(Model.define("Exp", builder ->
            builder.output("y", builder.input("x", DType.F32, Yardsticks.LENGTH).exp())), List.of("y"));
    private final BoundFunction example18 = example18("f");
    private final BoundFunction example18WithDerivative = example18("f", "df");

    private static BoundFunction example18(String... outputs) {
        return Models.function(Model.define("Example18", builder -> {
            Tensor x = builder.input("x", DType.F32, MILLION);
            Tensor square = x.square();
            Tensor inner = square.plus(square.exp());
            Tensor f = inner.sqrt().plus(inner.cos());
            builder.output("f", f);
            builder.output("df", Derivatives.grad(f.sum(), x));
        }), List.of(outputs));
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
