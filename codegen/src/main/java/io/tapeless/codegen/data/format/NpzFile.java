package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's format for named arrays: a zip file with one NPY file, stored or deflated, for each. */
public final class NpzFile {
    private static final String SUFFIX = ".npy";
    /** The first moment a zip file can name: equal arrays give equal bytes. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** How the arrays are kept. */
    public enum Compression { STORED, DEFLATED }

    private NpzFile() {
    }

    /** Makes something of the NPY file in an entry. */
    private interface Entry<T> {
        T read(ByteSource source, Location location);
    }

    /**
     * Reads all arrays, in the order of the file.
     *
     * @throws DataException if that fails, or an entry is not an array, or a name comes twice
     */
    public static Map<String, NdArray> read(Path file) {
        return read(file, NpyFile::read);
    }

    /** The rows of all arrays; those that are too large for memory are copied to a temporary file. */
    public static Map<String, Rows> readRows(Path file) {
        return read(file, NpyFile::readRows);
    }

    private static <T> Map<String, T> read(Path file, Entry<T> entries) {
        requireZip(file);
        try {
            Map<String, T> arrays = new LinkedHashMap<>();
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : directory(file, zip)) {
                    if (!entry.getName().endsWith(SUFFIX)) {
                        throw new DataException(file + ": entry " + DataException.quote(entry.getName())
                                + " is not an array; expected names that end in " + SUFFIX);
                    }
                    String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
                    if (arrays.containsKey(name)) {
                        throw new DataException(file + ": found two arrays named " + DataException.quote(name));
                    }
                    arrays.put(name, read(file, zip, entry, name, entries));
                }
            }
            return arrays;
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    private static List<? extends ZipEntry> directory(Path file, ZipFile zip) {
        try {
            return Collections.list(zip.entries());
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": corrupt zip directory: the name of an entry is not UTF-8");
        }
    }

    private static void requireZip(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            ByteBuffer magic = source.read(2, "the zip magic");
            if (magic.get() != 'P' || magic.get() != 'K') {
                throw new DataException(file + ": not an NPZ file: it does not start as a zip file does");
            }
        }
    }

    private static <T> T read(Path file, ZipFile zip, ZipEntry entry, String name, Entry<T> entries)
            throws IOException {
        String where = file + ": array '" + name + "'";
        long size = entry.getSize();
        if (size > entry.getCompressedSize() * ByteSource.MAX_INFLATION) {
            throw new DataException(where + ": " + entry.getCompressedSize() + " bytes can't inflate to " + size);
        }
        InputStream bytes = zip.getInputStream(entry);
        if (bytes == null) {
            throw new DataException(where + ": corrupt zip directory");
        }
        CheckedInputStream checked = new CheckedInputStream(bytes, new CRC32());
        try (ByteSource source = new ByteSource(where, checked, size)) {
            T array = entries.read(source, Location.of(where));
            if (checked.getChecksum().getValue() != entry.getCrc()) {
                throw new DataException(where + ": corrupt data: wrong checksum");
            }
            return array;
        }
    }

    /**
     * Writes named arrays in the order of the map, replacing the file as a whole.
     *
     * @throws DataException if that fails
     */
    public static void write(Path file, Map<String, NdArray> arrays, Compression compression) {
        AtomicFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
                    zip.putNextEntry(entry(array.getKey(), array.getValue(), compression));
                    NpyFile.write(zip, array.getValue());
                    zip.closeEntry();
                }
            }
        });
    }

    /** A stored entry announces its length and checksum, so its bytes are made twice. */
    private static ZipEntry entry(String name, NdArray array, Compression compression) throws IOException {
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        entry.setTimeLocal(EPOCH);
        if (compression == Compression.STORED) {
            Counter counter = new Counter();
            CheckedOutputStream checked = new CheckedOutputStream(counter, new CRC32());
            NpyFile.write(checked, array);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(counter.count);
            entry.setCrc(checked.getChecksum().getValue());
        }
        return entry;
    }

    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
