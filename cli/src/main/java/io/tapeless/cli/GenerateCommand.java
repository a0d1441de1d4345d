package io.tapeless.cli;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.data.text.Vocabulary;
import io.tapeless.codegen.text.Sampling;
import io.tapeless.codegen.text.TextGenerator;
import io.tapeless.frontend.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes text with a language model. */
@Command(name = "generate", mixinStandardHelpOptions = true,
        description = "Writes text with a language model that was trained on text.",
        footer = {"", "The same model, weights, options and seed give the same text."})
final class GenerateCommand implements Callable<Integer>, SpecCommand {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Mixin
    private SpecOptions spec;

    @Mixin
    private RunOptions run;

    @Mixin
    private WeightsOption weights;

    @Option(names = "--prompt", paramLabel = "TEXT", description = "what the text starts with", defaultValue = "")
    private String prompt;

    @Option(names = "--length", paramLabel = "N", description = "characters or bytes to write after it (default:"
            + " ${DEFAULT-VALUE})", defaultValue = "500")
    private int length;

    @Option(names = "--samples", paramLabel = "N", description = "how many texts to write (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private int samples;

    @Option(names = "--temperature", paramLabel = "X", description = "1 draws as trained, less prefers what is likely,"
            + " 0 takes the likeliest (default: ${DEFAULT-VALUE})", defaultValue = "1")
    private double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "draw from the K likeliest only")
    private Optional<Integer> topK = Optional.empty();

    @Option(names = "--logits", paramLabel = "NAME", description = "the tensor that says what comes next (default:"
            + " logits, or the only output)")
    private Optional<String> logits = Optional.empty();

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Optional<Path> specFile() {
        return Optional.of(spec.file());
    }

    @Override
    public Integer call() {
        RunOptions.requirePositive(command, "--length", Optional.of(length));
        RunOptions.requirePositive(command, "--samples", Optional.of(samples));
        RunOptions.requirePositive(command, "--top-k", topK);
        Vocabulary vocabulary = weights.preparation().flatMap(Preparation::vocabulary).orElseThrow(() -> new CliException(
                "--weights FILE needs the weights of a model that was trained on text, with train --text"));
        Model model = spec.model();
        CompiledModel compiled = ModelCompiler.compile(model, run.options());
        TextGenerator generator = new TextGenerator(compiled, weights.parameters(compiled, run.seed()), vocabulary,
                logits(model));
        Sampling sampling = new Sampling(temperature, topK.orElse(Integer.MAX_VALUE));
        Random random = new Random(run.seed());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            texts.add(generator.generate(prompt, length, sampling, random));
            if (!json) {
                command.commandLine().getOut().println(texts.get(i));
            }
        }
        if (json) {
            JsonOutput.print(command.commandLine().getOut(), Map.of("model", model.name(), "texts", texts));
        }
        return 0;
    }

    private String logits(Model model) {
        List<String> outputs = model.outputs();
        return logits.orElseGet(() -> outputs.contains("logits") || outputs.size() != 1 ? "logits" : outputs.get(0));
    }
}
