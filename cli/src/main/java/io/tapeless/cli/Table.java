package io.tapeless.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of cells under the names of their columns. */
final class Table {
    private final List<String> columns;
    private final List<Object[]> rows = new ArrayList<>();

    Table(String... columns) {
        this.columns = List.of(columns);
    }

    void add(Object... cells) {
        rows.add(cells);
    }

    /** The column names, then the rows; reals with two decimals. */
    List<String[]> lines() {
        List<String[]> lines = new ArrayList<>(List.<String[]>of(columns.toArray(String[]::new)));
        for (Object[] row : rows) {
            String[] cells = new String[row.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = row[i] instanceof Double real ? String.format(Locale.ROOT, "%.2f", real) : row[i].toString();
            }
            lines.add(cells);
        }
        return lines;
    }

    /** The rows as maps by column, for JSON. */
    List<Map<String, Object>> records() {
        return rows.stream().map(row -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            for (int i = 0; i < row.length; i++) {
                entry.put(Facts.key(columns.get(i)), row[i]);
            }
            return entry;
        }).toList();
    }
}
