package io.tapeless.codegen.data.format;

import static io.tapeless.codegen.data.DataFiles.assertDamageIsNoSurprise;
import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.assertTruncationsFail;
import static io.tapeless.codegen.data.DataFiles.bytes;
import static io.tapeless.codegen.data.DataFiles.reference;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapeless.codegen.data.NdArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
    @TempDir
    Path directory;

    @Test
    void readsTheReferenceFile() {
        SafetensorsFile file = SafetensorsFile.read(reference("reference.safetensors"));
        assertEquals(List.of("b", "d", "half", "i", "l", "u", "w"), List.copyOf(file.tensors().keySet()));
        assertEquals(Map.of("made", "by safetensors", "epoch", "3"), file.metadata());
        assertEquals("f32[2, 3]", file.tensors().get("w").toString());
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, file.tensors().get("w").asDoubles());
        assertArrayEquals(new float[] {0.5f, -2, 65504}, file.tensors().get("half").asFloats());
        assertArrayEquals(new double[] {0.1}, file.tensors().get("d").asDoubles());
        assertArrayEquals(new int[] {-1, 2}, file.tensors().get("i").asInts());
        assertEquals("i64[]", file.tensors().get("l").toString());
        assertArrayEquals(new long[] {1L << 40}, file.tensors().get("l").asLongs());
        assertArrayEquals(new boolean[] {true, false, true}, file.tensors().get("b").asBooleans());
        assertArrayEquals(new int[] {255}, file.tensors().get("u").asInts());
    }

    @Test
    void readsBfloat() {
        String header = "{'x':{'dtype':'BF16','shape':[2],'data_offsets':[0,4]}}";
        SafetensorsFile file = SafetensorsFile.read(file(header, (byte) 0x80, (byte) 0x3f, (byte) 0xc0, (byte) 0xc0));
        assertArrayEquals(new float[] {1, -6}, file.tensors().get("x").asFloats());
    }

    private static SafetensorsFile sample() {
        return new SafetensorsFile(Map.of(
                "b", NdArray.of(new boolean[] {true, false, true}, 3),
                "a", NdArray.of(new float[] {1, Float.NaN, -0f}, 3),
                "blocks.0.w", NdArray.of(new double[] {0.1, 1e300}, 1, 2),
                "i", NdArray.of(new int[] {-1}),
                "l", NdArray.of(new long[] {Long.MIN_VALUE}, 1),
                "empty", NdArray.of(new float[0], 0, 4)), Map.of("epoch", "3", "ü", "\"quoted\"\n"));
    }

    @Test
    void roundTrips() {
        Path path = directory.resolve("a.safetensors");
        sample().write(path);
        SafetensorsFile back = SafetensorsFile.read(path);
        assertEquals(sample().tensors().toString(), back.tensors().toString());
        assertEquals(sample().metadata(), back.metadata());
        sample().tensors().forEach((name, tensor) ->
                assertArrayEquals(tensor.asDoubles(), back.tensors().get(name).asDoubles(), name));
        byte[] once = bytes(path);
        back.write(path);
        assertArrayEquals(once, bytes(path));
    }

    @Test
    void namesAreSortedAndDataAligned() {
        Path path = directory.resolve("a.safetensors");
        new SafetensorsFile(Map.of("b", NdArray.of(new double[1], 1), "a", NdArray.of(new float[1], 1)),
                Map.of("k", "v")).write(path);
        ByteBuffer bytes = ByteBuffer.wrap(bytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        assertEquals(0, length % 8);
        assertEquals("{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                + "\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                new String(bytes.array(), 8, length, StandardCharsets.UTF_8).strip());
    }

    @Test
    void anEmptyFileRoundTrips() {
        Path path = directory.resolve("a.safetensors");
        new SafetensorsFile(Map.of(), Map.of()).write(path);
        assertEquals(Map.of(), SafetensorsFile.read(path).tensors());
    }

    @Test
    void theReservedNameIsRefused() {
        SafetensorsFile file = new SafetensorsFile(Map.of("__metadata__", NdArray.of(new int[1], 1)), Map.of());
        assertFails(() -> file.write(directory.resolve("a")), "__metadata__");
    }

    @Test
    void truncationsAndDamageAreReported() {
        assertTruncationsFail(reference("reference.safetensors"), directory, SafetensorsFile::read);
        assertDamageIsNoSurprise(reference("reference.safetensors"), directory, SafetensorsFile::read);
    }

    @Test
    void hostileHeaderLengthsAreRefused() {
        for (long length : new long[] {-1, 0, 1, Long.MAX_VALUE, Integer.MAX_VALUE, 1000}) {
            byte[] file = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
            assertFails(() -> SafetensorsFile.read(write(directory.resolve("h"), file)),
                    "header length " + Long.toUnsignedString(length));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,8]}} | expected [0, 4]",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | found data_offsets [4, 8]",
        "{'x':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | impossible extent",
        "{'x':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}} | too many elements",
        "{'x':{'dtype':'F32','shape':[500000000],'data_offsets':[0,2000000000]}} | truncated: the data needs",
        "{'x':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}} | out of range",
        "{'x':{'dtype':'F8_E4M3','shape':[4],'data_offsets':[0,4]}} | dtype 'F8_E4M3'; expected one of",
        "{'x':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | expected an integer",
        "{'x':{'dtype':'F32','shape':1,'data_offsets':[0,4]}} | found '1'; expected an array",
        "{'x':{'dtype':3,'shape':[1],'data_offsets':[0,4]}} | expected a string",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | two 'data_offsets'",
        "{'x':{'dtype':'F32','shape':[1]}} | incomplete",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'z':1}} | has the key 'z'",
        "{'x':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'x':{}} | Duplicate",
        "{'__metadata__':{'a':1}} | metadata 'a': found '1'; expected a string",
        "{'x':3} | 'x': found '3'; expected an object",
        "[] | the header: found '['; expected an object",
        "{'x' | safetensors header:",
        "{}{} | found text after it",
        "{} | found more bytes after the data"
    })
    void malformedHeadersAreRefused(String header, String expected) {
        assertFails(() -> SafetensorsFile.read(file(header, (byte) 0, (byte) 0, (byte) 0, (byte) 0)), "a.st", expected);
    }

    private Path file(String header, byte... data) {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return write(directory.resolve("a.st"), bytes.putLong(text.length).put(text).put(data).array());
    }
}
