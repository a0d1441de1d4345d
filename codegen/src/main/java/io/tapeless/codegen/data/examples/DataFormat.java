package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.table.MissingValues;
import io.tapeless.codegen.data.text.TextUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the names of files don't say about data.
 *
 * @param target the CSV column that holds the labels
 * @param text how a text becomes examples, if the file is one
 * @param missing what is done about missing values of tables
 * @param categorical CSV columns whose cells are categories even where they look like numbers
 * @param normalized inputs that are shifted and scaled, by element, to mean 0 and deviation 1 over the training data
 * @param resize whether images are resized to what the input takes
 */
public record DataFormat(Optional<String> target, Optional<TextUnit> text, MissingValues missing,
        Set<String> categorical, Set<String> normalized, boolean resize) {
    /** Nothing said. */
    public static final DataFormat PLAIN = new DataFormat(Optional.empty(), Optional.empty(), MissingValues.ERROR,
            Set.of(), Set.of(), false);

    public DataFormat {
        categorical = Set.copyOf(categorical);
        normalized = Set.copyOf(normalized);
    }

    /** Plain data, with labels in a column. */
    public static DataFormat ofTarget(String column) {
        return new DataFormat(Optional.of(column), Optional.empty(), MissingValues.ERROR, Set.of(), Set.of(), false);
    }

    /** The same with more columns of categories. */
    DataFormat withCategorical(Set<String> more) {
        Set<String> all = new HashSet<>(categorical);
        all.addAll(more);
        return new DataFormat(target, text, missing, all, normalized, resize);
    }
}
