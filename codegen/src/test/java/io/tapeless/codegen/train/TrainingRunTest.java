package io.tapeless.codegen.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.Initializer;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.Tensor;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.optim.TrainStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings make of a run: a line is fitted to 40 noisy points, with 20 others for validation. */
class TrainingRunTest {
    private static final int EPOCHS = 6;
    private static final int BATCH = 8;
    private static final int STEPS = 5;

    private static final Model LINE = Model.define("Line", m -> {
        Dim batch = m.dim("B");
        Tensor x = m.input("x", DType.F64, batch);
        Tensor y = m.input("y", DType.F64, batch);
        Tensor slope = m.param("slope", Initializer.zeros(), DType.F64);
        Tensor offset = m.param("offset", Initializer.zeros(), DType.F64);
        Tensor error = slope.times(x).plus(offset).minus(y);
        m.loss("loss", error.square().mean());
        m.metric("error", error.abs().mean());
    });

    @TempDir
    private Path folder;

    private static Map<String, double[]> xy(int count, long seed) {
        Random random = new Random(seed);
        double[] x = random.doubles(count, -1, 1).toArray();
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            y[i] = 2 * x[i] - 1 + 0.3 * random.nextGaussian();
        }
        return Map.of("x", x, "y", y);
    }

    private static Dataset points(int count, long seed) {
        Map<String, NdArray> arrays = new HashMap<>();
        xy(count, seed).forEach((name, values) -> arrays.put(name, NdArray.of(values, count)));
        return Dataset.of(arrays, ExampleInputs.of(LINE).types());
    }

    private static TrainingRun run(Map<String, ?> settings, TrainingOptions options, TrainingListener listener) {
        CompiledModel compiled = ModelCompiler.compile(LINE, CompileOptions.defaults().withForm(Form.SCALAR)
                .withSettings(TrainSettings.of(settings)));
        return new TrainingRun(compiled, ExampleInputs.of(LINE), points(STEPS * BATCH, 1),
                Optional.of(points(20, 2)), options, listener);
    }

    private static TrainingRun finished(Map<String, ?> settings) {
        TrainingRun run = run(settings, TrainingOptions.of(EPOCHS, BATCH, 1), TrainingListener.SILENT);
        run.run();
        return run;
    }

    private static double[] values(TrainingRun run) {
        return run.variables().table().names().stream()
                .flatMapToDouble(n -> Arrays.stream(run.variables().get(n).toArray().asDoubles()))
                .toArray();
    }

    private static double rate(TrainingRun run) {
        return run.variables().get(TrainStep.LEARNING_RATE).get(0);
    }

    @Test
    void theScheduleSetsEachStepsRate() {
        List<Double> rates = new ArrayList<>();
        TrainingRun[] run = new TrainingRun[1];
        run[0] = run(Map.of("learningRate", 0.1, "schedule", "linear"), TrainingOptions.of(2, BATCH, 1),
                new TrainingListener() {
                    @Override
                    public void step(int epoch, int step, int steps, double loss) {
                        rates.add(rate(run[0]));
                    }
                });
        run[0].run();
        for (int i = 0; i < 2 * STEPS; i++) {
            assertEquals(0.1 * (1 - i / (2.0 * STEPS)), rates.get(i), 1e-15);
        }
    }

    @Test
    void plateauDecaysAfterItsPatience() {
        TrainingRun run = finished(Map.of("learningRate", 1e-9, "schedule", "plateau", "decayPatience", 2,
                "decayFactor", 0.5, "minDelta", 1.0));
        assertEquals(1e-9 * 0.25, rate(run), 1e-24, "better in epoch 1, not in 2 to 6");
    }

    @Test
    void patienceEndsTheRun() {
        TrainingRun run = run(Map.of("learningRate", 1e-9, "patience", 2, "minDelta", 1.0),
                TrainingOptions.of(EPOCHS, BATCH, 1), TrainingListener.SILENT);
        assertEquals(TrainingRun.End.EARLY, run.run());
        assertEquals(3, run.epochs());
    }

    @Test
    void theMonitorMayWatchAMetric() {
        TrainingRun run = run(Map.of("learningRate", 1e-3, "monitor", "max error", "patience", 1),
                TrainingOptions.of(EPOCHS, BATCH, 1), TrainingListener.SILENT);
        assertEquals(TrainingRun.End.EARLY, run.run());
        assertEquals(2, run.epochs(), "an error that falls is no larger one");
        assertTrue(assertThrows(TrainingException.class, () -> finished(Map.of("monitor", "max accuracy")))
                .getMessage().startsWith("monitor: expected min or max, and loss or one of the metrics [error]"));
    }

    @Test
    void theBestWeightsAreKept() {
        TrainingRun run = finished(Map.of("learningRate", 0.4, "keepBest", true, "monitor", "max loss"));
        TrainingRun first = run(Map.of("learningRate", 0.4), TrainingOptions.of(1, BATCH, 1), TrainingListener.SILENT);
        first.run();
        assertEquals(first.weights().get("slope").get(0), run.weights().get("slope").get(0),
                "the loss is largest after the first epoch");
    }

    @Test
    void averagesAreValidatedAndWritten() {
        TrainingRun run = finished(Map.of("learningRate", 0.1, "emaDecay", 0.9));
        assertEquals(run.variables().get("slope.average").get(0), run.weights().get("slope").get(0));
        double slope = run.weights().get("slope").get(0);
        double offset = run.weights().get("offset").get(0);
        Map<String, double[]> valid = xy(20, 2);
        double error = 0;
        for (int i = 0; i < 20; i++) {
            error += Math.pow(slope * valid.get("x")[i] + offset - valid.get("y")[i], 2) / 20;
        }
        EpochReport last = run.reports().get(EPOCHS - 1);
        assertEquals(error, last.valid().orElseThrow().loss(), 1e-12);
    }

    /** All that settings can keep between steps, stopped in the middle of an epoch and resumed: the same bits. */
    @Test
    void resumedRunsGiveTheSameBits() {
        Map<String, Object> settings = Map.of("optimizer", "adamw", "learningRate", 0.05, "schedule", "plateau",
                "decayPatience", 1, "warmUp", 7, "accumulate", 2, "emaDecay", 0.8, "keepBest", true,
                "clipGlobalNorm", 1.0, "skipNonFinite", true);
        TrainingRun whole = finished(settings);
        TrainingOptions options = TrainingOptions.of(EPOCHS, BATCH, 1).withCheckpoints(Checkpoints.in(folder));
        TrainingRun[] part = new TrainingRun[1];
        part[0] = run(settings, options, new TrainingListener() {
            @Override
            public void step(int epoch, int step, int steps, double loss) {
                if (epoch == 3 && step == 2) {
                    part[0].stop();
                }
            }
        });
        assertEquals(TrainingRun.End.STOPPED, part[0].run());
        TrainingRun resumed = run(settings, options.withCheckpoints(Checkpoints.in(folder).resumed()), TrainingListener.SILENT);
        assertEquals(TrainingRun.End.DONE, resumed.run());
        assertArrayEquals(values(whole), values(resumed));
        assertEquals(whole.weights().get("slope").get(0), resumed.weights().get("slope").get(0));
        assertEquals(whole.reports().get(EPOCHS - 1).valid(), resumed.reports().get(EPOCHS - 3).valid());
    }
}
