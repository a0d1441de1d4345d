package io.tapeless.codegen.data.table;

import io.tapeless.codegen.data.DataException;
import java.util.Arrays;
import java.util.Locale;

/** What is done about a value that a table does not have. Labels are never made up. */
public enum MissingValues {
    /** The data are refused. */
    ERROR,
    /** The mean of the column's values in the training data; of categories, the most frequent. */
    MEAN,
    /** The median of the column's values in the training data; of categories, the most frequent. */
    MEDIAN,
    /** The whole row is left out. */
    DROP;

    /**
     * The policy of a name.
     *
     * @throws DataException if there is none
     */
    public static MissingValues of(String name) {
        return Arrays.stream(values()).filter(m -> m.name().toLowerCase(Locale.ROOT).equals(name)).findFirst()
                .orElseThrow(() -> new DataException("missing values are treated by "
                        + DataException.quote(name) + "; expected error, mean, median or drop"));
    }
}
