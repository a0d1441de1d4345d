package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A safetensors file: named tensors and a map of strings. Its bytes are a function of its content:
 * names are written in alphabetical order.
 *
 * @param tensors by name, in alphabetical order
 * @param metadata free text by key
 */
public record SafetensorsFile(Map<String, NdArray> tensors, Map<String, String> metadata) {
    /** The format's own limit on the length of the header. */
    private static final long MAX_HEADER = 100_000_000;
    private static final String RESERVED = "__metadata__";
    private static final int ALIGNMENT = 8;

    public SafetensorsFile {
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /**
     * Reads a file. F16 and BF16 are read as f32, small integers as i32.
     *
     * @throws DataException if that fails
     */
    public static SafetensorsFile read(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            SafetensorsHeader header = header(source);
            return new SafetensorsFile(readTensors(source, header), header.metadata());
        }
    }

    /**
     * Reads the metadata of a file only.
     *
     * @throws DataException if that fails
     */
    public static Map<String, String> readMetadata(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            return header(source).metadata();
        }
    }

    private static SafetensorsHeader header(ByteSource source) {
        long length = source.read(8, "the header length").getLong();
        if (length < 2 || length > Math.min(MAX_HEADER, source.left())) {
            throw new DataException(source.name() + ": not a safetensors file or truncated: header length "
                    + Long.toUnsignedString(length) + "; expected 2 to " + Math.min(MAX_HEADER, source.left()));
        }
        return SafetensorsHeader.parse(source.name(), text(source, (int) length));
    }

    private static String text(ByteSource source, int length) {
        ByteBuffer bytes = source.read(length, "the safetensors header");
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new DataException(source.name() + ": safetensors header: found bytes that are not UTF-8", e);
        }
    }

    /** The tensors fill the data without holes or overlap, so they are read one after the other. */
    private static Map<String, NdArray> readTensors(ByteSource source, SafetensorsHeader header) {
        List<Map.Entry<String, SafetensorsHeader.Entry>> inOrder = new ArrayList<>(header.entries().entrySet());
        inOrder.sort(Comparator
                .<Map.Entry<String, SafetensorsHeader.Entry>>comparingLong(e -> e.getValue().begin())
                .thenComparingLong(e -> e.getValue().end()));
        Map<String, NdArray> tensors = new TreeMap<>();
        long at = 0;
        for (Map.Entry<String, SafetensorsHeader.Entry> named : inOrder) {
            String where = source.name() + ": tensor " + DataException.quote(named.getKey());
            SafetensorsHeader.Entry entry = named.getValue();
            Encoding encoding = entry.encoding();
            int count = NdArray.size(where, entry.shape());
            long end = at + (long) count * encoding.bytes();
            if (entry.begin() != at || entry.end() != end) {
                throw new DataException(where + ": found data_offsets [" + entry.begin() + ", " + entry.end()
                        + "]; expected [" + at + ", " + end + "]");
            }
            Elements elements = encoding.decode(source, ByteOrder.LITTLE_ENDIAN, count);
            tensors.put(named.getKey(),
                    new NdArray(encoding.dtype(), NdArray.toInts(entry.shape()), elements, Location.of(where)));
            at = end;
        }
        source.requireEnd();
        return tensors;
    }

    /**
     * Writes the file, replacing it as a whole. The data are ordered by falling element size, then by
     * name, so that every tensor is aligned.
     *
     * @throws DataException if that fails, or a tensor has the reserved name {@code __metadata__}
     */
    public void write(Path file) {
        if (tensors.containsKey(RESERVED)) {
            throw new DataException(file + ": a tensor can't be named '" + RESERVED + "'");
        }
        AtomicFile.write(file, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        List<String> names = new ArrayList<>(tensors.keySet());
        names.sort(Comparator.comparingInt((String n) -> -encoding(n).bytes()).thenComparing(n -> n));
        Map<String, SafetensorsHeader.Entry> entries = new TreeMap<>();
        long at = 0;
        for (String name : names) {
            NdArray tensor = tensors.get(name);
            long end = at + (long) tensor.size() * encoding(name).bytes();
            long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
            entries.put(name, new SafetensorsHeader.Entry(encoding(name), shape, at, end));
            at = end;
        }
        out.write(header(new SafetensorsHeader(entries, metadata)));
        for (String name : names) {
            Encoding.encode(tensors.get(name), out);
        }
    }

    /**
     * The SHA-256 of the bytes that {@link #write} would write, in hexadecimal digits.
     */
    public String digest() {
        try (OutputStream nowhere = OutputStream.nullOutputStream();
                DigestOutputStream digest = new DigestOutputStream(nowhere, MessageDigest.getInstance("SHA-256"))) {
            writeTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("writing nowhere does not fail, and every JVM has SHA-256", e);
        }
    }

    private Encoding encoding(String name) {
        return Encoding.of(tensors.get(name).dtype());
    }

    private static byte[] header(SafetensorsHeader header) throws IOException {
        byte[] text = header.print().getBytes(StandardCharsets.UTF_8);
        int length = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(8 + length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(text);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.array();
    }
}
