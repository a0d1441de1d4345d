package io.tapeless.cli;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.format.AtomicFile;
import io.tapeless.codegen.train.Checkpoints;
import io.tapeless.codegen.train.EpochReport;
import io.tapeless.codegen.train.ExampleInputs;
import io.tapeless.codegen.train.Scores;
import io.tapeless.codegen.train.TrainingOptions;
import io.tapeless.codegen.train.TrainingRun;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.optim.Optimizers;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model. */
@Command(name = "train", mixinStandardHelpOptions = true, modelTransformer = SettingOptions.OfRun.class,
        description = "Trains a model; what the options leave open, @Train in the spec says.",
        footer = {"", "Ctrl-C ends the training after the step it is in; checkpoint and weights are then written as"
                + " asked."})
final class TrainCommand extends ReportingCommand {
    private static final int USUAL_EPOCHS = 10;
    private static final int INTERRUPTED = 130;
    private static final Set<TrainSetting> ROWS_OF_THEIR_OWN = EnumSet.of(TrainSetting.OPTIMIZER,
            TrainSetting.LEARNING_RATE, TrainSetting.BATCH, TrainSetting.EPOCHS);

    @Mixin
    private DataOptions data;

    @Mixin
    private RunOptions run;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "where to write the weights: as NPZ if"
            + " FILE ends in .npz, else as safetensors")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private CheckpointOptions checkpoint;

    @Option(names = "--report", paramLabel = "FILE.html", description = "write a page with curves of loss and metrics,"
            + " configuration, graph and cost")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--profile", description = "print where the time went, kernel by kernel, when training ends")
    private boolean profile;

    @Override
    public Integer call() {
        requireWritable();
        Optional<Checkpoints> checkpoints = checkpoint.checkpoints();
        CompileOptions options = profile ? run.options().withProfile() : run.options();
        CompileOptions compile = options.withSettings(SettingOptions.settings(command));
        Model model = spec.model();
        CompiledModel compiled = ModelCompiler.compile(model, compile);
        TrainSettings settings = compiled.settings();
        DataOptions.Read examples = data.read(ExampleInputs.of(model), settings, spec.file(), run.seed());
        TrainingOptions plan = new TrainingOptions(settings.count(TrainSetting.EPOCHS).orElse(USUAL_EPOCHS),
                TrainingOptions.batch(settings, examples.train().size()), run.seed(), checkpoints);
        PrintWriter err = command.commandLine().getErr();
        err.println(model.name() + ": " + examples.train().size() + " examples"
                + examples.valid().map(v -> ", " + v.size() + " for validation").orElse("")
                + ", batches of " + plan.batch());
        PrintWriter lines = json ? new PrintWriter(Writer.nullWriter()) : command.commandLine().getOut();
        try (TrainProgress progress = new TrainProgress(lines, err, plan.epochs())) {
            TrainingRun training = new TrainingRun(compiled, examples.inputs(), examples.train(), examples.valid(),
                    plan, progress);
            progress.start(training.epochs(), training.stepsPerEpoch());
            return train(training, progress);
        }
    }

    private void requireWritable() {
        output.ifPresent(AtomicFile::requireWritable);
        report.ifPresent(AtomicFile::requireWritable);
    }

    private int train(TrainingRun training, TrainProgress progress) {
        try (Interruption interruption = new Interruption(training::stop)) {
            TrainingRun.End end = training.run();
            progress.close();
            output.ifPresent(training::writeWeights);
            report.ifPresent(file -> AtomicFile.write(file, out -> out.write(TrainReport.of(training,
                    configuration(training, end)).getBytes(StandardCharsets.UTF_8))));
            if (json) {
                JsonOutput.print(command.commandLine().getOut(), document(training, end));
            } else {
                summary(training, end).forEach(command.commandLine().getOut()::println);
                profiles(training).forEach(view -> view.print(command.commandLine().getOut()));
            }
            if (end != TrainingRun.End.STOPPED) {
                return 0;
            }
            command.commandLine().getErr().println("interrupted in epoch " + (training.epochs() + 1) + " after "
                    + training.stepsInEpoch() + " of its " + training.stepsPerEpoch() + " steps"
                    + checkpoint.directory().map(d -> "; --checkpoint " + d + " --resume goes on from there").orElse(""));
            return INTERRUPTED;
        }
    }

    /** Of the step, and of what computes the scores of validation if there is any; none unless asked for. */
    private List<ProfileView> profiles(TrainingRun training) {
        if (!profile) {
            return List.of();
        }
        CompiledModel compiled = training.model();
        List<ProfileView> views = new ArrayList<>(List.of(new ProfileView("step", training.function(), Optional.empty())));
        if (training.reports().stream().anyMatch(report -> report.valid().isPresent())) {
            views.add(new ProfileView("validation", compiled.evaluate(), Optional.empty()));
        }
        return views;
    }

    private Map<String, Object> configuration(TrainingRun training, TrainingRun.End end) {
        CompiledModel compiled = training.model();
        TrainSettings settings = compiled.settings();
        Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("spec", spec.file());
        spec.defines().forEach((name, value) -> rows.put("-D " + name, value));
        rows.put("data", data.named(settings));
        rows.put("optimizer", Optimizers.name(settings));
        if (Optimizers.isStep(settings)) {
            rows.put("learning rate", Optimizers.learningRate(settings));
        }
        settings.values().forEach((setting, value) -> {
            if (!ROWS_OF_THEIR_OWN.contains(setting) && setting.part() != TrainSetting.Part.DATA) {
                rows.put(setting.label(), value);
            }
        });
        rows.put("batch", training.batch());
        rows.put("epochs", training.epochs() + switch (end) {
            case DONE -> "";
            case EARLY -> ", then no better";
            case AT_MINIMUM -> ", then at a minimum";
            case STOPPED -> ", then interrupted";
        });
        rows.put("steps", training.steps());
        rows.put("seed", run.seed());
        rows.put("threads", run.threads());
        rows.put("form", compiled.options().form().name().toLowerCase(Locale.ROOT));
        rows.put("training time", Numbers.seconds(seconds(training)));
        return rows;
    }

    private List<String> summary(TrainingRun training, TrainingRun.End end) {
        Optional<EpochReport> last = training.reports().stream().reduce((a, b) -> b);
        String trained = last.map(report -> "trained to epoch " + report.epoch() + " in "
                + Numbers.seconds(seconds(training)) + ", " + Numbers.rate(examples(training) / seconds(training))
                + " examples/s; " + report.valid().map(v -> "validation " + TrainProgress.text(v))
                        .orElseGet(() -> "training " + TrainProgress.text(report.train())))
                .orElse(end == TrainingRun.End.STOPPED ? "no epoch finished" : "no epoch left to train");
        List<String> lines = new ArrayList<>(List.of(trained));
        if (end == TrainingRun.End.EARLY) {
            lines.add("ended early, as the score that is watched was not better any more");
        } else if (end == TrainingRun.End.AT_MINIMUM) {
            lines.add("ended as no step makes the loss smaller");
        }
        if (training.skippedSteps() > 0) {
            lines.add(training.skippedSteps() + " steps were skipped as they were not finite");
        }
        output.ifPresent(file -> lines.add("weights written to " + file));
        report.ifPresent(file -> lines.add("report written to " + file));
        return lines;
    }

    private static double seconds(TrainingRun training) {
        return training.reports().stream().mapToDouble(EpochReport::trainSeconds).sum();
    }

    private static long examples(TrainingRun training) {
        return training.reports().stream().mapToLong(EpochReport::examples).sum();
    }

    private Map<String, Object> document(TrainingRun training, TrainingRun.End end) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", training.model().model().name());
        document.put("stopped", end == TrainingRun.End.STOPPED);
        document.put("early", end == TrainingRun.End.EARLY);
        document.put("atMinimum", end == TrainingRun.End.AT_MINIMUM);
        document.put("skippedSteps", training.skippedSteps());
        document.put("epochs", training.reports().stream().map(TrainCommand::document).toList());
        document.put("steps", training.steps());
        document.put("seconds", seconds(training));
        document.put("examplesPerSecond", examples(training) / seconds(training));
        output.ifPresent(file -> document.put("weights", file));
        report.ifPresent(file -> document.put("report", file));
        checkpoint.directory().ifPresent(folder -> document.put("checkpoint", folder));
        if (profile) {
            document.put("profiles", profiles(training).stream().map(ProfileView::document).toList());
        }
        return document;
    }

    private static Map<String, Object> document(EpochReport report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("epoch", report.epoch());
        document.put("steps", report.steps());
        document.put("train", document(report.train()));
        report.valid().ifPresent(scores -> document.put("valid", document(scores)));
        document.put("trainSeconds", report.trainSeconds());
        document.put("validSeconds", report.validSeconds());
        return document;
    }

    private static Map<String, Object> document(Scores scores) {
        return Map.of("loss", scores.loss(), "metrics", scores.metrics());
    }
}
