package io.tapeless.examples.names;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.DataFormat;
import io.tapeless.codegen.data.examples.DatasetReader;
import io.tapeless.codegen.data.examples.Examples;
import io.tapeless.codegen.data.examples.Holdout;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.codegen.train.EpochReport;
import io.tapeless.codegen.train.ExampleInputs;
import io.tapeless.codegen.train.TrainingListener;
import io.tapeless.codegen.train.TrainingOptions;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.spec.SpecCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of letter pairs, trained on the first names, finds the entropy of what follows a letter. */
class NamesTest {
    private static final int NAMES = 2_000;

    @Test
    void theTableOfPairsReachesTheCountedEntropy(@TempDir Path folder) throws IOException {
        List<String> names = Files.readAllLines(Path.of("names", "names.txt")).subList(0, NAMES);
        Path file = Files.write(folder.resolve("names.txt"), names);
        Model model = SpecCompiler.compile(Path.of("names", "Bigram.model.java"), Map.of());
        ExampleInputs inputs = ExampleInputs.of(model);
        Examples data = DatasetReader.read(List.of(DataFile.parse(file.toString())), Holdout.none(),
                new DataFormat(Optional.empty(), Optional.of(TextUnit.of("lines")), MissingValues.ERROR, Set.of(), Set.of(),
                        false), inputs.types());
        int epochs = model.settings().count(TrainSetting.EPOCHS).orElseThrow();
        TrainingRun run = new TrainingRun(ModelCompiler.compile(model), inputs, data.train(), data.valid(),
                TrainingOptions.of(epochs, NAMES, 1), TrainingListener.SILENT);
        run.run();
        List<EpochReport> reports = run.reports();
        assertEquals(entropy(names), reports.get(epochs - 1).train().loss(), 1e-5);
    }

    /** The mean of −log P(letter | the letter before), where P is a share among those counted. */
    private static double entropy(List<String> names) {
        Map<String, Integer> pairs = new HashMap<>();
        Map<Character, Integer> firsts = new HashMap<>();
        for (String name : names) {
            String line = "\n" + name + "\n";
            for (int i = 1; i < line.length(); i++) {
                pairs.merge(line.substring(i - 1, i + 1), 1, Integer::sum);
                firsts.merge(line.charAt(i - 1), 1, Integer::sum);
            }
        }
        double sum = 0;
        int count = 0;
        for (Map.Entry<String, Integer> pair : pairs.entrySet()) {
            int n = pair.getValue();
            sum -= n * Math.log((double) n / firsts.get(pair.getKey().charAt(0)));
            count += n;
        }
        return sum / count;
    }
}
