package io.tapeless.benchmarks;

import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.frontend.Model;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a model to the loaded class of its train step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {
    private final Model model = Models.classifier(784, 256, 128, 10);

    /** Gradients, passes, schedule, loops, bytecode and class of MLP 784-256-128-10. */
    @Benchmark
    public CompiledFunction compile() {
        return ModelCompiler.compile(model).step();
    }
}
