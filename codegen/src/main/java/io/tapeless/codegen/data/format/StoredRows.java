package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** The rows of an array that may be too large for memory: read where they are, in a file or in a store. */
public final class StoredRows implements Rows {
    private static final int BUFFER = 1 << 16;

    private final String source;
    private final ByteStore store;
    private final Encoding encoding;
    private final long[] shape;
    private final int rowSize;

    private StoredRows(String source, ByteStore store, Encoding encoding, long[] shape) {
        this.source = source;
        this.store = store;
        this.encoding = encoding;
        this.shape = shape;
        this.rowSize = rowSize(shape);
    }

    /** The rows of what is in a store. */
    public static StoredRows of(String source, ByteStore store, Encoding encoding, long... shape) {
        return new StoredRows(source, store, encoding, shape);
    }

    /** Whether an array of a shape found in a file is too large for memory, or for one Java array. */
    static boolean isFor(Encoding encoding, long[] shape) {
        return shape.length > 0 && Arrays.stream(shape).allMatch(extent -> extent > 0 && extent <= NdArray.MAX_SIZE)
                && (double) encoding.bytes() * Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b)
                        > ByteStore.memoryLimit();
    }

    /**
     * The rows of an array that ends a file.
     *
     * @param source where the array starts
     * @throws DataException if the file ends before the array does
     */
    static StoredRows map(Path file, ByteSource source, Encoding encoding, ByteOrder order, long[] shape) {
        long bytes = bytes(source, encoding, shape);
        try {
            if (source.left() != bytes) {
                throw new DataException(source.name() + ": found " + source.left() + " bytes of data; expected " + bytes);
            }
            return new StoredRows(source.name(), ByteStore.map(file, source.taken(), bytes, order), encoding, shape);
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    /**
     * The rows of an array that is copied to a temporary file, as it is compressed.
     *
     * @throws DataException if the source ends before the array does
     */
    static StoredRows copy(ByteSource source, Encoding encoding, ByteOrder order, long[] shape) {
        long bytes = bytes(source, encoding, shape);
        ByteStore store = new ByteStore(order);
        byte[] buffer = new byte[BUFFER];
        try {
            for (long at = 0; at < bytes; at += BUFFER) {
                int count = (int) Math.min(BUFFER, bytes - at);
                source.read(buffer, count, "the data");
                store.write(buffer, 0, count);
            }
        } catch (IOException e) {
            throw DataException.of(source.name(), e);
        }
        source.requireEnd();
        return new StoredRows(source.name(), store, encoding, shape);
    }

    private static long bytes(ByteSource source, Encoding encoding, long[] shape) {
        try {
            rowSize(shape);
            long bytes = Arrays.stream(shape).reduce(encoding.bytes(), Math::multiplyExact);
            source.require(bytes, "the data");
            return bytes;
        } catch (ArithmeticException e) {
            throw new DataException(source.name() + ": shape " + Arrays.toString(shape) + " has too many elements", e);
        }
    }

    private static int rowSize(long[] shape) {
        return Math.toIntExact(Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact));
    }

    @Override
    public int count() {
        return (int) shape[0];
    }

    @Override
    public int rowSize() {
        return rowSize;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String found() {
        return encoding.dtype() + Arrays.toString(shape);
    }

    @Override
    public String at(int row, int element) {
        return source + ": element " + element + " of example " + row;
    }

    @Override
    public double real(int row, int element) {
        return store.real(encoding, (long) row * rowSize + element);
    }

    @Override
    public long integer(int row, int element) {
        long value = store.integer(encoding, (long) row * rowSize + element);
        // Such a number is too large for every integer input, and is refused as that.
        return encoding == Encoding.U64 && value < 0 ? Long.MAX_VALUE : value;
    }
}
