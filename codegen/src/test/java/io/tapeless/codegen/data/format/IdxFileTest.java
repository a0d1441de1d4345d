package io.tapeless.codegen.data.format;

import static io.tapeless.codegen.data.DataFiles.assertDamageIsNoSurprise;
import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.assertTruncationsFail;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.ir.DType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
    @TempDir
    Path directory;

    private static byte[] idx(int type, int[] shape, byte[] data) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
        bytes.put(new byte[] {0, 0, (byte) type, (byte) shape.length});
        Arrays.stream(shape).forEach(bytes::putInt);
        return bytes.put(data).array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private void assertReads(int type, byte[] data, DType dtype, double... expected) throws IOException {
        byte[] file = idx(type, new int[] {expected.length, 1}, data);
        for (byte[] content : new byte[][] {file, gzip(file)}) {
            NdArray array = IdxFile.read(write(directory.resolve("a.idx"), content));
            assertEquals(dtype + "[" + expected.length + ", 1]", array.toString());
            assertArrayEquals(expected, array.asDoubles());
        }
    }

    @Test
    void readsEveryElementTypePlainAndPacked() throws IOException {
        assertReads(0x08, new byte[] {0, 1, -1}, DType.I32, 0, 1, 255);
        assertReads(0x09, new byte[] {0, 1, -1}, DType.I32, 0, 1, -1);
        assertReads(0x0b, ByteBuffer.allocate(4).putShort((short) -2).putShort((short) 300).array(),
                DType.I32, -2, 300);
        assertReads(0x0c, ByteBuffer.allocate(4).putInt(-70_000).array(), DType.I32, -70_000);
        assertReads(0x0d, ByteBuffer.allocate(4).putFloat(1.5f).array(), DType.F32, 1.5);
        assertReads(0x0e, ByteBuffer.allocate(8).putDouble(0.1).array(), DType.F64, 0.1);
    }

    @Test
    void truncationsAndDamageAreReported() throws IOException {
        byte[] file = idx(0x0b, new int[] {2, 3}, new byte[12]);
        Path plain = write(directory.resolve("plain"), file);
        Path packed = write(directory.resolve("packed"), gzip(file));
        assertTruncationsFail(plain, directory, IdxFile::read);
        assertTruncationsFail(packed, directory, IdxFile::read);
        assertDamageIsNoSurprise(plain, directory, IdxFile::read);
        assertDamageIsNoSurprise(packed, directory, IdxFile::read);
    }

    @Test
    void refusesHostileHeaders() throws IOException {
        assertFails(() -> read(idx(0x08, new int[] {Integer.MAX_VALUE - 8}, new byte[3])),
                "truncated: the data needs 2147483639 bytes; found at most 3");
        assertFails(() -> read(idx(0x0e, new int[] {1 << 20, 1 << 20}, new byte[8])), "too many elements");
        assertFails(() -> read(idx(0x08, new int[] {1 << 30, 1 << 30, 0, 1 << 30}, new byte[0])), "too many elements");
        assertFails(() -> read(idx(0x08, new int[] {-1}, new byte[1])), "impossible extent");
        assertFails(() -> read(idx(0x07, new int[] {1}, new byte[1])), "IDX element type 0x7");
        assertFails(() -> read(idx(0x08, new int[] {1}, new byte[2])), "more bytes after the data");
        assertFails(() -> read(new byte[] {1, 2, 3, 4}), "not an IDX file", "0x1020304");
        byte[] bomb = gzip(idx(0x08, new int[] {1 << 30}, new byte[100]));
        assertFails(() -> read(bomb), "truncated: the data needs 1073741824 bytes");
    }

    private NdArray read(byte[] content) {
        return IdxFile.read(write(directory.resolve("a.idx"), content));
    }
}
