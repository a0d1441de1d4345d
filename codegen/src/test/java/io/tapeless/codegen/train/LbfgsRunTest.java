package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L-BFGS as an optimiser of runs: a logistic regression on 60 points. */
class LbfgsRunTest {
    private static final int EXAMPLES = 60;
    private static final int EPOCHS = 8;
    private static final String POINTS = """
            class Points {
                static final Dim B = dim();
                @Input Tensor x = %1$s(B, 3);
                @Input Tensor y = %1$s(B);
                @Param Tensor w = zeros(3%2$s);
                @Param Tensor b = zeros(%3$s);
                Tensor z = matmul(x, w) + b;
                @Loss Tensor loss = mean(binaryCrossEntropyWithLogits(z, y)) + 0.01 * sum(w * w);
                @Metric Tensor distance = mean(abs(sigmoid(z) - y));
            }
            """;
    private static final Model F32 = model(POINTS.formatted("f32", "", ""));

    @TempDir
    private Path folder;

    private static Model model(String spec) {
        return SpecCompiler.compile("Points.model.java", spec, Map.of());
    }

    private static Map<String, NdArray> arrays(long seed) {
        Random random = new Random(seed);
        double[] x = random.doubles(3 * EXAMPLES, -2, 2).toArray();
        double[] y = new double[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            y[i] = x[3 * i] - 2 * x[3 * i + 1] + 0.5 + random.nextGaussian() > 0 ? 1 : 0;
        }
        return Map.of("x", NdArray.of(x, EXAMPLES, 3), "y", NdArray.of(y, EXAMPLES));
    }

