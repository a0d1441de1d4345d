package io.tapeless.examples.factorisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.Trainer;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.train.ExampleInputs;
import io.tapeless.codegen.train.TrainingListener;
import io.tapeless.codegen.train.TrainingOptions;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Factors that are known are found again, as well as least squares can; a step touches the rows of its batch alone. */
class FactorisationTest {
    private static final int USERS = 300;
    private static final int ITEMS = 200;
    private static final int RANK = 5;
    private static final int COUNT = 60_000;
    private static final int EPOCHS = 20;
    private static final int BATCH = 256;
    private static final Map<String, String> SIZES =
            Map.of("USERS", "" + USERS, "ITEMS", "" + ITEMS, "RANK", "" + RANK);

    private static Model model(String spec, Map<String, String> defines) {
        return SpecCompiler.compile(Path.of("factorisation", spec + ".model.java"), defines);
    }

    /** Ratings and who made them. */
    private static Map<String, NdArray> ratings() {
        Map<String, String> defines = new LinkedHashMap<>(SIZES);
        defines.put("COUNT", "" + COUNT);
        CompiledModel model = ModelCompiler.compile(model("Ratings", defines));
        Predictor predictor = model.predictor(model.initialize(1));
        predictor.bound().setKey(1);
        predictor.run();
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        predictor.bound().outputs().forEach((name, view) -> arrays.put(name, view.toArray()));
        return arrays;
    }

    /** Least squares with p free parameters, of n ratings with noise σ, is off their true means by σ·√(p/n). */
    @Test
    void knownFactorsAreFoundAgain() {
        Map<String, NdArray> ratings = ratings();
        Model model = model("Factorisation", SIZES);
        CompiledModel compiled = ModelCompiler.compile(model);
        ExampleInputs inputs = ExampleInputs.of(model);
        TrainingRun run = new TrainingRun(compiled, inputs, Dataset.of(ratings, inputs.types()), Optional.empty(),
                TrainingOptions.of(EPOCHS, BATCH, 1), TrainingListener.SILENT);
        run.run();
        Predictor predictor = compiled.predictor(run.weights());
        predictor.batch(COUNT);
        predictor.input("user").set(ratings.get("user"));
        predictor.input("item").set(ratings.get("item"));
        predictor.run();
        float[] truth = ratings.get("truth").asFloats();
        double squares = 0;
        for (int i = 0; i < COUNT; i++) {
            squares += Math.pow(predictor.output("predicted").get(i) - truth[i], 2);
        }
        double parameters = (USERS + ITEMS - RANK) * RANK + USERS + ITEMS;
        double expected = 0.5 * Math.sqrt(parameters / COUNT);
        assertEquals(expected, Math.sqrt(squares / COUNT), 0.05 * expected);
    }

    @Test
    void rowsThatABatchDoesNotNameStayAsTheyAre() {
        Trainer trainer = ModelCompiler.compile(model("Factorisation", SIZES)).trainer(1);
        float[] before = trainer.parameters().get("users").toArray().asFloats();
        trainer.batch(4);
        trainer.input("user").set(new int[] {7, 3, 7, 299});
        trainer.input("item").set(new int[] {0, 1, 2, 3});
        trainer.input("rating").set(new float[] {1, 2, 3, 4});
        trainer.step();
        trainer.step();
        float[] after = trainer.parameters().get("users").toArray().asFloats();
        for (int user = 0; user < USERS; user++) {
            boolean named = user == 3 || user == 7 || user == 299;
            int from = user * RANK;
            boolean same = Arrays.equals(before, from, from + RANK, after, from, from + RANK);
            assertTrue(named != same, "user " + user);
        }
    }
}
