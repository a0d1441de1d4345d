package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.ArrayRows;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import io.tapeless.codegen.data.table.ColumnCode;
import io.tapeless.codegen.data.table.CsvTable;
import io.tapeless.codegen.data.table.TableRows;
import io.tapeless.codegen.data.text.Vocabulary;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What training data have shown about how data become numbers. It is written with the weights, so that other data
 * can be prepared alike.
 *
 * @param vocabulary the numbers of a text's characters
 * @param inputs how the inputs were made, by name
 */
public record Preparation(Optional<Vocabulary> vocabulary, Map<String, Input> inputs) {
    private static final String KEY = "data";

    /**
     * How an input was made.
     *
     * @param columns of the table that feed it; none if it was no table
     * @param scale what its elements are multiplied by
     * @param normalization what is then done to them
     */
    record Input(List<ColumnCode> columns, double scale, Optional<Normalization> normalization) {
        /** Data as they are. */
        static final Input PLAIN = new Input(List.of(), 1, Optional.empty());

        Input {
            columns = List.copyOf(columns);
        }

        /** Whether numbers become others. */
        boolean changes() {
            return scale != 1 || normalization.isPresent();
        }

        /** The type of an input whose rows are {@link #prepared} and then copied. */
        InputType scaled(InputType type) {
            return left(scale == 1 ? type : type.scaled(scale));
        }

        /** Prepared rows; copies of them are made with the scale of {@link #left}. */
        Rows prepared(Rows rows) {
            return normalization.<Rows>map(n -> new NormalizedRows(rows, scale, n)).orElse(rows);
        }

        /** The type of what is left to be done to prepared rows. */
        InputType left(InputType type) {
            return normalization.isPresent() ? InputType.of(type.name(), type.dtype(),
                    type.shape().stream().mapToInt(Integer::intValue).toArray()) : type;
        }
    }

    public Preparation {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    static Preparation of(Vocabulary vocabulary) {
        return new Preparation(Optional.of(vocabulary), Map.of());
    }

    static Preparation of(Map<String, Input> inputs) {
        return new Preparation(Optional.empty(), inputs);
    }

    /** What a weights file keeps of it. */
    public Map<String, String> metadata() {
        return Map.of(KEY, text());
    }

    /** As JSON. */
    public String text() {
        return PreparationJson.print(this);
    }

    /**
     * Inverse of {@link #text}.
     *
     * @param file its name, for messages
     * @throws DataException if it is malformed
     */
    public static Preparation parse(String file, String text) {
        return PreparationJson.parse(file, text);
    }

    /**
     * What a weights file kept; none if it was written without.
     *
     * @param file its name, for messages
     * @throws io.tapeless.codegen.data.DataException if it is malformed
     */
    public static Optional<Preparation> of(String file, Map<String, String> metadata) {
        return Optional.ofNullable(metadata.get(KEY)).map(text -> parse(file, text));
    }

    /** How an input was made; as it is if nothing is known of it. */
    Input input(String name) {
        return inputs.getOrDefault(name, Input.PLAIN);
    }

    /**
     * What was done to the numbers of an input, in words: {@code multiplied by 0.0625 and normalized}; empty if
     * nothing.
     */
    public Optional<String> change(String name) {
        Input input = input(name);
        String factor = input.scale() == 1 ? "" : "multiplied by " + input.scale();
        String normal = input.normalization().isPresent() ? "normalized" : "";
        return input.changes() ? Optional.of(factor + (factor.isEmpty() || normal.isEmpty() ? "" : " and ") + normal)
                : Optional.empty();
    }

    /**
     * Examples of an input, changed as the training data were.
     *
     * @param type what the model takes
     * @throws io.tapeless.codegen.data.DataException if they are of another size, or a value is not finite or does not fit
     */
    public NdArray prepared(NdArray examples, InputType type) {
        Input input = input(type.name());
        return Dataset.all(input.prepared(new ArrayRows(examples)), input.scaled(type));
    }

    /** The columns that are categories. */
    Set<String> categorical() {
        return inputs.values().stream().flatMap(i -> i.columns().stream()).filter(ColumnCode::isCategorical)
                .map(ColumnCode::name).collect(Collectors.toSet());
    }

    /** The categories of an input that one column of them feeds. */
    Optional<List<String>> classes(String input) {
        return Optional.ofNullable(inputs.get(input)).map(Input::columns)
                .filter(columns -> columns.size() == 1 && columns.get(0).isCategorical())
                .map(columns -> columns.get(0).categories());
    }

    /**
     * The inputs that a table feeds, prepared as the training data were. An input some of whose columns the table
     * does not have is left out.
     *
     * @param types what the model takes
     * @throws io.tapeless.codegen.data.DataException if a value is missing that nothing stands for, or does not fit
     */
    public Map<String, NdArray> read(Path csv, List<InputType> types) {
        CsvTable table = CsvTable.read(csv, categorical());
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        for (InputType type : types) {
            Input input = inputs.get(type.name());
            if (input != null && !input.columns().isEmpty()
                    && input.columns().stream().allMatch(c -> table.has(c.name()))) {
                Rows rows = input.prepared(new TableRows(table, input.columns(), type.dtype().isFloat()));
                arrays.put(type.name(), Dataset.all(rows, input.scaled(type)));
            }
        }
        return arrays;
    }
}
