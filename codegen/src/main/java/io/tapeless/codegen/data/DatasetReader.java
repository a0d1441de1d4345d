package io.tapeless.codegen.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the examples of a run from files. */
public final class DatasetReader {
    private DatasetReader() {
    }

    /**
     * Reads a dataset. A file given for one input is NPY, IDX or CSV without other columns; a file without
     * input is NPZ, whose arrays are the inputs' by name, or CSV with a header, whose columns are assigned
     * as {@link CsvInputs} says.
     *
     * @param target the CSV column that holds the labels
     * @throws DataException if a file can't be read, an input gets no data or twice, a named file is for no
     *         input, or values don't fit
     */
    public static Dataset read(List<DataFile> files, Optional<String> target, List<InputType> inputs) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        boolean table = false;
        for (DataFile file : files) {
            if (file.input().isPresent()) {
                String input = file.input().get();
                if (inputs.stream().noneMatch(i -> i.name().equals(input))) {
                    throw new DataException(file.path() + ": there is no input '" + input + "'; expected one of "
                            + String.join(", ", inputs.stream().map(InputType::name).toList()));
                }
                put(arrays, input, ArrayFile.read(file.path()));
            } else if (ArrayFile.isCsv(file.path())) {
                table = true;
                CsvInputs.assign(CsvTable.read(file.path()), target, inputs)
                        .forEach((name, array) -> put(arrays, name, array));
            } else {
                NpzFile.read(file.path()).forEach((name, array) -> put(arrays, name, array));
            }
        }
        if (target.isPresent() && !table) {
            throw new DataException("target column '" + target.get() + "' given, but no CSV file with columns");
        }
        return Dataset.of(arrays, inputs);
    }

    private static void put(Map<String, NdArray> arrays, String name, NdArray array) {
        NdArray other = arrays.put(name, array);
        if (other != null) {
            throw new DataException(array.source() + ": data for input '" + name + "', which "
                    + other.source() + " gives too; expected one of them");
        }
    }
}
