package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.ArrayRows;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * NumPy's format for one array: magic, version, header length, header, data.
 *
 * <p>Reads versions 1, 2 and 3, either byte order and either element order, of {@code bool}, signed and
 * unsigned integers and floats of 2, 4 and 8 bytes. Writes version 1, little-endian, C order.
 */
public final class NpyFile {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 20;
    private static final int ALIGNMENT = 64;

    private NpyFile() {
    }

    /**
     * Reads the array of a file.
     *
     * @throws DataException if that fails
     */
    public static NdArray read(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            return read(source, Location.of(file.toString()));
        }
    }

    /** The rows of the array of a file, which stay there if they are too large for memory. */
    public static Rows readRows(Path file) {
        try (ByteSource source = ByteSource.open(file)) {
            NpyHeader header = readHeader(source);
            return isStored(source, header) ? StoredRows.map(file, source, header.encoding(), header.order(),
                    header.shape()) : new ArrayRows(read(source, header, Location.of(file.toString())));
        }
    }

    /** The rows of an array that fills its source. */
    static Rows readRows(ByteSource source, Location location) {
        NpyHeader header = readHeader(source);
        return isStored(source, header) ? StoredRows.copy(source, header.encoding(), header.order(), header.shape())
                : new ArrayRows(read(source, header, location));
    }

    private static boolean isStored(ByteSource source, NpyHeader header) {
        boolean large = StoredRows.isFor(header.encoding(), header.shape());
        if (large && header.fortran()) {
            throw new DataException(source.name() + ": found an array in Fortran order that is too large for memory;"
                    + " expected C order");
        }
        return large;
    }

    /** Reads an array that fills its source. */
    static NdArray read(ByteSource source, Location location) {
        return read(source, readHeader(source), location);
    }

    private static NdArray read(ByteSource source, NpyHeader header, Location location) {
        int count = NdArray.size(source.name(), header.shape());
        Elements elements = header.encoding().decode(source, header.order(), count);
        source.requireEnd();
        int[] shape = NdArray.toInts(header.shape());
        if (header.fortran()) {
            elements = toRowMajor(elements, shape);
        }
        return new NdArray(header.encoding().dtype(), shape, elements, location);
    }

    private static NpyHeader readHeader(ByteSource source) {
        ByteBuffer start = source.read(MAGIC.length + 2, "the NPY magic");
        for (byte expected : MAGIC) {
            if (start.get() != expected) {
                throw new DataException(source.name() + ": not an NPY file: wrong magic; expected \\x93NUMPY");
            }
        }
        int version = start.get();
        if (version < 1 || version > 3) {
            throw new DataException(source.name() + ": NPY version " + version + "; expected 1, 2 or 3");
        }
        long length = version == 1
                ? Short.toUnsignedLong(source.read(2, "the header length").getShort())
                : Integer.toUnsignedLong(source.read(4, "the header length").getInt());
        if (length > MAX_HEADER) {
            throw new DataException(source.name() + ": NPY header of " + length + " bytes; expected at most "
                    + MAX_HEADER);
        }
        Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        try {
            ByteBuffer header = source.read((int) length, "the NPY header");
            return NpyHeader.parse(source.name(), charset.newDecoder().decode(header).toString());
        } catch (CharacterCodingException e) {
            throw new DataException(source.name() + ": NPY header: found bytes that are not " + charset, e);
        }
    }

    /** Element (i₀, …, iₙ) moves from Σ iₖ·d₀·…·dₖ₋₁ to its row-major place. */
    private static Elements toRowMajor(Elements elements, int[] shape) {
        Object from = elements.array();
        Object to = Array.newInstance(from.getClass().componentType(), elements.length());
        int[] index = new int[shape.length];
        int[] stride = new int[shape.length];
        int size = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            stride[axis] = size;
            size *= shape[axis];
        }
        int source = 0;
        for (int i = 0; i < elements.length(); i++) {
            System.arraycopy(from, source, to, i, 1);
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                source += stride[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                source -= stride[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return Elements.of(to);
    }

    /**
     * Writes an array, replacing the file as a whole.
     *
     * @throws DataException if that fails
     */
    public static void write(Path file, NdArray array) {
        AtomicFile.write(file, out -> write(out, array));
    }

    /** Writes an array to a stream. The header ends on a multiple of 64 bytes, as the format asks. */
    static void write(OutputStream out, NdArray array) throws IOException {
        String text = NpyHeader.print(array);
        int before = MAGIC.length + 4;
        int length = (before + text.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT - before;
        ByteBuffer header = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        header.put((text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(header.array());
        Encoding.encode(array, out);
    }
}
