package io.tapeless.cli;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.examples.ArrayFile;
import io.tapeless.codegen.data.examples.DataFile;
import io.tapeless.codegen.data.examples.DataFormat;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.codegen.data.examples.DatasetReader;
import io.tapeless.codegen.data.examples.Examples;
import io.tapeless.codegen.data.examples.Holdout;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.codegen.train.ExampleInputs;
import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The examples of a training run: what the options say, else what the spec's {@code @Train} says. */
final class DataOptions {
    @Option(names = "--data", paramLabel = "[INPUT=]FILE", description = "training data: CSV, NPZ, text (with --text), a"
            + " folder with a folder of images for each class, or"
            + " x=FILE for one input (NPY, IDX, CSV); may be repeated")
    private List<String> data = List.of();

    @Option(names = "--target", paramLabel = "COLUMN", description = "the CSV column of the labels")
    private Optional<String> target = Optional.empty();

    @Option(names = "--valid", paramLabel = "[INPUT=]FILE|FRACTION", description = "validation data, as --data, or a"
            + " fraction of the training data to hold out, such as 0.2, or 0 for none; files may be repeated")
    private List<String> valid = List.of();

    @Option(names = "--scale", paramLabel = "[INPUT=]FACTOR", description = "factor on the data of a float input,"
            + " such as x=1/255; may be repeated")
    private List<String> scales = List.of();

    @Option(names = "--text", paramLabel = "chars|bytes|lines", description = "read the data as text: x gets windows of"
            + " characters or bytes, or lines, and y what comes next")
    private Optional<String> text = Optional.empty();

    @Option(names = "--missing", paramLabel = "POLICY", description = "missing values of CSV data: error, mean, median,"
            + " or drop the row")
    private Optional<String> missing = Optional.empty();

    @Option(names = "--categorical", split = ",", paramLabel = "COLUMN", description = "CSV columns that are categories"
            + " although they look like numbers")
    private Set<String> categorical = Set.of();

    @Option(names = "--normalize", split = ",", paramLabel = "INPUT", description = "inputs that are brought to mean 0"
            + " and deviation 1, element by element, over the training data")
    private Set<String> normalize = Set.of();

    @Option(names = "--resize", description = "resize images to what the input takes")
    private boolean resize;

    /** The inputs, and the data for them. */
    record Read(ExampleInputs inputs, Dataset train, Optional<Dataset> valid) {}

    /** Reads the data that the inputs of a model ask for. */
    Read read(ExampleInputs inputs, TrainSettings settings, Path spec, long seed) {
        List<DataFile> files = files(data);
        if (files.isEmpty()) {
            String named = settings.text(TrainSetting.DATA).orElseThrow(() -> new CliException("no training data; give"
                    + " --data, or name the data in the spec: @Train(data = \"…\")"));
            files = List.of(besideSpec(spec, named, "data"));
        }
        ExampleInputs scaled = inputs.scaled(factors(inputs, settings));
        Examples examples = DatasetReader.read(files, holdout(settings, spec, seed), format(files, settings),
                scaled.types());
        return new Read(scaled, examples.train(), examples.valid());
    }

    private Holdout holdout(TrainSettings settings, Path spec, long seed) {
        List<String> held = valid.isEmpty() ? settings.text(TrainSetting.VALID).map(List::of).orElse(List.of()) : valid;
        Optional<Double> fraction = held.size() == 1 ? Numbers.parse(held.get(0)) : Optional.empty();
        if (fraction.isPresent()) {
            return fraction.get() == 0 ? Holdout.none() : Holdout.fraction(fraction.get(), seed);
        }
        return Holdout.files(valid.isEmpty() ? held.stream().map(v -> besideSpec(spec, v, "valid")).toList()
                : files(valid));
    }

    /** The spec names the target of tables; files of single inputs have no columns. */
    private DataFormat format(List<DataFile> files, TrainSettings settings) {
        boolean table = files.stream().anyMatch(f -> f.input().isEmpty() && ArrayFile.isCsv(f.path()));
        return new DataFormat(target.or(() -> table ? settings.text(TrainSetting.TARGET) : Optional.empty()),
                text.or(() -> settings.text(TrainSetting.TEXT)).map(TextUnit::of),
                missing.or(() -> settings.text(TrainSetting.MISSING)).map(MissingValues::of)
                        .orElse(MissingValues.ERROR),
                names(categorical, settings, TrainSetting.CATEGORICAL),
                names(normalize, settings, TrainSetting.NORMALIZE),
                resize || settings.flag(TrainSetting.RESIZE));
    }

    private static Set<String> names(Set<String> given, TrainSettings settings, TrainSetting setting) {
        return !given.isEmpty() ? given : settings.text(setting)
                .map(names -> Set.copyOf(List.of(names.strip().split("\\s*,\\s*")))).orElse(Set.of());
    }

    /** The names of the files of training data, as given. */
    String named(TrainSettings settings) {
        return data.isEmpty() ? settings.text(TrainSetting.DATA).orElse("none") : String.join(" ", data);
    }

    private static List<DataFile> files(List<String> arguments) {
        return arguments.stream().map(DataFile::parse).toList();
    }

    /** A file that a spec names: relative to the spec, and in its folder, as a spec must not reach elsewhere. */
    private static DataFile besideSpec(Path spec, String name, String setting) {
        DataFile file = DataFile.parse(name);
        Path folder = spec.toAbsolutePath().getParent();
        Path path = folder.resolve(file.path()).normalize();
        try {
            if (file.path().isAbsolute() || !path.startsWith(folder.normalize())
                    || path.toFile().exists() && !path.toRealPath().startsWith(folder.toRealPath())) {
                throw new CliException("@Train(" + setting + " = \"" + name + "\"): expected a file inside the"
                        + " spec's folder " + folder + "; name other files with --" + setting);
            }
        } catch (IOException e) {
            throw new CliException(path + ": can't be read: " + e.getMessage());
        }
        return new DataFile(file.input(), path);
    }

    private Map<String, Double> factors(ExampleInputs inputs, TrainSettings settings) {
        List<String> floats = inputs.types().stream().filter(t -> t.dtype().isFloat()).map(InputType::name).toList();
        Map<String, Double> factors = new LinkedHashMap<>();
        settings.real(TrainSetting.SCALE).ifPresent(factor -> factors.put(scaledInput(floats), factor));
        for (String scale : scales) {
            int equals = scale.indexOf('=');
            String input = equals < 0 ? scaledInput(floats) : scale.substring(0, equals);
            factors.put(input, Numbers.parse(scale.substring(equals + 1)).orElseThrow(() -> new CliException(
                    "--scale " + scale + ": expected a number such as 0.5 or 1/255, or x=1/255")));
        }
        return factors;
    }

    /** What a factor without name is for: x, or the only float input. */
    private static String scaledInput(List<String> floats) {
        if (floats.contains("x")) {
            return "x";
        }
        if (floats.size() != 1) {
            throw new CliException("a scale needs the name of its input, as in --scale "
                    + (floats.isEmpty() ? "x" : floats.get(0)) + "=1/255; the float inputs are " + floats);
        }
        return floats.get(0);
    }
}
