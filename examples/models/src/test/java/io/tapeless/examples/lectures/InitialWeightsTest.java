package io.tapeless.examples.lectures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Example 11: what initial weights do to variances. */
class InitialWeightsTest {
    @Test
    void glorotKeepsVariancesThereAndBack() {
        CompiledModel model = ModelCompiler.compile(Lecture.of("11-glorot/Glorot").model());
        Parameters parameters = model.initialize(5);
        double sigma2 = 2.0 / (Glorot.IN + Glorot.OUT);
        assertEquals(sigma2, Glorot.variance(parameters.get("w")), 0.01 * sigma2);

        Predictor layer = model.predictor(parameters);
        layer.batch(Glorot.BATCH);
        Random random = new Random(3);
        layer.input("x").set(random.doubles(Glorot.BATCH * Glorot.IN).map(u -> random.nextGaussian()).toArray());
        layer.input("v").set(random.doubles(Glorot.BATCH * Glorot.OUT).map(u -> random.nextGaussian()).toArray());
        layer.run();
        double forward = Glorot.IN * sigma2 * Glorot.variance(layer.input("x"));
        double backward = Glorot.OUT * sigma2 * Glorot.variance(layer.input("v"));
        assertEquals(forward, Glorot.variance(layer.output("y")), 0.03 * forward);
        assertEquals(backward, Glorot.variance(layer.output("back")), 0.03 * backward);
    }
}
