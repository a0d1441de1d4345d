package io.tapeless.codegen.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.function.Executable;

/** What the tests of this package share: reference files, damaged files, failures. */
public final class DataFiles {
    private DataFiles() {
    }

    /** A file made by NumPy or safetensors; see make_reference_files.py. */
    public static Path reference(String name) {
        try {
            return Path.of(DataFiles.class.getResource("/data/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The message of the failure, which must be a DataException of one line. */
    public static String failure(Executable action) {
        String message = assertThrows(DataException.class, action).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }

    /** Asserts that the action fails with a message that holds all parts. */
    public static void assertFails(Executable action, String... parts) {
        String message = failure(action);
        for (String part : parts) {
            assertTrue(message.contains(part), "expected «" + part + "» in: " + message);
        }
    }

    public static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static Path write(Path file, String content) {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads the file cut off before every byte: each time a DataException that names the file. */
    public static void assertTruncationsFail(Path file, Path directory, Consumer<Path> read) {
        byte[] whole = bytes(file);
        Path cut = directory.resolve("cut");
        for (int length = 0; length < whole.length; length++) {
            write(cut, Arrays.copyOf(whole, length));
            assertFails(() -> read.accept(cut), cut.toString());
        }
    }

    /** Reads the file with each byte damaged in turn: an array or a DataException, nothing else. */
    public static void assertDamageIsNoSurprise(Path file, Path directory, Consumer<Path> read) {
        byte[] whole = bytes(file);
        Path damaged = directory.resolve("damaged");
        byte[] damages = {0x01, (byte) 0x80, (byte) 0xff};
        for (int at = 0; at < whole.length; at++) {
            byte[] copy = whole.clone();
            copy[at] ^= damages[at % damages.length];
            write(damaged, copy);
            try {
                read.accept(damaged);
            } catch (DataException e) {
                assertTrue(e.getMessage().contains(damaged.toString()), e.getMessage());
            }
        }
    }
}
