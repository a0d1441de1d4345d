package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.DataException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a file in order, with the number that can still follow: what a header claims is checked
 * against it before memory is allocated. For compressed data that number is an upper bound.
 */
public final class ByteSource implements Closeable {
    /** Deflate codes at most 258 bytes in 2 bits. */
    static final long MAX_INFLATION = 1032;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;
    private final long size;
    private long left;

    ByteSource(String name, InputStream in, long atMost) {
        this.name = name;
        this.in = in;
        this.size = atMost;
        this.left = atMost;
    }

    /** Opens a file. */
    static ByteSource open(Path file) {
        try {
            return new ByteSource(file.toString(), stream(file), Files.size(file));
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    /** Opens a file and, if it starts as gzip does, gives its uncompressed content. */
    public static ByteSource openMaybeGzip(Path file) {
        InputStream in = null;
        try {
            in = stream(file);
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            long size = Files.size(file);
            return gzip
                    ? new ByteSource(file.toString(), new GZIPInputStream(in, BUFFER), size * MAX_INFLATION)
                    : new ByteSource(file.toString(), in, size);
        } catch (IOException e) {
            closeQuietly(in);
            throw DataException.of(file, e);
        }
    }

    private static InputStream stream(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("found a directory; expected a file");
        }
        return new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    private static void closeQuietly(InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // The failure that led here is reported.
        }
    }

    String name() {
        return name;
    }

    /** The stream, for a reader that finds the end by itself. */
    public InputStream stream() {
        return in;
    }

    /** The number of bytes that were read by the methods of this class. */
    long taken() {
        return size - left;
    }

    /** The number of bytes that can follow at most. */
    long left() {
        return left;
    }

    /**
     * Checks that {@code bytes} more can follow.
     *
     * @throws DataException if not, saying that {@code what} is cut off
     */
    void require(long bytes, String what) {
        if (bytes > left) {
            throw new DataException(name + ": truncated: " + what + " needs " + bytes + " bytes; found at most "
                    + left);
        }
    }

    /** Reads {@code count} bytes into a new little-endian buffer. */
    public ByteBuffer read(int count, String what) {
        require(count, what);
        byte[] bytes = new byte[count];
        read(bytes, count, what);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads {@code count} bytes to the start of {@code to}. */
    public void read(byte[] to, int count, String what) {
        try {
            int found = in.readNBytes(to, 0, count);
            if (found < count) {
                throw new DataException(name + ": truncated: " + what + " needs " + (count - found)
                        + " bytes more than there are");
            }
            left -= count;
        } catch (IOException e) {
            throw DataException.of(name, e);
        }
    }

    /**
     * Checks that nothing follows; for compressed data this also checks the checksum.
     *
     * @throws DataException if something does
     */
    void requireEnd() {
        try {
            if (in.read() >= 0) {
                throw new DataException(name + ": found more bytes after the data; expected the end of the file");
            }
        } catch (IOException e) {
            throw DataException.of(name, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(in);
    }
}
