package io.tapeless.codegen.data.table;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.Rows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The columns of a table that feed one input. A column of numbers is one element. A column of categories is one
 * element for each of them, 1 for the example's own and 0 for the others, if the input is a float, else the index of
 * the category.
 */
public final class TableRows implements Rows {
    private static final int NONE = -1;

    private final CsvTable table;
    private final List<ColumnCode> codes;
    /** For each element the place of its column's code. */
    private final int[] code;
    /** For each element the category that it stands for, or NONE. */
    private final int[] category;
    /** For each code the place of its column in the table. */
    private final int[] column;
    /** For each code the index of a category by what the table keeps, or NONE for one that is not known. */
    private final int[][] known;

    /** @throws DataException if the table has no such columns, or they are numbers where categories are expected */
    public TableRows(CsvTable table, List<ColumnCode> codes, boolean indicators) {
        this.table = table;
        this.codes = codes;
        this.column = codes.stream().mapToInt(c -> table.index(c.name())).toArray();
        this.known = new int[codes.size()][];
        int size = codes.stream().mapToInt(c -> indicators && c.isCategorical() ? c.categories().size() : 1).sum();
        this.code = new int[size];
        this.category = new int[size];
        Arrays.fill(category, NONE);
        int element = 0;
        for (int c = 0; c < column.length; c++) {
            ColumnCode columnCode = codes.get(c);
            known[c] = known(table.column(column[c]), columnCode);
            int elements = indicators && columnCode.isCategorical() ? columnCode.categories().size() : 1;
            for (int i = 0; i < elements; i++) {
                code[element] = c;
                category[element++] = indicators && columnCode.isCategorical() ? i : NONE;
            }
        }
    }

    /**
     * All columns of a table.
     *
     * @throws DataException if a cell is not a finite number
     */
    public static TableRows ofNumbers(CsvTable table) {
        List<ColumnCode> codes = table.names().stream()
                .map(name -> new ColumnCode(name, List.of(), OptionalDouble.empty())).toList();
        for (int i = 0; i < codes.size(); i++) {
            table.column(i).requireNumbers(table);
        }
        return new TableRows(table, codes, true);
    }

    private int[] known(TableColumn found, ColumnCode expected) {
        found.requireOneKind(table);
        if (found.isCategorical() && !expected.isCategorical()) {
            found.requireNumbers(table);
        }
        Map<String, Integer> indices = new HashMap<>();
        expected.categories().forEach(text -> indices.put(text, indices.size()));
        return found.texts().stream().mapToInt(text -> indices.getOrDefault(text, NONE)).toArray();
    }

    @Override
    public int count() {
        return table.rows();
    }

    @Override
    public int rowSize() {
        return code.length;
    }

    @Override
    public String source() {
        return table.file();
    }

    @Override
    public String found() {
        StringBuilder text = new StringBuilder(rowSize() + (rowSize() == 1 ? " number" : " numbers"));
        String separator = " of columns ";
        for (ColumnCode c : codes) {
            text.append(separator).append(c.name());
            if (c.isCategorical()) {
                text.append(" (").append(c.categories().size()).append(" categories)");
            }
            separator = ", ";
        }
        return text.toString();
    }

    @Override
    public String at(int row, int element) {
        return table.at(row, codes.get(code[element]).name());
    }

    @Override
    public boolean isIndicator(int element) {
        return category[element] != NONE;
    }

    @Override
    public double real(int row, int element) {
        int c = code[element];
        double value = table.value(row, column[c]);
        if (Double.isNaN(value)) {
            value = codes.get(c).fill().orElse(Double.NaN);
        } else if (codes.get(c).isCategorical()) {
            value = known[c][(int) value];
        }
        return category[element] == NONE || Double.isNaN(value) ? value : value == category[element] ? 1 : 0;
    }

    @Override
    public long integer(int row, int element) {
        return (long) real(row, element);
    }

    /** Checks moreover that no value is missing that nothing stands for, and no category unknown. */
    @Override
    public void check(int row, InputType type) {
        for (int c = 0; c < column.length; c++) {
            ColumnCode expected = codes.get(c);
            double value = table.value(row, column[c]);
            if (Double.isNaN(value) && expected.fill().isEmpty()) {
                throw new DataException(table.at(row, expected.name()) + ": found an empty cell; expected "
                        + (expected.isCategorical() ? "a category" : "a finite number")
                        + ", or missing = mean, median or drop");
            } else if (!Double.isNaN(value) && expected.isCategorical() && known[c][(int) value] == NONE) {
                throw new DataException(table.at(row, expected.name()) + ": found "
                        + DataException.quote(table.column(column[c]).texts().get((int) value))
                        + ", which the training data don't have; expected one of "
                        + DataException.quote(String.join(", ", expected.categories())));
            }
        }
        Rows.super.check(row, type);
    }
}
