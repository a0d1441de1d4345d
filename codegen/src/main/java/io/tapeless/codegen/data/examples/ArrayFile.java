package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import io.tapeless.codegen.data.format.ByteSource;
import io.tapeless.codegen.data.format.IdxFile;
import io.tapeless.codegen.data.format.NpyFile;
import io.tapeless.codegen.data.table.CsvTable;
import io.tapeless.codegen.data.table.TableRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Locale;

/** Files that hold one array: CSV, known by its name, NPY and IDX, known by their first bytes. */
public final class ArrayFile {
    private static final int ZIP = 0x504b0304;
    private static final int NPY = 0x934e554d;

    private ArrayFile() {
    }

    /**
     * Reads the one array of a file. A CSV file, with or without header, gives {@code f64[rows, columns]}.
     *
     * @throws DataException if that fails, or the file can hold several arrays
     */
    public static NdArray read(Path file) {
        if (isCsv(file)) {
            return CsvTable.readMatrix(file);
        }
        return isNpy(file) ? NpyFile.read(file) : IdxFile.read(file);
    }

    /** The rows of the one array of a file, which need not fit into memory. */
    static Rows readRows(Path file) {
        if (isCsv(file)) {
            return TableRows.ofNumbers(CsvTable.read(file));
        }
        return isNpy(file) ? NpyFile.readRows(file) : IdxFile.readRows(file);
    }

    /** True for NPY, false for IDX. */
    private static boolean isNpy(Path file) {
        int magic;
        try (ByteSource source = ByteSource.openMaybeGzip(file)) {
            ByteBuffer start = source.read(4, "an array").order(ByteOrder.BIG_ENDIAN);
            magic = start.getInt();
        }
        if (magic == ZIP) {
            throw new DataException(file + ": found named arrays (NPZ); expected a file of one array");
        }
        if (magic != NPY && magic >>> 16 != 0) {
            throw new DataException(file + ": unknown format; expected NPY, IDX or a name that ends in .csv");
        }
        return magic == NPY;
    }

    /** Whether a file is CSV by its name, {@code .csv} or {@code .csv.gz}. */
    public static boolean isCsv(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".csv.gz");
    }
}
