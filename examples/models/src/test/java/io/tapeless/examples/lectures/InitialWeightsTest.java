package io.tapeless.examples.lectures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.TensorView;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Example 11: what initial weights do to variances. */
class InitialWeightsTest {
    private static final int IN = 800;
    private static final int OUT = 1250;
    private static final int BATCH = 64;

    private static double variance(TensorView view) {
        double mean = IntStream.range(0, view.size()).mapToDouble(view::get).average().orElseThrow();
        return IntStream.range(0, view.size()).mapToDouble(i -> (view.get(i) - mean) * (view.get(i) - mean))
                .sum() / (view.size() - 1);
    }

    @Test
    void glorotKeepsVariancesThereAndBack() {
        CompiledModel model = ModelCompiler.compile(Lecture.of("11-glorot/Glorot").model());
        Parameters parameters = model.initialize(5);
        double sigma2 = 2.0 / (IN + OUT);
        assertEquals(sigma2, variance(parameters.get("w")), 0.01 * sigma2);

        Predictor layer = model.predictor(parameters);
        layer.batch(BATCH);
        Random random = new Random(3);
        layer.input("x").set(random.doubles(BATCH * IN).map(u -> random.nextGaussian()).toArray());
        layer.input("v").set(random.doubles(BATCH * OUT).map(u -> random.nextGaussian()).toArray());
        layer.run();
        double forward = IN * sigma2 * variance(layer.input("x"));
        double backward = OUT * sigma2 * variance(layer.input("v"));
        assertEquals(forward, variance(layer.output("y")), 0.03 * forward);
        assertEquals(backward, variance(layer.output("back")), 0.03 * backward);
    }
}
