package io.tapeless.cli;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.ModelCompiler;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.ModelBuilder;
import io.tapeless.ir.Leaf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Evaluates tensors of a model. */
@Command(name = "run", mixinStandardHelpOptions = true,
        description = "Evaluates outputs, loss and metrics, or any named tensors of the spec.")
final class RunCommand implements Callable<Integer>, SpecCommand {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Mixin
    private SpecOptions spec;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private RunOptions run;

    @Option(names = "--weights", paramLabel = "FILE", description = "weights (safetensors); without, the initial"
            + " values of the seed are used")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--outputs", split = ",", paramLabel = "NAME", description = "the tensors to evaluate, separated"
            + " by commas")
    private List<String> outputs = List.of();

    @Option(names = "--out", paramLabel = "NAME=FILE.npy|FILE.npz", description = "write a result, or all, to a file"
            + " instead of printing; may be repeated")
    private List<String> files = List.of();

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Optional<Path> specFile() {
        return Optional.of(spec.file());
    }

    @Override
    public Integer call() {
        Results results = new Results(files);
        Model model = spec.model();
        Map<String, NdArray> given = inputs.read(model);
        Set<String> names = new LinkedHashSet<>(outputs);
        names.addAll(results.names());
        if (names.isEmpty()) {
            names.addAll(computable(model, given.keySet()));
        }
        CompiledModel compiled = ModelCompiler.compile(model,
                CompileOptions.defaults().withForm(run.form()).withThreads(run.threads()));
        Map<String, NdArray> values = ModelRun.run(compiled, compiled.forward(List.copyOf(names)),
                ModelRun.parameters(compiled, weights, run.seed()), given, run.seed());
        results.write(values);
        if (json) {
            JsonOutput.print(command.commandLine().getOut(), Map.of("model", model.name(), "values", values));
        } else if (!results.areFiles()) {
            Results.print(command.commandLine().getOut(), values);
        }
        return 0;
    }

    /** Outputs, loss and metrics, without the scores that need inputs, such as labels, that are not given. */
    private List<String> computable(Model model, Set<String> given) {
        List<String> names = new ArrayList<>(model.outputs());
        List<String> scores = new ArrayList<>();
        model.loss().ifPresent(scores::add);
        scores.addAll(model.metrics());
        List<String> left = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String score : scores) {
            List<String> needs = model.forward(List.of(score)).inputs().stream()
                    .map(n -> ((Leaf.Input) n.op()).name())
                    .filter(n -> !given.contains(n) && !n.equals(ModelBuilder.KEY)).toList();
            if (needs.isEmpty() || names.isEmpty()) {
                names.add(score);
            } else {
                left.add(score);
                missing.addAll(needs);
            }
        }
        if (!left.isEmpty()) {
            command.commandLine().getErr().println("left out: " + String.join(", ", left) + ", as "
                    + String.join(", ", missing) + " is not given");
        }
        if (names.isEmpty()) {
            throw new CliException("model " + model.name() + " has no outputs; name tensors with --outputs");
        }
        return names;
    }
}
