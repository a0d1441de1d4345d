package io.tapeless.benchmarks;

import io.tapeless.codegen.CompiledFunction;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.frontend.Model;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a model to the loaded class of its train step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {
    /** What is compiled. */
    @Param({"MLP_SGD", "SMALL_GPT"})
    public Workload workload;
    private Model model;

    @Setup
    public void setUp() {
        model = workload.model();
    }

    /** Gradients, passes, schedule, loops, bytecode and class. */
    @Benchmark
    public CompiledFunction compile() {
        return ModelCompiler.compile(model).step();
    }
}
