package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapeless.codegen.runtime.Form;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.DType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the step, compiled. */
class TrainerSettingsTest {
    private static final Map<String, Object> EVERYTHING = Map.of("optimizer", "adamw", "weightDecay", "b* = 0, 0.05",
            "clipValue", 0.5, "clipNorm", 0.4, "clipGlobalNorm", 0.3, "skipNonFinite", true, "accumulate", 2,
            "emaDecay", 0.9, "freeze", "w1");

    private static CompileOptions options(Map<String, Object> settings) {
        return CompileOptions.defaults().withSettings(TrainSettings.of(settings));
    }

    private static double[] weights(Trainer trainer, String variable) {
        return trainer.parameters().get(variable).toArray().asDoubles();
    }

    @Test
    void theLearningRateChangesBetweenSteps() {
        Trainer trainer = TrainedModels.train(DType.F32, CompileOptions.defaults().withOptimizer("sgd", 0.25), 1);
        assertEquals(0.25, trainer.learningRate());
        double[] before = weights(trainer, "w2");
        trainer.learningRate(0);
        trainer.step();
        assertArrayEquals(before, weights(trainer, "w2"));
        trainer.learningRate(0.25);
        trainer.step();
        assertTrue(!Arrays.equals(before, weights(trainer, "w2")));
    }

    @Test
    void frozenParametersStay() {
        CompileOptions options = options(Map.of("freeze", "w1, b*"));
        Trainer start = TrainedModels.train(DType.F32, options, 0);
        Trainer trained = TrainedModels.train(DType.F32, options, 5);
        assertArrayEquals(weights(start, "w1"), weights(trained, "w1"));
        assertArrayEquals(weights(start, "b2"), weights(trained, "b2"));
        assertNotEquals(weights(start, "w2")[0], weights(trained, "w2")[0]);
    }

    @Test
    void stepsThatAreNotFiniteAreSkipped() {
        Trainer trainer = TrainedModels.train(DType.F32, options(Map.of("skipNonFinite", true)), 3);
        double[] before = weights(trainer, "w2");
        trainer.input("x").floats()[trainer.input("x").offset()] = Float.NaN;
        assertTrue(Double.isNaN(trainer.step()));
        assertEquals(1, trainer.skippedSteps());
        assertArrayEquals(before, weights(trainer, "w2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32", "F64"})
    void everythingTogetherHasTheSameBitsInEveryForm(String dtype) {
        CompileOptions options = options(EVERYTHING);
        long best = TrainedModels.hash(TrainedModels.train(DType.valueOf(dtype), options.withForm(Form.best()), 12)
                .parameters());
        long scalar = TrainedModels.hash(TrainedModels.train(DType.valueOf(dtype), options.withForm(Form.SCALAR), 12)
                .parameters());
        assertEquals(best, scalar);
    }

    @Test
    void aStepAllocatesNothing() {
        Trainer trainer = TrainedModels.train(DType.F32, options(EVERYTHING).withForm(Form.SCALAR), 40);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                trainer.learningRate(1e-3 / (i + 1));
                trainer.step();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated by 20 steps");
    }
}
