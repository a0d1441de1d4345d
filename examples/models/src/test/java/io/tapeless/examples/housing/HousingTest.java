package io.tapeless.examples.housing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.DataFormat;
import io.tapeless.codegen.data.examples.DatasetReader;
import io.tapeless.codegen.data.examples.Examples;
import io.tapeless.codegen.data.examples.Holdout;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.train.ExampleInputs;
import io.tapeless.codegen.train.TrainingListener;
import io.tapeless.codegen.train.TrainingOptions;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** House values: a few epochs, after which the network is far better than least squares; the README has all of them. */
class HousingTest {
    /** Of ordinary least squares on the test rows, by NumPy (ols.py). */
    private static final double LEAST_SQUARES = 0.645742;

    @Test
    void theNetworkIsBetterThanLeastSquares() {
        Model model = SpecCompiler.compile(Path.of("housing", "Housing.model.java"), Map.of());
        ExampleInputs inputs = ExampleInputs.of(model);
        Examples data = DatasetReader.read(List.of(DataFile.parse("housing/train.csv.gz")),
                Holdout.files(List.of(DataFile.parse("housing/test.csv.gz"))),
                new DataFormat(Optional.of("median_house_value"), Optional.empty(), MissingValues.of("median"), Set.of(),
                        Set.of("x"), false), inputs.types());
        assertEquals(16_512, data.train().size());
        assertEquals(4_128, data.valid().orElseThrow().size());
        TrainingRun run = new TrainingRun(ModelCompiler.compile(model), inputs, data.train(), data.valid(),
                TrainingOptions.of(4, 256, 1), TrainingListener.SILENT);
        run.run();
        double r2 = run.reports().get(3).valid().orElseThrow().metrics().get("r2");
        assertTrue(r2 > LEAST_SQUARES + 0.05, "R2 " + r2);
    }
}
