package io.tapeless.codegen.data.format;

import static io.tapeless.codegen.data.DataFiles.assertFails;
import static io.tapeless.codegen.data.DataFiles.bytes;
import static io.tapeless.codegen.data.DataFiles.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replacesTheContentAndLeavesNothingElse() throws IOException {
        Path file = write(directory.resolve("a"), "old");
        AtomicFile.write(file, out -> out.write(new byte[] {1, 2}));
        assertArrayEquals(new byte[] {1, 2}, bytes(file));
        assertEquals(List.of("a"), names());
    }

    @Test
    void aFailureKeepsTheOldContent() throws IOException {
        Path file = write(directory.resolve("a"), "old");
        assertFails(() -> AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        }), "a: No space left on device");
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a"), names());
    }

    @Test
    void aClosedStreamAndAnInterruptedThreadDoNoHarm() throws IOException {
        Path file = directory.resolve("a");
        Thread.currentThread().interrupt();
        AtomicFile.write(file, out -> {
            out.write(1);
            out.close();
        });
        assertTrue(Thread.interrupted());
        assertArrayEquals(new byte[] {1}, bytes(file));
    }

    @Test
    void followsASymbolicLink() throws IOException {
        Path file = write(directory.resolve("a"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        AtomicFile.write(link, out -> out.write('n'));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("n", Files.readString(file));
    }

    @Test
    void refusesDirectoriesAndMissingOnes() {
        assertFails(() -> AtomicFile.write(directory, out -> { }), "not a regular file");
        assertFails(() -> AtomicFile.write(directory.resolve("no/a"), out -> { }), "there is no directory");
    }
}
