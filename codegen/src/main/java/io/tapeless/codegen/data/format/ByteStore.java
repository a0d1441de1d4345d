package io.tapeless.codegen.data.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that are written once, in order, and then read anywhere: in memory up to a limit, beyond it in a temporary
 * file, or in a file that is there already. An element whose place is a multiple of its size lies in one chunk.
 */
public final class ByteStore {
    /** Bytes of a chunk, but for the last. */
    private static final int CHUNK = 1 << 20;
    /** Bytes of a mapping: whole chunks, few enough mappings for the largest files. */
    private static final long MAPPING = 1L << 29;

    private final ByteOrder order;
    private final long inMemory;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private ByteBuffer last = ByteBuffer.allocate(0);
    private FileChannel file;
    private long size;

    /** An empty store, which keeps what one array should take of the memory there is. */
    public ByteStore(ByteOrder order) {
        this(order, memoryLimit());
    }

    /** An empty store that keeps so many bytes in memory, rounded up to whole chunks. */
    ByteStore(ByteOrder order, long inMemory) {
        this.order = order;
        this.inMemory = inMemory;
    }

    /** How much memory one array may take: a fraction of the heap, as there are several, and the model. */
    static long memoryLimit() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    /** The bytes of a file from a place on, as they are in the file. */
    static ByteStore map(Path path, long from, long size, ByteOrder order) throws IOException {
        ByteStore store = new ByteStore(order, 0);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (long at = 0; at < size; at += MAPPING) {
                store.addChunks(channel.map(FileChannel.MapMode.READ_ONLY, from + at, Math.min(MAPPING, size - at)));
            }
        }
        store.size = size;
        return store;
    }

    private void addChunks(MappedByteBuffer mapped) {
        for (int at = 0; at < mapped.capacity(); at += CHUNK) {
            chunks.add(mapped.slice(at, Math.min(CHUNK, mapped.capacity() - at)).order(order));
        }
    }

    /** Appends bytes. */
    public void write(byte[] bytes, int from, int count) throws IOException {
        while (count > 0) {
            if (!last.hasRemaining()) {
                grow();
            }
            int part = Math.min(count, last.remaining());
            last.put(bytes, from, part);
            from += part;
            count -= part;
            size += part;
        }
    }

    private void grow() throws IOException {
        int next = (int) (size / CHUNK);
        if (next == chunks.size() && size < inMemory) {
            chunks.add(ByteBuffer.allocate(CHUNK).order(order));
        } else if (next == chunks.size()) {
            if (file == null) {
                file = temporary();
            }
            addChunks(file.map(FileChannel.MapMode.READ_WRITE, file.size(), MAPPING));
        }
        last = chunks.get(next);
    }

    /** A file that nobody else sees, and that is gone once the JVM has ended. */
    private static FileChannel temporary() throws IOException {
        Path path = Files.createTempFile("tapeless", ".data");
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Number of bytes. */
    long size() {
        return size;
    }

    /** An element, as a real number. */
    public double real(Encoding encoding, long index) {
        long at = index * encoding.bytes();
        return encoding.real(chunks.get((int) (at / CHUNK)), (int) (at % CHUNK));
    }

    /** An element truncated to an integer. */
    public long integer(Encoding encoding, long index) {
        long at = index * encoding.bytes();
        return encoding.integer(chunks.get((int) (at / CHUNK)), (int) (at % CHUNK));
    }
}
