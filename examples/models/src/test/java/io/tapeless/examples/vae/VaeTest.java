package io.tapeless.examples.vae;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The divergence that the model computes in closed form, against a mean over what it draws. */
class VaeTest {
    private static final int DRAWS = 20_000;
    private static final int LATENT = 8;

    /**
     * KL(N(c, s²) || N(0, 1)) is the mean of log N(z; c, s²) − log N(z; 0, 1) over z = c + s·e from N(c, s²), where it is
     * (z² − e²)/2 − log s for each element. All rows are one picture, so that rows are draws.
     */
    @Test
    void theDivergenceIsTheMeanOfItsDraws() {
        CompiledModel model = ModelCompiler.compile(SpecCompiler.compile(Path.of("vae/Vae.model.java"), Map.of()));
        Parameters parameters = model.initialize(1);
        parameters.get("logDeviation").fill(-0.7);
        Predictor predictor = model.predictor(parameters, List.of("code", "z", "divergence"));
        predictor.batch(DRAWS);
        predictor.bound().setKey(3);
        predictor.input("x").fill(0.4);
        predictor.run();
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double ratio = 0;
            for (int i = draw * LATENT; i < (draw + 1) * LATENT; i++) {
                double z = predictor.output("z").get(i);
                double e = (z - predictor.output("code").get(i)) / Math.exp(-0.7);
                ratio += (z * z - e * e) / 2 + 0.7;
            }
            sum += ratio;
            squares += ratio * ratio;
        }
        double mean = sum / DRAWS;
        double error = Math.sqrt((squares / DRAWS - mean * mean) / DRAWS);
        assertEquals(predictor.output("divergence").get(0), mean, 4 * error);
    }
}
