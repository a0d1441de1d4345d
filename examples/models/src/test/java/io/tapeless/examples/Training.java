package io.tapeless.examples;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.DataFormat;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.data.examples.DatasetReader;
import io.tapeless.codegen.data.examples.Holdout;
import io.tapeless.codegen.train.EpochReport;
import io.tapeless.codegen.train.ExampleInputs;
import io.tapeless.codegen.train.TrainingListener;
import io.tapeless.codegen.train.TrainingOptions;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains the model of an example as its spec says, through the library. */
final class Training {
    private static final long SEED = 1;

    final Model model;
    final TrainSettings settings;
    private final ExampleInputs inputs;

    Training(Path spec) {
        this(spec, Map.of());
    }

    /** @param defines hyper-parameters, as {@code -D} gives them */
    Training(Path spec, Map<String, String> defines) {
        model = SpecCompiler.compile(spec, defines);
        settings = model.settings();
        inputs = ExampleInputs.of(model).scaled(Map.of("x", settings.real(TrainSetting.SCALE).orElseThrow()));
    }

    Dataset read(Optional<String> target, DataFile... files) {
        return DatasetReader.read(List.of(files), Holdout.none(), target.map(DataFormat::ofTarget).orElse(DataFormat.PLAIN),
                inputs.types()).train();
    }

    Dataset.Split split(Dataset data) {
        return data.split(Double.parseDouble(settings.text(TrainSetting.VALID).orElseThrow()), SEED);
    }

    /** A finished run. */
    TrainingRun run(Dataset train, Dataset valid, int epochs, int threads) {
        TrainingRun run = new TrainingRun(ModelCompiler.compile(model, CompileOptions.defaults().withThreads(threads)),
                inputs, train, Optional.of(valid), TrainingOptions.of(epochs, settings.count(TrainSetting.BATCH).orElseThrow(), SEED),
                TrainingListener.SILENT);
        run.run();
        return run;
    }

    static double accuracy(TrainingRun run) {
        List<EpochReport> reports = run.reports();
        return reports.get(reports.size() - 1).valid().orElseThrow().metrics().get("accuracy");
    }
}