    private static TrainingRun run(Model model, Map<String, ?> settings, TrainingOptions options,
            TrainingListener listener) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("optimizer", "lbfgs");
        CompiledModel compiled = ModelCompiler.compile(model, CompileOptions.defaults().withForm(Form.SCALAR)
                .withSettings(TrainSettings.of(all)));
        ExampleInputs inputs = ExampleInputs.of(model);
        return new TrainingRun(compiled, inputs, Dataset.of(arrays(1), inputs.types()),
                Optional.of(Dataset.of(arrays(2), inputs.types())), options, listener);
    }

    private static TrainingRun run(Map<String, ?> settings) {
        return run(F32, settings, TrainingOptions.of(EPOCHS, EXAMPLES, 1), TrainingListener.SILENT);
    }

    /** What {@link LbfgsTest} holds against a reference, step by step. */
    @Test
    void stepsAreThoseOfTheOptimiserAlone() {
        Model model = model(POINTS.formatted("f64", ", F64", "F64"));
        TrainingRun run = run(model, Map.of("memory", 3), TrainingOptions.of(EPOCHS, EXAMPLES, 1), TrainingListener.SILENT);
        assertEquals(TrainingRun.End.DONE, run.run());

        CompiledModel compiled = ModelCompiler.compile(model, CompileOptions.defaults().withForm(Form.SCALAR));
        Parameters parameters = compiled.initialize(1);
        LossFunction loss = new LossFunction(compiled, parameters, Map.of("B", (long) EXAMPLES), 1);
        arrays(1).forEach((name, array) -> loss.input(name).set(array));
        Lbfgs lbfgs = new Lbfgs(loss, loss.point(), 3);
        for (EpochReport report : run.reports()) {
            assertEquals(lbfgs.value(), report.train().loss(), 1e-15);
            assertTrue(lbfgs.step());
        }
        loss.set(lbfgs.point());
        assertArrayEquals(parameters.get("w").toArray().asDoubles(), run.weights().get("w").toArray().asDoubles());
    }

    /** Scores are those of the point that an epoch starts from, also where the line search looked elsewhere last. */
    @Test
    void metricsBelongToTheLoss() {
        List<Double> distances = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        TrainingRun run = run(Map.of());
        run.run();
        for (EpochReport report : run.reports()) {
            distances.add(report.train().metrics().get("distance"));
        }
        assertEquals(0.5, distances.get(0), 1e-7, "all parameters are zero");
        Evaluator evaluator = new Evaluator(run.model(), run.variables(), ExampleInputs.of(F32),
                Dataset.of(arrays(1), ExampleInputs.of(F32).types()), EXAMPLES);
        for (int epochs = 1; epochs < EPOCHS; epochs++) {
            TrainingRun part = run(F32, Map.of(), TrainingOptions.of(epochs, EXAMPLES, 1), TrainingListener.SILENT);
            part.run();
            part.variables().table().names().forEach(
                    name -> run.variables().get(name).set(part.variables().get(name).toArray()));
            after.add(evaluator.score().metrics().get("distance"));
        }
        for (int i = 0; i < after.size(); i++) {
            assertEquals(after.get(i), distances.get(i + 1), 1e-6, "before step " + (i + 2));
        }
    }

    @Test
    void resumedRunsGiveTheSameBits() {
        Map<String, Object> settings = Map.of("memory", 2, "keepBest", true);
        TrainingRun whole = run(settings);
        assertEquals(TrainingRun.End.DONE, whole.run());
        TrainingOptions options = TrainingOptions.of(EPOCHS, EXAMPLES, 1).withCheckpoints(Checkpoints.in(folder));
        TrainingRun[] part = new TrainingRun[1];
        part[0] = run(F32, settings, options, new TrainingListener() {
            @Override
            public void step(int epoch, int step, int steps, double loss) {
                if (epoch == 4) {
                    part[0].stop();
                }
            }
        });
        assertEquals(TrainingRun.End.STOPPED, part[0].run());
        TrainingRun resumed = run(F32, settings, options.withCheckpoints(Checkpoints.in(folder).resumed()),
                TrainingListener.SILENT);
        assertEquals(4, resumed.epochs());
        assertEquals(TrainingRun.End.DONE, resumed.run());
        for (String name : List.of("w", "b")) {
            assertArrayEquals(whole.weights().get(name).toArray().asDoubles(),
                    resumed.weights().get(name).toArray().asDoubles());
        }
        assertEquals(whole.reports().get(EPOCHS - 1).train(), resumed.reports().get(EPOCHS - 5).train());
        assertEquals(whole.reports().get(EPOCHS - 1).valid(), resumed.reports().get(EPOCHS - 5).valid());
    }

    @Test
    void endsAtAMinimumOrEarlier() {
        TrainingRun run = run(F32, Map.of(), TrainingOptions.of(200, EXAMPLES, 1), TrainingListener.SILENT);
        assertEquals(TrainingRun.End.AT_MINIMUM, run.run());
        assertTrue(run.epochs() < 60, "epochs " + run.epochs());
        assertEquals(TrainingRun.End.EARLY, run(Map.of("patience", 2, "minDelta", 10.0)).run());
    }

    @Test
    void frozenParametersStay() {
        TrainingRun run = run(Map.of("freeze", "b"));
        run.run();
        assertEquals(0, run.weights().get("b").get(0));
        assertTrue(run.weights().get("w").get(0) > 0.1);
    }

    private static String refused(Model model, Map<String, ?> settings, int batch) {
        return assertThrows(TrainingException.class, () -> run(model, settings, TrainingOptions.of(1, batch, 1),
                TrainingListener.SILENT)).getMessage();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals("optimizer lbfgs takes all 60 examples in each step, found batch 16; expected no batch, or one of"
                + " at least 60", refused(F32, Map.of(), 16));
        assertEquals("optimizer lbfgs takes no learningRate: a line search finds the length of each step",
                refused(F32, Map.of("learningRate", 0.1), EXAMPLES));
        assertEquals("optimizer lbfgs takes no accumulate: each step sees all examples",
                refused(F32, Map.of("accumulate", 2), EXAMPLES));
        assertTrue(refused(F32, Map.of("emaDecay", 0.9), EXAMPLES).startsWith("optimizer lbfgs takes no emaDecay: "));
        assertTrue(refused(F32, Map.of("schedule", "cosine"), EXAMPLES).startsWith("optimizer lbfgs takes no schedule: "));
        assertTrue(refused(F32, Map.of("clipNorm", 1.0), EXAMPLES).startsWith("optimizer lbfgs takes no clipNorm: "));
        String dropped = POINTS.formatted("f32", "", "").replace("matmul(x, w)", "matmul(dropout(x, 0.5), w)");
        assertTrue(refused(model(dropped), Map.of(), EXAMPLES).contains("is random, as by dropout"));
        String state = POINTS.formatted("f32", "", "").replace("Tensor z",
                "@State Tensor seen = zeros(3);\n    { update(seen, seen + mean(x, 0)); }\n    Tensor z");
        assertTrue(refused(model(state), Map.of(), EXAMPLES).contains("training updates the states [seen]"));
    }
}
