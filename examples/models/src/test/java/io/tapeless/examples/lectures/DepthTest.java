package io.tapeless.examples.lectures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Parameters;
import io.tapeless.examples.lectures.DepthExperiment.Curve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Example 4: gradients shrink and explode with depth as predicted; He's and Glorot's weights prevent it. */
class DepthTest {
    private static final Path PAGE = Path.of("lectures", "04-depth", "README.md");
    private static final Path PLOT = PAGE.resolveSibling("gradients.svg");
    /** Standard deviation of log₁₀ of a norm after 49 steps of a random walk of variance 5/n each in ln of its square. */
    private static final double SPREAD = Math.sqrt((Depth.LAYERS - 1) * 5.0 / Depth.WIDTH) / 2 / Math.log(10);

    private static List<Curve> curves;

    @BeforeAll
    static void run() {
        curves = DepthExperiment.curves();
    }

    private static Curve curve(String label) {
        return curves.stream().filter(curve -> curve.label().equals(label)).findFirst().orElseThrow();
    }

    @Test
    void theSpecsWeightsHaveTheVarianceAskedFor() {
        Lecture lecture = Lecture.of("04-depth/Depth", Map.of("LAYERS", "1", "VARIANCE", "10"));
        Parameters weights = ModelCompiler.compile(lecture.model()).initialize(1);
        double he = 2.0 / Depth.WIDTH;
        assertEquals(10 * he, Glorot.variance(weights.get("layers.0.w")), 0.05 * 10 * he);
    }

    @Test
    void gradientsShrinkOrExplodeAsPredicted() {
        for (String label : List.of("0.1", "0.5", "1 (He)", "2", "10")) {
            Curve curve = curve(label);
            for (int layer = 0; layer < Depth.LAYERS; layer++) {
                assertEquals(curve.predicted(layer), curve.measured(layer), 0.25, label + ", layer " + layer);
            }
        }
    }

    @Test
    void heAndGlorotKeepThemWithinOneOrderOfMagnitude() {
        for (String label : List.of("1 (He)", "0.5 tanh (Glorot)")) {
            Curve curve = curve(label);
            double least = 0;
            double most = 0;
            for (int layer = 0; layer < Depth.LAYERS; layer++) {
                least = Math.min(least, curve.measured(layer));
                most = Math.max(most, curve.measured(layer));
            }
            assertTrue(most - least < 1, label + ": from " + least + " to " + most);
        }
    }

    @Test
    void singleExamplesSpreadAsARandomWalkDoes() {
        assertEquals(SPREAD, curve("1 (He)").spread(), 0.3 * SPREAD);
    }

    @Test
    void thePageShowsTheTable() throws IOException {
        String page = Files.readString(PAGE);
        String current = page.replaceFirst("(?s)```text\n.*?```", "```text\n" + DepthExperiment.table(curves) + "```");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, current);
        }
        assertEquals(current, Files.readString(PAGE));
    }

    @Test
    void thePlotShowsTheCurves() throws IOException {
        String plot = DepthExperiment.plot(curves);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PLOT, plot);
        }
        assertEquals(plot, Files.readString(PLOT));
    }
}
