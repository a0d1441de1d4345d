package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.WeightsFile;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.frontend.spec.SpecCompiler;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight threads predict while one trains: no wrong result, and nobody waits for anybody. */
class PredictWhileTrainingTest {
    private static final int THREADS = 8;
    private static final int STEPS = 100;
    private static final Model MODEL = SpecCompiler.compile("Shared.model.java", """
            class Shared {
                static final Dim B = dim();
                @Input Tensor x = f32(B, 20);
                @Input Tensor y = i32(B);
                @Param Tensor w1 = heNormal(20, 100);
                @Param Tensor b1 = zeros(100);
                @Param Tensor w2 = heNormal(100, 70);
                @Param Tensor w3 = heNormal(70, 3);
                Tensor hidden = relu(matmul(relu(matmul(x, w1) + b1), w2));
                @Output Tensor logits = matmul(layerNorm(hidden), w3);
                @Loss Tensor loss = mean(crossEntropy(logits, y));
            }
            """, Map.of());

    /** Weights, and what they predict. */
    private record Published(Parameters weights, float[] logits) {}

    private static Trainer trainer(double rate) {
        TrainSettings settings = TrainSettings.NONE.with(TrainSetting.LEARNING_RATE, rate)
                .with(TrainSetting.OPTIMIZER, "sgd");
        Trainer trainer = ModelCompiler.compile(MODEL, CompileOptions.defaults().withSettings(settings)).trainer(1);
        trainer.batch(40);
        trainer.input("x").set(points(40));
        trainer.input("y").fill(1);
        return trainer;
    }

    private static float[] points(int count) {
        float[] x = new float[count * 20];
        Random random = new Random(count);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static float[] predict(Predictor predictor, int batch) {
        predictor.batch(batch);
        predictor.input("x").set(points(batch));
        predictor.run();
        return predictor.output("logits").toArray().asFloats();
    }

    /** Steps while eight threads do something again and again. */
    private static void train(Trainer trainer, Runnable afterStep, Runnable meanwhile) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> predicting = new ArrayList<>();
        AtomicBoolean training = new AtomicBoolean(true);
        for (int t = 0; t < THREADS; t++) {
            predicting.add(threads.submit(() -> {
                do {
                    meanwhile.run();
                } while (training.get());
            }));
        }
        for (int i = 0; i < STEPS; i++) {
            assertTrue(Double.isFinite(trainer.step()));
            afterStep.run();
        }
        training.set(false);
        for (Future<?> thread : predicting) {
            thread.get();
        }
        threads.shutdown();
    }

    /**
     * With a rate of 0 every step writes every weight, as it was. A lock that eight threads took with each run would
     * make them wait all the time; the JVM lets one wait now and then, for a class to be loaded.
     */
    @Test
    void weightsAreNeverHalfWritten() throws Exception {
        Trainer trainer = trainer(0);
        float[][] expected = new float[THREADS + 1][];
        for (int batch = 1; batch <= THREADS; batch++) {
            expected[batch] = predict(trainer.predictor(), batch);
        }
        ThreadLocal<Predictor> own = ThreadLocal.withInitial(trainer::predictor);
        LongAdder rounds = new LongAdder();
        LongAdder roundsWithWaits = new LongAdder();
        train(trainer, () -> { }, () -> {
            int batch = 1 + (int) (Thread.currentThread().getId() % THREADS);
            Predictor predictor = own.get();
            long waits = waits();
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(expected[batch], predict(predictor, batch));
            }
            rounds.increment();
            roundsWithWaits.add(waits() > waits ? 1 : 0);
        });
        assertTrue(roundsWithWaits.sum() <= THREADS + rounds.sum() / 10, roundsWithWaits + " of " + rounds
                + " rounds waited, for a lock or otherwise");
    }

    private static long waits() {
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(Thread.currentThread().getId());
        return info.getBlockedCount() + info.getWaitedCount();
    }

    @Test
    void copiesOfTheWeightsGiveTheResultsOfTheirStep() throws Exception {
        Trainer trainer = trainer(0.05);
        CompiledModel compiled = trainer.model();
        AtomicReference<Published> published = new AtomicReference<>();
        Runnable publish = () -> {
            Parameters weights = compiled.parameters(trainer.weights());
            published.set(new Published(weights, predict(compiled.predictor(weights), 5)));
        };
        publish.run();
        float[] first = published.get().logits;
        train(trainer, publish, () -> {
            Published now = published.get();
            assertArrayEquals(now.logits, predict(compiled.predictor(now.weights), 5));
        });
        assertTrue(published.get().logits[0] != first[0]);
    }

    @Test
    void weightsGoThroughFiles(@TempDir Path folder) {
        Trainer trainer = trainer(0.05);
        trainer.step();
        float[] expected = predict(trainer.predictor(), 3);
        for (String name : List.of("w.npz", "w.safetensors")) {
            Map<String, NdArray> weights = trainer.weights();
            WeightsFile.write(folder.resolve(name), weights, Map.of());
            Parameters read = trainer.model().parameters(WeightsFile.read(folder.resolve(name)));
            assertArrayEquals(expected, predict(trainer.model().predictor(read), 3));
        }
    }
}
