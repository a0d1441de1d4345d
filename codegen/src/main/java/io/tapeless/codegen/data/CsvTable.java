package io.tapeless.codegen.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A table of numbers with named columns, read from comma-separated text (RFC 4180, UTF-8, also inside
 * gzip; blank lines are skipped).
 *
 * <p>Columns that hold text, empty cells, NaN or infinities may exist but can't be taken: there is no
 * silent value for a missing one. The error names file, line and column.
 */
public final class CsvTable {
    private static final int SHOWN_COLUMNS = 8;

    private final String file;
    private final List<String> names;
    private final boolean numericHeader;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private int[] lines = new int[64];
    private int rows;

    private CsvTable(String file, List<String> names, boolean numericHeader) {
        this.file = file;
        this.names = names;
        this.numericHeader = numericHeader;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw new DataException(file + ": column " + (i + 1) + " has no name in the header");
            }
            Integer other = indices.put(name, i);
            if (other != null) {
                throw new DataException(file + ": columns " + (other + 1) + " and " + (i + 1) + " are both named "
                        + DataException.quote(name) + hint());
            }
            columns.add(new Column());
        }
    }

    /**
     * Reads a file whose first line names the columns.
     *
     * @throws DataException if that fails, or the lines differ in their number of cells
     */
    public static CsvTable read(Path file) {
        return read(file, first -> new CsvTable(file.toString(), trimmed(first), isNumeric(first)));
    }

    /**
     * Reads a file without header; {@code names} names its columns.
     *
     * @throws DataException if that fails, or the lines differ in their number of cells
     */
    public static CsvTable read(Path file, List<String> names) {
        return read(file, first -> {
            CsvTable table = new CsvTable(file.toString(), List.copyOf(names), false);
            table.add(first);
            return table;
        });
    }

    /**
     * Reads all numbers of a file as {@code f64[rows, columns]}. The first line may be a header: it is
     * one if a cell of it is not a number.
     *
     * @throws DataException if that fails, or a cell is not a finite number
     */
    public static NdArray readMatrix(Path file) {
        CsvTable table = read(file, first -> {
            if (!isNumeric(first)) {
                return new CsvTable(file.toString(), trimmed(first), false);
            }
            List<String> numbered = new ArrayList<>();
            for (int i = 1; i <= first.getFieldCount(); i++) {
                numbered.add(Integer.toString(i));
            }
            CsvTable unnamed = new CsvTable(file.toString(), numbered, false);
            unnamed.add(first);
            return unnamed;
        });
        return table.matrix(table.names());
    }

    /** Makes a table from the first line, which it may take as a row or as a header. */
    private interface Start {
        CsvTable of(CsvRecord first);
    }

    private static CsvTable read(Path file, Start start) {
        try (ByteSource source = ByteSource.openMaybeGzip(file);
                CsvReader<CsvRecord> reader = CsvReader.builder()
                        .detectBomHeader(true)
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(source.stream())) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new DataException(file + ": the file is empty; expected a header and rows of numbers");
            }
            CsvTable table = start.of(records.next());
            while (records.hasNext()) {
                table.add(records.next());
            }
            return table;
        } catch (CsvParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DataException(file + ": malformed CSV: " + e.getMessage()
                    + (cause == e ? "" : ": " + cause.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw DataException.of(file, e.getCause());
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    private static List<String> trimmed(CsvRecord header) {
        return header.getFields().stream().map(String::strip).toList();
    }

    private static boolean isNumeric(CsvRecord record) {
        return record.getFields().stream().noneMatch(cell -> Double.isNaN(parse(cell)));
    }

    private void add(CsvRecord record) {
        int line = (int) record.getStartingLineNumber();
        if (record.getFieldCount() != columns.size()) {
            throw new DataException(file + ":" + line + ": found " + record.getFieldCount() + " cells; expected "
                    + columns.size());
        }
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, rows * 2);
        }
        lines[rows] = line;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(rows, record.getField(i));
        }
        rows++;
    }

    /**
     * A finite decimal number as Java, C and NumPy print it, or NaN if the cell is none.
     * {@link Double#parseDouble} alone would also take {@code 1f}, {@code 0x1p3} and {@code Infinity}.
     */
    private static double parse(String cell) {
        String text = cell.strip();
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The values of a column, and its first cell that is not a number. */
    private static final class Column {
        private double[] values = new double[64];
        private int badRow = -1;
        private String badCell;

        void add(int row, String cell) {
            if (row == values.length) {
                values = Arrays.copyOf(values, row * 2);
            }
            values[row] = parse(cell);
            if (badRow < 0 && Double.isNaN(values[row])) {
                badRow = row;
                badCell = cell;
            }
        }
    }

    /** The names of the columns, in order. */
    public List<String> names() {
        return names;
    }

    /** Whether there is a column of that name. */
    public boolean has(String name) {
        return indices.containsKey(name);
    }

    public int rows() {
        return rows;
    }

    String file() {
        return file;
    }

    /**
     * One column as {@code f64[rows]}.
     *
     * @throws DataException if there is none of that name, or it has a cell that is not a finite number
     */
    public NdArray column(String name) {
        return matrix(List.of(name)).reshape(rows);
    }

    /**
     * Columns side by side as {@code f64[rows, columns]}.
     *
     * @throws DataException if one does not exist, or has a cell that is not a finite number
     */
    public NdArray matrix(List<String> wanted) {
        int width = wanted.size();
        long[] shape = {rows, width};
        double[] values = new double[NdArray.size(file, shape)];
        for (int c = 0; c < width; c++) {
            Column column = numeric(wanted.get(c));
            for (int row = 0; row < rows; row++) {
                values[row * width + c] = column.values[row];
            }
        }
        Location location = new CellLocation(file, lines, List.copyOf(wanted));
        return new NdArray(DType.F64, new int[] {rows, width}, Elements.of(values), location);
    }

    /**
     * Checks that there is a column of that name.
     *
     * @throws DataException if there is none
     */
    void require(String name) {
        if (!has(name)) {
            throw new DataException(file + ": no column " + DataException.quote(name) + "; found " + shownNames()
                    + hint());
        }
    }

    private Column numeric(String name) {
        require(name);
        Column column = columns.get(indices.get(name));
        if (column.badRow >= 0) {
            String found = column.badCell.isBlank() ? "an empty cell" : DataException.quote(column.badCell);
            throw new DataException(file + ":" + lines[column.badRow] + ": column " + DataException.quote(name)
                    + ": found " + found + "; expected a finite number");
        }
        return column;
    }

    /** The first few names, for messages. */
    String shownNames() {
        return String.join(", ", names.subList(0, Math.min(SHOWN_COLUMNS, names.size())))
                + (names.size() > SHOWN_COLUMNS ? ", … (" + names.size() + " columns)" : "");
    }

    private String hint() {
        return numericHeader ? "; the first line holds only numbers: is the header missing?" : "";
    }

    /** A cell: {@code digits.csv:12: column 'label'}. */
    private record CellLocation(String name, int[] lines, List<String> columns) implements Location {
        @Override
        public String at(int[] shape, int index) {
            return name + ":" + lines[index / columns.size()] + ": column "
                    + DataException.quote(columns.get(index % columns.size()));
        }
    }
}
