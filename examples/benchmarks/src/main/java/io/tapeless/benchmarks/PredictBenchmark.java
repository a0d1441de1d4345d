package io.tapeless.benchmarks;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.runtime.Form;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Prediction for one example. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PredictBenchmark {
    private final Predictor mlp = predictor();

    private static Predictor predictor() {
        CompiledModel model = ModelCompiler.compile(Workload.MLP_SGD.model(),
                CompileOptions.defaults().withForm(Form.best()));
        Predictor predictor = model.predictor(model.initialize(1));
        predictor.batch(1);
        predictor.input("x").set(Models.uniform(1, 784));
        return predictor;
    }

    /** MLP 784-256-128-10. */
    @Benchmark
    public Predictor mlp() {
        mlp.run();
        return mlp;
    }
}
