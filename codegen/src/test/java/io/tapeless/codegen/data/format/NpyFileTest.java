package io.tapeless.codegen.data.format;

import static io.tapeless.codegen.data.DataFiles.assertDamageIsNoSurprise;
import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.assertTruncationsFail;
import static io.tapeless.codegen.data.DataFiles.bytes;
import static io.tapeless.codegen.data.DataFiles.reference;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.ir.DType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"le", "be"})
    void readsEveryElementType(String order) {
        assertReads("f2_" + order, DType.F32, 0, -0.5, 1.5, 65504, 0x1p-24, INF);
        assertReads("f4_" + order, DType.F32, 0, -0.5, 1.5, Float.MAX_VALUE, Float.MIN_VALUE, INF);
        assertReads("f8_" + order, DType.F64, 0, -0.5, 1.5, Double.MAX_VALUE, Double.MIN_VALUE, INF);
        assertReads("i1_" + order, DType.I32, 0, 1, 100, Byte.MIN_VALUE, Byte.MAX_VALUE, 7);
        assertReads("u1_" + order, DType.I32, 0, 1, 100, 0, 255, 7);
        assertReads("i2_" + order, DType.I32, 0, 1, 100, Short.MIN_VALUE, Short.MAX_VALUE, 7);
        assertReads("u2_" + order, DType.I32, 0, 1, 100, 0, 65535, 7);
        assertReads("i4_" + order, DType.I32, 0, 1, 100, Integer.MIN_VALUE, Integer.MAX_VALUE, 7);
        assertReads("u4_" + order, DType.I64, 0, 1, 100, 0, 4294967295.0, 7);
        long[] signed = {0, 1, 100, Long.MIN_VALUE, Long.MAX_VALUE, 7};
        assertArrayEquals(signed, NpyFile.read(reference("i8_" + order + ".npy")).asLongs());
        long[] unsigned = {0, 1, 100, 0, Long.MAX_VALUE, 7};
        assertArrayEquals(unsigned, NpyFile.read(reference("u8_" + order + ".npy")).asLongs());
    }

    private static void assertReads(String name, DType dtype, double... expected) {
        NdArray array = NpyFile.read(reference(name + ".npy"));
        assertEquals(dtype + "[2, 3]", array.toString(), name);
        assertArrayEquals(expected, array.asDoubles(), name);
    }

    @Test
    void readsBoolScalarAndEmpty() {
        NdArray bool = NpyFile.read(reference("bool.npy"));
        assertEquals("bool[2, 3]", bool.toString());
        assertArrayEquals(new boolean[] {true, false, true, false, false, true}, bool.asBooleans());
        NdArray scalar = NpyFile.read(reference("scalar.npy"));
        assertEquals("f64[]", scalar.toString());
        assertArrayEquals(new double[] {2.5}, scalar.asDoubles());
        assertEquals("f32[0, 3]", NpyFile.read(reference("empty.npy")).toString());
    }

    @Test
    void readsFortranOrderAsRowMajor() {
        NdArray array = NpyFile.read(reference("fortran.npy"));
        assertEquals("i32[2, 3, 4]", array.toString());
        assertArrayEquals(IntStream.range(0, 24).toArray(), array.asInts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"version2", "version3"})
    void readsLaterVersions(String name) {
        assertReads(name, DType.F32, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void roundTripsEveryTypeAndRank() {
        for (DType dtype : DType.values()) {
            for (int[] shape : new int[][] {{}, {0}, {1}, {3}, {2, 3}, {2, 0, 3}, {2, 1, 3, 2}}) {
                int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
                double[] values = IntStream.range(0, size).mapToDouble(i -> i % 2).toArray();
                NdArray array = NdArray.of(values, shape).as(dtype);
                Path file = directory.resolve("a.npy");
                NpyFile.write(file, array);
                NdArray back = NpyFile.read(file);
                assertEquals(array.toString(), back.toString());
                assertArrayEquals(array.asDoubles(), back.asDoubles());
                assertEquals(0, (bytes(file).length - size * (dtype == DType.BOOL ? 1 : dtype.bytes())) % 64);
            }
        }
    }

    @Test
    void writesWhatNumPyWrites() {
        for (String name : new String[] {"f4_le", "f8_le", "i4_le", "i8_le", "bool", "scalar"}) {
            Path copy = directory.resolve(name + ".npy");
            NpyFile.write(copy, NpyFile.read(reference(name + ".npy")));
            assertArrayEquals(bytes(reference(name + ".npy")), bytes(copy), name);
        }
    }

    @Test
    void roundTripsManyChunksBitByBit() {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(i * 0x9e3779b9);
        }
        values[5] = Float.NaN;
        values[6] = -0f;
        Path file = directory.resolve("a.npy");
        NpyFile.write(file, NdArray.of(values, values.length));
        float[] back = NpyFile.read(file).asFloats();
        for (int i = 0; i < values.length; i++) {
            assertEquals(Float.floatToIntBits(values[i]), Float.floatToIntBits(back[i]));
        }
    }

    @Test
    void truncationsAndDamageAreReported() {
        assertTruncationsFail(reference("f4_be.npy"), directory, NpyFile::read);
        assertTruncationsFail(reference("version2.npy"), directory, NpyFile::read);
        assertDamageIsNoSurprise(reference("fortran.npy"), directory, NpyFile::read);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertFails(() -> NpyFile.read(directory.resolve("none.npy")), "none.npy: no such file");
        assertFails(() -> NpyFile.read(directory), "found a directory");
        assertFails(() -> NpyFile.read(reference("complex.npy")), "found elements of type '<c16'", "f4");
        assertFails(() -> NpyFile.read(reference("structured.npy")), "expected a string");
        assertFails(() -> NpyFile.read(write(directory.resolve("t"), "hello, world")), "wrong magic");
        byte[] longer = Arrays.copyOf(bytes(reference("f4_le.npy")), 153);
        assertFails(() -> NpyFile.read(write(directory.resolve("l"), longer)), "more bytes after the data");
        Path version = write(directory.resolve("v"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 4, 0});
        assertFails(() -> NpyFile.read(version), "NPY version 4; expected 1, 2 or 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000,), } ; truncated: the data needs 4000000000",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536), } ; too many elements",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), } ; impossible extent",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), } ; expected an extent",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1.5,), } ; found '.5,), }'; expected ')'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 3} ; found '3}'; expected '('",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': ()} ; expected True or False",
        "{'descr': '<f4', 'fortran_order': False} ; no key 'shape'",
        "{'descr': '<f4', 'descr': '<f4'} ; key 'descr' twice",
        "{'descr': '<f4', 'other': 3} ; found key 'other'",
        "{'descr': '|f4', 'fortran_order': False, 'shape': ()} ; found elements of type '|f4'",
        "{'descr': '<f3', 'fortran_order': False, 'shape': ()} ; found elements of type '<f3'",
        "{'descr': '|O', 'fortran_order': False, 'shape': ()} ; found elements of type '|O'",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} 1 ; text after the closing brace",
        "{'descr': '<f4 ; a string without end",
        "{'descr' ; the end of the header"
    }, quoteCharacter = '"')
    void refusesMalformedHeaders(String header, String expected) {
        assertFails(() -> NpyFile.read(withHeader(header)), "h.npy", expected);
    }

    @Test
    void readsHeadersOfOtherWriters() {
        String header = "{ \"shape\" :(1L ,2L), 'fortran_order':False,'descr':'>i2'}";
        NdArray array = NpyFile.read(withHeader(header));
        assertEquals("i32[1, 2]", array.toString());
        assertArrayEquals(new int[] {0x0102, 0x0304}, array.asInts());
    }

    private Path withHeader(String header) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(NpyFile.MAGIC);
        bytes.writeBytes(new byte[] {1, 0, (byte) header.length(), 0});
        bytes.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(new byte[] {1, 2, 3, 4});
        assertTrue(header.length() < 256);
        return write(directory.resolve("h.npy"), bytes.toByteArray());
    }

    @Test
    void refusesHostileHeaderLengths() {
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1};
        assertFails(() -> NpyFile.read(write(directory.resolve("h"), start)), "NPY header of 4294967295 bytes");
    }

    @Test
    void refusesValuesThatAreNone() {
        byte[] bool = bytes(reference("bool.npy"));
        bool[bool.length - 1] = 2;
        assertFails(() -> NpyFile.read(write(directory.resolve("b"), bool)), "bool element 5 is 2");
        byte[] unsigned = bytes(reference("u8_le.npy"));
        Arrays.fill(unsigned, unsigned.length - 8, unsigned.length, (byte) 0xff);
        assertFails(() -> NpyFile.read(write(directory.resolve("u"), unsigned)), "is 18446744073709551615");
    }

    @Test
    void convertsEveryHalf() {
        assertEquals(1f, Encoding.fromHalf((short) 0x3c00));
        assertEquals(-2f, Encoding.fromHalf((short) 0xc000));
        assertEquals(0x1p-14f, Encoding.fromHalf((short) 0x0400));
        assertEquals(0x1p-24f * 1023, Encoding.fromHalf((short) 0x03ff));
        assertEquals(Float.NEGATIVE_INFINITY, Encoding.fromHalf((short) 0xfc00));
        assertEquals(Float.floatToIntBits(-0f), Float.floatToIntBits(Encoding.fromHalf((short) 0x8000)));
        assertTrue(Float.isNaN(Encoding.fromHalf((short) 0x7e00)));
    }
}
