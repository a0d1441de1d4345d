package io.tapeless.codegen.data.table;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a column of a table becomes numbers, as training data have shown.
 *
 * @param name the column
 * @param categories the texts of its cells, in alphabetical order; none if they are numbers
 * @param fill what stands for a missing value: a number, or the index of a category; none if that is an error
 */
public record ColumnCode(String name, List<String> categories, OptionalDouble fill) {
    public ColumnCode {
        categories = List.copyOf(categories);
    }

    public boolean isCategorical() {
        return !categories.isEmpty();
    }
}
