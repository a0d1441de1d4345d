package io.tapeless.cli;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.ArrayFile;
import io.tapeless.codegen.data.examples.Preparation;
import io.tapeless.codegen.data.format.ArrayLiteral;
import io.tapeless.codegen.data.format.NpzFile;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Values of inputs. */
final class InputOptions {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z_$][\\w$.]*)=(.*)", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\\s*(\\[.*|[-+.\\d].*|true|false|NaN|Infinity)\\s*",
            Pattern.DOTALL);

    @Option(names = "--in", paramLabel = "INPUT=VALUE|FILE", description = "an input: x=FILE (.npy, .csv, IDX),"
            + " a literal such as x=[[1,2],[3,4]], an NPZ file of inputs by name, or a CSV file like that trained on; may be"
            + " repeated")
    private List<String> values = List.of();

    @Option(names = "--prepared", description = "inputs given by name are numbers as the model takes them; without, they are"
            + " scaled and normalized as the training data were, if the weights say how")
    private boolean prepared;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * The inputs given, each of its input's dtype.
     *
     * @param types of all inputs, by name
     * @param preparation how the training data became inputs; what it does to numbers is said
     */
    Map<String, NdArray> read(String model, Map<String, TensorType> types, Optional<Preparation> preparation) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (String value : values) {
            Matcher named = NAMED.matcher(value);
            if (named.matches()) {
                TensorType type = types.get(named.group(1));
                if (type == null) {
                    throw new CliException("--in " + named.group(1) + ": model " + model + " has no input "
                            + named.group(1) + "; it has " + types.keySet());
                }
                arrays.put(named.group(1), prepared(named.group(1), named(named.group(1), named.group(2), type), type,
                        preparation));
            } else if (ArrayFile.isCsv(Path.of(value))) {
                arrays.putAll(preparation.orElseThrow(() -> new CliException("--in " + value + ": how its columns become"
                                + " inputs is written with weights that were trained on a table, in --weights FILE;"
                                + " expected those, or INPUT=" + value))
                        .read(Path.of(value), ModelRun.exampleTypes(types)));
            } else {
                NpzFile.read(Path.of(value)).forEach((name, array) -> {
                    if (types.containsKey(name)) {
                        arrays.put(name, prepared(name, array, types.get(name), preparation));
                    }
                });
            }
        }
        return arrays;
    }

    private static NdArray named(String name, String value, TensorType type) {
        if (value.isBlank()) {
            throw new CliException("--in " + name + "=: expected a file or a literal such as [[1,2],[3,4]] after =");
        }
        if (LITERAL.matcher(value).matches() && !isFile(value)) {
            return ArrayLiteral.parse("--in " + name, value);
        }
        NdArray array = ArrayFile.read(Path.of(value));
        return value.endsWith(".csv") ? squeezed(array, type.rank()) : rows(array, type.shape());
    }

    /** Rows of another shape but the size of the input's, such as pictures for vectors of pixels, are read as its rows. */
    private static NdArray rows(NdArray array, Shape shape) {
        if (array.rank() == 0 || shape.rank() == 0) {
            return array;
        }
        Shape row = shape.slice(1, shape.rank());
        return row.isStatic() && row.size().constant() == array.rowSize()
                ? array.reshape(Shape.of(array.rows()).concat(row).evaluate(Map.of())) : array;
    }

    private static boolean isFile(String value) {
        return !value.trim().startsWith("[") && Files.exists(Path.of(value));
    }

    /** A table has two axes; one of extent 1 is dropped where the input has fewer. */
    private static NdArray squeezed(NdArray table, int rank) {
        List<Integer> shape = new ArrayList<>(Arrays.stream(table.shape()).boxed().toList());
        for (int axis = shape.size() - 1; axis >= 0 && shape.size() > rank; axis--) {
            if (shape.get(axis) == 1) {
                shape.remove(axis);
            }
        }
        return table.reshape(shape.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The array as the training data were prepared, else of the input's dtype. */
    private NdArray prepared(String name, NdArray array, TensorType type, Optional<Preparation> preparation) {
        Optional<String> change = prepared ? Optional.empty() : preparation.flatMap(p -> p.change(name));
        List<InputType> example = ModelRun.exampleTypes(Map.of(name, type));
        if (change.isEmpty() || example.isEmpty()) {
            return convert(name, array, type);
        }
        command.commandLine().getErr().println(name + " is " + change.get() + ", as the training data were");
        return preparation.orElseThrow().prepared(array, example.get(0));
    }

    private static NdArray convert(String name, NdArray array, TensorType type) {
        if (!type.dtype().isFloat() && array.dtype().isFloat()) {
            return array.as(type.dtype());
        }
        if (array.dtype() == type.dtype() || type.dtype().isFloat() || array.dtype().isInteger()) {
            return array.as(type.dtype());
        }
        throw new CliException("--in " + name + ": expected " + type + ", found " + array + " in " + array.source());
    }
}
