package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.Rows;
import io.tapeless.codegen.data.table.ColumnCode;
import io.tapeless.codegen.data.table.CsvInputs;
import io.tapeless.codegen.data.table.CsvTable;
import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.data.table.TableColumn;
import io.tapeless.codegen.data.table.TableRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arrays and a table as they were read, before it is known which examples are trained on. */
final class RawExamples {
    private final Map<String, Rows> arrays;
    /** How some of the arrays were made. */
    private final Map<String, ColumnCode> codes;
    private final Optional<CsvTable> table;
    private final DataFormat format;
    private final List<InputType> inputs;
    /** The columns of each input that the table feeds. */
    private final Map<String, List<String>> columns;

    /**
     * @param known how the training data were prepared, if these are not they
     * @throws DataException if an input gets no data, or twice, or its columns are of no one kind
     */
    RawExamples(Map<String, Rows> arrays, Map<String, ColumnCode> codes, Optional<CsvTable> table, DataFormat format,
            List<InputType> inputs, Optional<Preparation> known) {
        this.arrays = arrays;
        this.codes = codes;
        this.table = table;
        this.format = format;
        this.inputs = inputs;
        List<InputType> open = inputs.stream().filter(i -> !arrays.containsKey(i.name())).toList();
        this.columns = table.map(t -> known.map(k -> columns(k, open))
                .orElseGet(() -> CsvInputs.assign(t, format.target(), open))).orElse(Map.of());
        columns.values().forEach(names -> names.forEach(
                name -> table.get().column(table.get().index(name)).requireOneKind(table.get())));
    }

    private static Map<String, List<String>> columns(Preparation known, List<InputType> inputs) {
        return inputs.stream().collect(Collectors.toMap(InputType::name,
                i -> known.input(i.name()).columns().stream().map(ColumnCode::name).toList()));
    }

    /** The examples that are used: all, or those without missing values. */
    int[] complete() {
        int count = table.map(CsvTable::rows)
                .orElseGet(() -> arrays.values().stream().mapToInt(Rows::count).min().orElse(0));
        if (table.isEmpty() || format.missing() != MissingValues.DROP) {
            return Dataset.numbers(count);
        }
        CsvTable t = table.get();
        int[] used = columns.values().stream().flatMap(List::stream).mapToInt(t::index).toArray();
        int[] complete = IntStream.range(0, count)
                .filter(row -> Arrays.stream(used).noneMatch(c -> Double.isNaN(t.value(row, c)))).toArray();
        if (complete.length == 0 && count > 0) {
            throw new DataException(t.file() + ": found no row without missing values");
        }
        return complete;
    }

    /** What the given examples show. */
    Preparation fit(int[] chosen) {
        Map<String, Preparation.Input> fitted = new LinkedHashMap<>();
        for (InputType input : inputs) {
            List<ColumnCode> how = codes.containsKey(input.name()) ? List.of(codes.get(input.name()))
                    : columns.getOrDefault(input.name(), List.of()).stream().map(name -> code(name, chosen)).toList();
            Optional<Normalization> normalization = Optional.empty();
            if (format.normalized().contains(input.name())) {
                Rows rows = rows(input, how);
                for (int row : chosen) {
                    rows.check(row, input);
                }
                normalization = Optional.of(Normalization.of(rows, chosen, input.scale()));
            }
            fitted.put(input.name(), new Preparation.Input(how, input.scale(), normalization));
        }
        return Preparation.of(fitted);
    }

    private Rows rows(InputType input, List<ColumnCode> how) {
        Rows rows = arrays.containsKey(input.name()) ? arrays.get(input.name())
                : table.isPresent() ? new TableRows(table.get(), how, input.dtype().isFloat()) : null;
        if (rows == null) {
            throw Dataset.missing(input, arrays.keySet());
        }
        return rows;
    }

    private ColumnCode code(String name, int[] chosen) {
        CsvTable t = table.orElseThrow();
        int index = t.index(name);
        TableColumn column = t.column(index);
        double[] values = Arrays.stream(chosen).mapToDouble(row -> t.value(row, index))
                .filter(v -> !Double.isNaN(v)).toArray();
        boolean filled = format.missing() == MissingValues.MEAN || format.missing() == MissingValues.MEDIAN;
        boolean fills = filled && !format.target().equals(Optional.of(name)) && values.length > 0;
        if (!column.isCategorical()) {
            return new ColumnCode(name, List.of(), !fills ? OptionalDouble.empty()
                    : OptionalDouble.of(format.missing() == MissingValues.MEAN ? mean(values) : median(values)));
        }
        List<String> texts = column.texts();
        int[] counts = new int[texts.size()];
        for (double value : values) {
            counts[(int) value]++;
        }
        TreeSet<String> seen = new TreeSet<>();
        IntStream.range(0, counts.length).filter(i -> counts[i] > 0).forEach(i -> seen.add(texts.get(i)));
        List<String> categories = new ArrayList<>(seen);
        return new ColumnCode(name, categories, !fills ? OptionalDouble.empty()
                : OptionalDouble.of(categories.indexOf(mostFrequent(texts, counts))));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The middle value, or the mean of the two. */
    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Of several, the first in alphabetical order. */
    private static String mostFrequent(List<String> texts, int[] counts) {
        String best = null;
        int most = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > most || counts[i] == most && best != null && texts.get(i).compareTo(best) < 0) {
                best = texts.get(i);
                most = counts[i];
            }
        }
        return best;
    }

    /**
     * Some of the examples, prepared.
     *
     * @throws DataException if an input's data have the wrong size, or a value that is missing or does not fit
     */
    Dataset dataset(int[] chosen, Preparation preparation) {
        Map<String, Rows> rows = new LinkedHashMap<>();
        List<InputType> types = new ArrayList<>();
        for (InputType input : inputs) {
            Preparation.Input how = preparation.input(input.name());
            rows.put(input.name(), how.prepared(rows(input, how.columns())));
            types.add(how.scaled(input));
        }
        return Dataset.of(rows, types, chosen, 1, preparation);
    }
}
