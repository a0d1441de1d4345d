package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.Rows;
import io.tapeless.codegen.data.format.NpzFile;
import io.tapeless.codegen.data.image.ImageFolder;
import io.tapeless.codegen.data.table.ColumnCode;
import io.tapeless.codegen.data.table.CsvTable;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the examples of a run from files. */
public final class DatasetReader {
    private DatasetReader() {
    }

    /**
     * Reads training data, and validation data prepared as the training data ask for. A file given for one input is
     * NPY, IDX or CSV without other columns; a file without input is NPZ, whose arrays are the inputs' by name, or
     * CSV with a header, whose columns are assigned as {@link io.tapeless.codegen.data.table.CsvInputs} says and coded
     * as {@link io.tapeless.codegen.data.table.TableRows} says.
     * A folder is of images, as {@link ImageFolder} says. Text is read as {@link TextExamples} says.
     *
     * @throws DataException if a file can't be read, an input gets no data or twice, a named file is for no
     *         input, or values don't fit
     */
    public static Examples read(List<DataFile> files, Holdout holdout, DataFormat format, List<InputType> inputs) {
        for (String input : format.normalized()) {
            if (inputs.stream().noneMatch(i -> i.name().equals(input) && i.dtype().isFloat())) {
                throw new DataException("there is no float input " + DataException.quote(input)
                        + " to normalize; expected one of " + inputs);
            }
        }
        if (format.text().isPresent()) {
            return TextExamples.read(format.text().get(), onlyText(files), holdout, inputs);
        }
        RawExamples raw = raw(files, format, inputs, Optional.empty());
        int[] all = raw.complete();
        int[][] parts = holdout.fraction().isPresent()
                ? Dataset.split(all, holdout.fraction().get(), holdout.seed()) : new int[][] {all};
        Preparation preparation = raw.fit(parts[0]);
        Dataset train = raw.dataset(parts[0], preparation);
        if (parts.length > 1) {
            return new Examples(train, Optional.of(raw.dataset(parts[1], preparation)));
        } else if (holdout.files().isEmpty()) {
            return new Examples(train, Optional.empty());
        }
        return new Examples(train, Optional.of(read(holdout.files(), format, inputs, preparation)));
    }

    /**
     * Reads data as those of a training were prepared, from files of the same kinds. A table has the columns that the
     * training data had, in any order, and may have others.
     *
     * @throws DataException if a file can't be read, an input gets no data or twice, a named file is for no
     *         input, or values don't fit
     */
    public static Dataset read(List<DataFile> files, DataFormat format, List<InputType> inputs,
            Preparation preparation) {
        if (preparation.vocabulary().isPresent()) {
            return TextExamples.read(preparation.vocabulary().get(), onlyText(files), inputs);
        }
        RawExamples raw = raw(files, format.withCategorical(preparation.categorical()), inputs, Optional.of(preparation));
        return raw.dataset(raw.complete(), preparation);
    }

    private static DataFile onlyText(List<DataFile> files) {
        if (files.size() != 1) {
            throw new DataException("found " + files.size() + " files of text; expected one");
        }
        return files.get(0);
    }

    /** @param known how the training data were prepared, if these are not they */
    private static RawExamples raw(List<DataFile> files, DataFormat format, List<InputType> inputs,
            Optional<Preparation> known) {
        Map<String, Rows> rows = new LinkedHashMap<>();
        Map<String, ColumnCode> codes = new LinkedHashMap<>();
        Optional<CsvTable> table = Optional.empty();
        for (DataFile file : files) {
            if (file.input().isPresent()) {
                String input = file.input().get();
                if (inputs.stream().noneMatch(i -> i.name().equals(input))) {
                    throw new DataException(file.path() + ": there is no input '" + input + "'; expected one of "
                            + String.join(", ", inputs.stream().map(InputType::name).toList()));
                }
                put(rows, input, ArrayFile.readRows(file.path()));
            } else if (Files.isDirectory(file.path())) {
                ImageFolder images = ImageFolder.read(file.path(), inputs, format.resize(),
                        known.flatMap(k -> k.classes("y")));
                put(rows, "x", images.images());
                put(rows, "y", images.labels());
                codes.put("y", images.code());
            } else if (ArrayFile.isCsv(file.path())) {
                if (table.isPresent()) {
                    throw new DataException(file.path() + ": a second table; expected one");
                }
                table = Optional.of(CsvTable.read(file.path(), format.categorical()));
            } else {
                NpzFile.readRows(file.path()).forEach((name, array) -> put(rows, name, array));
            }
        }
        if (format.target().isPresent() && table.isEmpty()) {
            throw new DataException("target column '" + format.target().get()
                    + "' given, but no CSV file with columns");
        }
        return new RawExamples(rows, codes, table, format, inputs, known);
    }

    private static void put(Map<String, Rows> all, String name, Rows rows) {
        Rows other = all.put(name, rows);
        if (other != null) {
            throw new DataException(rows.source() + ": data for input '" + name + "', which "
                    + other.source() + " gives too; expected one of them");
        }
    }
}
