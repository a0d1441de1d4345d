package io.tapeless.codegen.data.table;

import io.tapeless.codegen.data.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the cells of a column are: numbers, or the names of categories. A cell of numbers is kept as its value, one of
 * categories as the index of its text among those of the column, a missing one as NaN. A column that mixes numbers and
 * text can't be used.
 */
public final class TableColumn {
    /** A column with more distinct texts is no category. */
    private static final int MOST_CATEGORIES = 10_000;
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "?");

    private final String name;
    private final boolean declared;
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private int firstNumber = -1;
    private int firstText = -1;
    private String text;
    private int firstMissing = -1;
    private String missing;
    private boolean tooMany;

    /** @param declared whether its cells are categories even where they look like numbers */
    TableColumn(String name, boolean declared) {
        this.name = name;
        this.declared = declared;
    }

    /** What is kept of the next cell. */
    double add(int row, String cell) {
        String stripped = cell.strip();
        if (declared ? stripped.isEmpty() : MISSING.contains(stripped)) {
            if (firstMissing < 0) {
                firstMissing = row;
                missing = stripped;
            }
            return Double.NaN;
        }
        double value = declared ? Double.NaN : CsvTable.parse(stripped);
        if (!Double.isNaN(value)) {
            firstNumber = firstNumber < 0 ? row : firstNumber;
            return value;
        }
        if (firstText < 0) {
            firstText = row;
            text = stripped;
        }
        Integer index = texts.get(stripped);
        if (index == null && texts.size() < MOST_CATEGORIES) {
            index = texts.size();
            texts.put(stripped, index);
        }
        tooMany |= index == null;
        return index == null ? Double.NaN : index;
    }

    String name() {
        return name;
    }

    /** True if its cells are categories. */
    public boolean isCategorical() {
        return firstText >= 0 && firstNumber < 0;
    }

    /** The texts of a categorical column, by the index that is kept. */
    public List<String> texts() {
        return new ArrayList<>(texts.keySet());
    }

    /**
     * Checks that the cells are all numbers, or all categories; some may be missing.
     *
     * @throws DataException naming a cell that is neither
     */
    public void requireOneKind(CsvTable table) {
        if (firstText >= 0 && firstNumber >= 0) {
            throw wrong(table, firstText, text);
        }
        if (tooMany) {
            throw new DataException(table.file() + ": column " + DataException.quote(name) + " has more than "
                    + MOST_CATEGORIES + " different texts; expected numbers or categories");
        }
    }

    /**
     * Checks that the cells are all numbers, and none is missing.
     *
     * @throws DataException naming the first that is not
     */
    void requireNumbers(CsvTable table) {
        if (firstText >= 0 && (firstMissing < 0 || firstText < firstMissing)) {
            throw wrong(table, firstText, text);
        } else if (firstMissing >= 0) {
            throw wrong(table, firstMissing, missing);
        }
    }

    private DataException wrong(CsvTable table, int row, String cell) {
        return new DataException(table.at(row, name) + ": found " + (cell.isEmpty() ? "an empty cell"
                : DataException.quote(cell)) + "; expected a finite number");
    }
}
