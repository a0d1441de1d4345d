package io.tapeless.cli;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.VariableTable;
import io.tapeless.codegen.aot.JarOptions;
import io.tapeless.codegen.aot.ModelJar;
import io.tapeless.frontend.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compiles a model to a jar. */
@Command(name = "compile", mixinStandardHelpOptions = true, modelTransformer = SettingOptions.OfStep.class,
        description = "Compiles a model to a jar that trains and predicts with nothing else on the class path.",
        footer = {"", "java -jar out.jar --info says what is in the jar; META-INF/doc in it, and --sources, how to call it."})
final class CompileCommand extends ReportingCommand {
    private static final String JAR = ".jar";

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", required = true, description = "the jar to write")
    private Path output;

    @Option(names = "--class", paramLabel = "pkg.Name", description = "the class through which the model is used"
            + " (default: tapeless.models. and the model's name)")
    private Optional<String> className = Optional.empty();

    @Option(names = "--weights", paramLabel = "FILE", description = "weights (safetensors or NPZ) that the jar is to"
            + " hold")
    private Optional<Path> weights = Optional.empty();

    @Option(names = "--sources", description = "write a jar of Javadoc'd sources for editors, too: out-sources.jar")
    private boolean sources;

    @Override
    public Integer call() {
        CompileOptions options = CompileOptions.defaults().withSettings(SettingOptions.settings(command));
        Model model = spec.model();
        Optional<Parameters> stored = weights.map(file -> read(file, model));
        ModelJar jar = ModelJar.of(model, new JarOptions(className, options, stored,
                weights.flatMap(WeightsOption::preparation)));
        jar.write(output);
        if (sources) {
            jar.writeSources(sourcesFile());
        }
        report(model, jar);
        return 0;
    }

    /** Named as Maven names them, which editors know. */
    private Path sourcesFile() {
        String name = output.getFileName().toString();
        return output.resolveSibling((name.endsWith(JAR) ? name.substring(0, name.length() - JAR.length()) : name)
                + "-sources" + JAR);
    }

    private static Parameters read(Path file, Model model) {
        Parameters parameters = new Parameters(new VariableTable(model.variables()));
        WeightsOption.set(file, tensors -> parameters.set(tensors, parameters.table().names()));
        return parameters;
    }

    private void report(Model model, ModelJar jar) {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("model", model.name());
            document.put("jar", output);
            document.put("class", jar.className());
            document.put("bytes", size());
            document.put("holdsWeights", weights.isPresent());
            if (sources) {
                document.put("sources", sourcesFile());
            }
            JsonOutput.print(out, document);
        } else {
            out.println("wrote " + output + ": class " + jar.className() + ", " + (size() + 999) / 1000 + " kB");
            if (sources) {
                out.println("wrote " + sourcesFile());
            }
        }
    }

    private long size() {
        try {
            return Files.size(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
