package io.tapeless.cli;

import io.tapeless.codegen.data.NdArray;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        description = "Evaluates outputs, loss and metrics, or any named tensors of the spec. A jar is run by its own"
                + " code, and has outputs, loss and metrics only.")
final class RunCommand implements Callable<Integer>, SpecCommand {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec command;

    @Mixin
    private SourceOptions source;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private RunOptions run;

    @Mixin
    private WeightsOption weights;

    @Option(names = "--outputs", split = ",", paramLabel = "NAME", description = "the tensors to evaluate, separated"
            + " by commas")
    private List<String> outputs = List.of();

    @Option(names = "--out", paramLabel = "NAME=FILE.npy|FILE.npz", description = "write a result, or all, to a file"
            + " instead of printing; may be repeated")
    private List<String> files = List.of();

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Option(names = "--profile", description = "print where the time went, kernel by kernel; not of a jar")
    private boolean profile;

    @Override
    public Optional<Path> specFile() {
        return source.specFile();
    }

    @Override
    public Integer call() {
        Results results = new Results(files);
        if (source.isJar() && profile) {
            throw new CommandLine.ParameterException(command.commandLine(),
                    "--profile is for specs: a jar has no times of its kernels");
        }
        ModelSource model = source.isJar() ? new JarSource(source.archive(), run, weights)
                : new SpecSource(source.model(), run, weights, profile);
        Map<String, NdArray> given = inputs.read(model.name(), model.inputs(), model.preparation());
        Set<String> names = new LinkedHashSet<>(outputs);
        names.addAll(results.names());
        if (names.isEmpty()) {
            names.addAll(computable(model, given.keySet()));
        }
        Map<String, NdArray> values = model.values(List.copyOf(names), given);
        results.write(values);
        PrintWriter out = command.commandLine().getOut();
        Optional<ProfileView> times = profile ? Optional.of(((SpecSource) model).profile(List.copyOf(names)))
                : Optional.empty();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>(Map.of("model", model.name(), "values", values));
            times.ifPresent(view -> document.put("profile", view.document()));
            JsonOutput.print(out, document);
        } else {
            if (!results.areFiles()) {
                Results.print(out, values);
            }
            times.ifPresent(view -> view.print(out));
        }
        return 0;
    }

    /** Outputs, loss and metrics, without the scores that need inputs, such as labels, that are not given. */
    private List<String> computable(ModelSource model, Set<String> given) {
        List<String> names = new ArrayList<>(model.outputs());
        List<String> left = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String score : model.scores()) {
            List<String> needs = model.needs(score).stream().filter(n -> !given.contains(n)).toList();
            if (needs.isEmpty() || names.isEmpty()) {
                names.add(score);
            } else {
                left.add(score);
                missing.addAll(needs);
            }
        }
        if (!left.isEmpty()) {
            command.commandLine().getErr().println("left out: " + String.join(", ", left) + ", as "
                    + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " not given");
        }
        if (names.isEmpty()) {
            throw new CliException("model " + model.name() + " has no outputs; name tensors with --outputs");
        }
        return names;
    }
}
