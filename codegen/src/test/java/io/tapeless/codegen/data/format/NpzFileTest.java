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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"stored.npz", "deflated.npz"})
    void readsNumPyFiles(String name) {
        Map<String, NdArray> arrays = NpzFile.read(reference(name));
        assertEquals(List.of("x", "y"), List.copyOf(arrays.keySet()));
        assertEquals("f32[4, 3]", arrays.get("x").toString());
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, arrays.get("x").asDoubles());
        assertArrayEquals(new long[] {0, 1, 2, 1}, arrays.get("y").asLongs());
    }

    @ParameterizedTest
    @EnumSource
    void roundTrips(NpzFile.Compression compression) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("blocks.0.w", NdArray.of(new float[50_000], 100, 500));
        arrays.put("y", NdArray.of(new long[] {1, -1}, 2));
        arrays.put("mask", NdArray.of(new boolean[] {true, false}, 2));
        arrays.put("empty", NdArray.of(new int[0], 0));
        Path file = directory.resolve("a.npz");
        NpzFile.write(file, arrays, compression);
        Map<String, NdArray> back = NpzFile.read(file);
        assertEquals(arrays.toString(), back.toString());
        arrays.forEach((name, array) -> assertArrayEquals(array.asDoubles(), back.get(name).asDoubles()));
        assertEquals(compression == NpzFile.Compression.DEFLATED, bytes(file).length < 200_000);
        byte[] once = bytes(file);
        NpzFile.write(file, arrays, compression);
        assertArrayEquals(once, bytes(file));
    }

    @Test
    void truncationsAndDamageAreReported() {
        assertTruncationsFail(reference("stored.npz"), directory, NpzFile::read);
        assertTruncationsFail(reference("deflated.npz"), directory, NpzFile::read);
        assertDamageIsNoSurprise(reference("stored.npz"), directory, NpzFile::read);
        assertDamageIsNoSurprise(reference("deflated.npz"), directory, NpzFile::read);
    }

    @Test
    void damagedDataIsFoundByItsChecksum() {
        byte[] file = bytes(reference("stored.npz"));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        file[text.indexOf("\n") + 5] ^= 1;
        assertFails(() -> NpzFile.read(write(directory.resolve("d"), file)), "array 'x'", "wrong checksum");
    }

    @Test
    void refusesOtherContent() {
        assertFails(() -> NpzFile.read(directory.resolve("none.npz")), "none.npz: no such file");
        assertFails(() -> NpzFile.read(reference("f4_le.npy")), "f4_le.npy: not an NPZ file");
        Path file = directory.resolve("a.npz");
        NpzFile.write(file, Map.of("x", NdArray.of(new int[1], 1)), NpzFile.Compression.STORED);
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        Path other = write(directory.resolve("o"),
                text.replace("x.npy", "x.txt").getBytes(StandardCharsets.ISO_8859_1));
        assertFails(() -> NpzFile.read(other), "entry 'x.txt' is not an array");
    }

    @Test
    void refusesDuplicateNames() {
        Path file = directory.resolve("a.npz");
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        arrays.put("x", NdArray.of(new int[1], 1));
        arrays.put("y", NdArray.of(new int[1], 1));
        NpzFile.write(file, arrays, NpzFile.Compression.STORED);
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        Path twice = write(directory.resolve("t"),
                text.replace("y.npy", "x.npy").getBytes(StandardCharsets.ISO_8859_1));
        assertFails(() -> NpzFile.read(twice), "found two arrays named 'x'");
        assertTrue(text.contains("y.npy"));
    }
}
