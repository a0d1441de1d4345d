package io.tapeless.cli;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.DataFormat;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.data.examples.DatasetReader;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.train.Evaluator;
import io.tapeless.codegen.train.ExampleInputs;
import io.tapeless.codegen.train.LabelRange;
import io.tapeless.codegen.train.Scores;
import io.tapeless.codegen.train.TrainingOptions;
import io.tapeless.frontend.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores weights on data. */
@Command(name = "evaluate", mixinStandardHelpOptions = true,
        description = "Computes loss and metrics of weights on data, as training does on validation data. The data are"
                + " prepared as the training data were, which the weights say.")
final class EvaluateCommand extends ReportingCommand {
    @Mixin
    private RunOptions run;

    @Mixin
    private WeightsOption weights;

    @Option(names = "--data", required = true, paramLabel = "[INPUT=]FILE", description = "the data, as train takes them;"
            + " may be repeated")
    private List<String> data = List.of();

    @Option(names = "--batch", paramLabel = "N", description = "examples computed at a time (default: as in training)")
    private Optional<Integer> batch = Optional.empty();

    @Option(names = "--drop-missing", description = "leave rows of tables out that have missing values")
    private boolean dropMissing;

    @Option(names = "--resize", description = "resize images to what the input takes")
    private boolean resize;

    @Override
    public Integer call() {
        RunOptions.requirePositive(command, "--batch", batch);
        Preparation preparation = weights.preparation().orElseThrow(() -> new CliException("how data become inputs is"
                + " written with the weights that train writes as safetensors; expected those, in --weights FILE"));
        Model model = spec.model();
        ExampleInputs inputs = ExampleInputs.of(model);
        CompiledModel compiled = ModelCompiler.compile(model, run.options());
        DataFormat format = new DataFormat(Optional.empty(), Optional.empty(),
                dropMissing ? MissingValues.DROP : MissingValues.ERROR, Set.of(), Set.of(), resize);
        Dataset examples = DatasetReader.read(data.stream().map(DataFile::parse).toList(), format, inputs.types(),
                preparation);
        LabelRange.require(model.forward(), examples);
        Scores scores = new Evaluator(compiled, weights.parameters(compiled, run.seed()), inputs, examples,
                batch.orElseGet(() -> TrainingOptions.batch(compiled.settings(), examples.size()))).score();
        report(model, examples, scores);
        return 0;
    }

    private void report(Model model, Dataset examples, Scores scores) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("model", model.name());
            document.put("examples", examples.size());
            document.put("loss", scores.loss());
            document.put("metrics", scores.metrics());
            JsonOutput.print(command.commandLine().getOut(), document);
        } else {
            command.commandLine().getErr().println(model.name() + ": " + examples.size() + " examples");
            command.commandLine().getOut().println(TrainProgress.text(scores));
        }
    }
}
