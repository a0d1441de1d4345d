package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.ArrayRows;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.Rows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The format of the MNIST files, also inside gzip: two zero bytes, element type, number of axes, one
 * big-endian extent for each axis, then the elements, big-endian and row-major.
 */
public final class IdxFile {
    private IdxFile() {
    }

    /**
     * Reads the array of a file. Unsigned and small integers are read as i32.
     *
     * @throws DataException if that fails
     */
    public static NdArray read(Path file) {
        try (ByteSource source = ByteSource.openMaybeGzip(file)) {
            return read(file, source, readHeader(file, source));
        }
    }

    /** The rows of the array of a file, copied to a temporary one if they are too large for memory. */
    public static Rows readRows(Path file) {
        try (ByteSource source = ByteSource.openMaybeGzip(file)) {
            Header header = readHeader(file, source);
            return StoredRows.isFor(header.encoding(), header.shape())
                    ? StoredRows.copy(source, header.encoding(), ByteOrder.BIG_ENDIAN, header.shape())
                    : new ArrayRows(read(file, source, header));
        }
    }

    private record Header(Encoding encoding, long[] shape) {
    }

    private static Header readHeader(Path file, ByteSource source) {
        ByteBuffer magic = source.read(4, "the IDX magic").order(ByteOrder.BIG_ENDIAN);
        if (magic.getShort(0) != 0) {
            throw new DataException(file + ": not an IDX file: it starts with 0x"
                    + Integer.toHexString(magic.getInt(0)) + "; expected two zero bytes");
        }
        Encoding encoding = encoding(file, magic.get(2));
        int rank = Byte.toUnsignedInt(magic.get(3));
        ByteBuffer extents = source.read(4 * rank, "the IDX header").order(ByteOrder.BIG_ENDIAN);
        long[] shape = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            shape[axis] = extents.getInt();
        }
        return new Header(encoding, shape);
    }

    private static NdArray read(Path file, ByteSource source, Header header) {
        int count = NdArray.size(file.toString(), header.shape());
        Elements elements = header.encoding().decode(source, ByteOrder.BIG_ENDIAN, count);
        source.requireEnd();
        return new NdArray(header.encoding().dtype(), NdArray.toInts(header.shape()), elements,
                Location.of(file.toString()));
    }

    private static Encoding encoding(Path file, byte type) {
        return switch (type) {
            case 0x08 -> Encoding.U8;
            case 0x09 -> Encoding.I8;
            case 0x0b -> Encoding.I16;
            case 0x0c -> Encoding.I32;
            case 0x0d -> Encoding.F32;
            case 0x0e -> Encoding.F64;
            default -> throw new DataException(file + ": IDX element type 0x" + Integer.toHexString(type & 0xff)
                    + "; expected one of 0x8, 0x9, 0xb, 0xc, 0xd, 0xe");
        };
    }
}
