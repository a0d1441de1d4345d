package io.tapeless.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.runtime.Form;
import io.tapeless.ir.DType;
import io.tapeless.optim.Optimizers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimiser, compiled: it learns, and its weights have the same bits in every form. */
class CompiledOptimizersTest {
    static List<String> names() {
        return Optimizers.names();
    }

    private static CompileOptions options(String name) {
        return CompileOptions.defaults().withOptimizer(name, Math.max(2e-3, Optimizers.usualLearningRate(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void learns(String name) {
        Trainer trainer = TrainedModels.train(DType.F32, options(name), 1);
        double first = trainer.step();
        double last = first;
        for (int i = 0; i < 30; i++) {
            last = trainer.step();
        }
        assertTrue(last < first, name + ": loss " + first + " became " + last);
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasTheSameBitsInEveryForm(String name) {
        assertEquals(hash(options(name).withForm(Form.best())), hash(options(name).withForm(Form.SCALAR)), name);
    }

    private static long hash(CompileOptions options) {
        return TrainedModels.hash(TrainedModels.train(DType.F32, options, 10).parameters());
    }
}
