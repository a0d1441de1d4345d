package io.tapeless.codegen.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.ByteSource;
import io.tapeless.codegen.data.format.ByteStore;
import io.tapeless.codegen.data.format.Encoding;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table with named columns, read from comma-separated text (RFC 4180, UTF-8, also inside gzip; blank lines are
 * skipped). The first line names the columns, unless all its cells are numbers: then columns are named 1, 2, ….
 *
 * <p>A {@link TableColumn} says what the cells of a column are; values are kept as f64 in a {@link ByteStore}.
 */
public final class CsvTable {
    private static final int SHOWN_COLUMNS = 8;

    private final String file;
    private final List<String> names;
    private final boolean hasHeader;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<TableColumn> columns = new ArrayList<>();
    private final ByteStore values = new ByteStore(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer row;
    private int[] lines = new int[64];
    private int rows;

    private CsvTable(String file, List<String> names, boolean hasHeader, Set<String> categorical) {
        this.file = file;
        this.names = List.copyOf(names);
        this.hasHeader = hasHeader;
        this.row = ByteBuffer.allocate(names.size() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isEmpty()) {
                throw new DataException(file + ": column " + (i + 1) + " has no name in the header");
            }
            Integer other = indices.put(name, i);
            if (other != null) {
                throw new DataException(file + ": columns " + (other + 1) + " and " + (i + 1) + " are both named "
                        + DataException.quote(name));
            }
            columns.add(new TableColumn(name, categorical.contains(name)));
        }
    }

    /** Reads a file in which categories don't look like numbers; see {@link #read(Path, Set)}. */
    public static CsvTable read(Path file) {
        return read(file, Set.of());
    }

    /**
     * Reads a file.
     *
     * @param categorical columns whose cells are categories even where they look like numbers; names that are no
     *     column's are ignored
     * @throws DataException if that fails, or the lines differ in their number of cells
     */
    public static CsvTable read(Path file, Set<String> categorical) {
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
            CsvRecord first = records.next();
            boolean header = first.getFields().stream().anyMatch(cell -> Double.isNaN(parse(cell)));
            CsvTable table = new CsvTable(file.toString(), header ? stripped(first) : numbered(first), header,
                    categorical);
            if (!header) {
                table.add(first);
            }
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

    /**
     * Reads all numbers of a file as {@code f64[rows, columns]}.
     *
     * @throws DataException if that fails, or a cell is not a finite number
     */
    public static NdArray readMatrix(Path file) {
        CsvTable table = read(file);
        return table.matrix(table.names());
    }

    private static List<String> stripped(CsvRecord header) {
        return header.getFields().stream().map(String::strip).toList();
    }

    private static List<String> numbered(CsvRecord first) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= first.getFieldCount(); i++) {
            names.add(Integer.toString(i));
        }
        return names;
    }

    private void add(CsvRecord record) throws IOException {
        int line = (int) record.getStartingLineNumber();
        if (record.getFieldCount() != columns.size()) {
            throw new DataException(file + ":" + line + ": found " + record.getFieldCount() + " cells; expected "
                    + columns.size());
        }
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, rows * 2);
        }
        lines[rows] = line;
        row.clear();
        for (int i = 0; i < columns.size(); i++) {
            row.putDouble(columns.get(i).add(rows, record.getField(i)));
        }
        values.write(row.array(), 0, row.capacity());
        rows++;
    }

    /**
     * A finite decimal number as Java, C and NumPy print it, or NaN if the cell is none.
     * {@link Double#parseDouble} alone would also take {@code 1f}, {@code 0x1p3} and {@code Infinity}.
     */
    static double parse(String cell) {
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

    /** As errors name it. */
    public String file() {
        return file;
    }

    /** A cell, for messages: {@code digits.csv:12: column 'label'}. */
    String at(int place, String column) {
        return file + ":" + lines[place] + ": column " + DataException.quote(column);
    }

    /**
     * The place of a column.
     *
     * @throws DataException if there is none of that name
     */
    public int index(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw new DataException(file + ": no column " + DataException.quote(name) + "; found " + shownNames()
                    + (hasHeader ? "" : "; the first line holds only numbers: is the header missing?"));
        }
        return index;
    }

    /** The column at a place from 0. */
    public TableColumn column(int index) {
        return columns.get(index);
    }

    /** What a column keeps of a cell: NaN if it is missing. */
    public double value(int place, int column) {
        return values.real(Encoding.F64, (long) place * columns.size() + column);
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
        double[] matrix = new double[NdArray.size(file, shape)];
        for (int c = 0; c < width; c++) {
            int index = index(wanted.get(c));
            columns.get(index).requireNumbers(this);
            for (int i = 0; i < rows; i++) {
                matrix[i * width + c] = value(i, index);
            }
        }
        List<String> order = List.copyOf(wanted);
        return new NdArray(DType.F64, new int[] {rows, width}, Elements.of(matrix), new CellLocation(this, order));
    }

    /** The first few names, for messages. */
    String shownNames() {
        return String.join(", ", names.subList(0, Math.min(SHOWN_COLUMNS, names.size())))
                + (names.size() > SHOWN_COLUMNS ? ", … (" + names.size() + " columns)" : "");
    }

    /** The cells of a matrix. */
    private record CellLocation(CsvTable table, List<String> columns) implements Location {
        @Override
        public String name() {
            return table.file;
        }

        @Override
        public String at(int[] shape, int index) {
            return table.at(index / columns.size(), columns.get(index % columns.size()));
        }
    }
}
