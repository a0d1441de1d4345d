package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.DataException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces a file as a whole: whoever opens it sees the old content or the new one, also after a crash.
 * The content goes to a temporary file in the same directory, is forced to disk and renamed.
 */
public final class AtomicFile {
    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A file's name and a UUID, as {@link #write} names temporary files. */
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.[-0-9a-f]{36}\\.tmp");

    private AtomicFile() {
    }

    /**
     * Writes {@code content} to {@code file}; a symbolic link is followed.
     *
     * @throws DataException if that fails; the file is then what it was
     */
    public static void write(Path file, Content content) {
        try {
            Path target = target(file);
            Path directory = target.getParent();
            Path temporary = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                writeThrough(temporary, content);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            force(directory);
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    /**
     * Checks before long work that its result can be written, as far as can be known without writing.
     *
     * @throws DataException if it can't
     */
    public static void requireWritable(Path file) {
        try {
            target(file);
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    /**
     * Deletes what processes that were killed while they wrote have left in a directory.
     *
     * @param names says of which files, by their names; no other process may be writing one
     * @throws DataException if that fails
     */
    public static void deleteLeftovers(Path directory, Predicate<String> names) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Matcher temporary = TEMPORARY.matcher(entry.getFileName().toString());
                if (temporary.matches() && names.test(temporary.group(1))) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException e) {
            throw DataException.of(directory, e);
        }
    }

    /** The file that is replaced, in a directory that can be written. */
    private static Path target(Path file) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path directory = target.getParent();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new DataException(file + ": can't be written, it is not a regular file");
        }
        if (!Files.isDirectory(directory)) {
            throw new DataException(file + ": can't be written, there is no directory " + directory);
        }
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
        return target;
    }

    /** A plain stream, not a channel: an interrupted thread must still be able to save its work. */
    private static void writeThrough(Path file, Content content) throws IOException {
        try (FileOutputStream bytes = new FileOutputStream(file.toFile())) {
            OutputStream out = new StaysOpen(bytes);
            content.writeTo(out);
            out.flush();
            bytes.getFD().sync();
        }
    }

    /** A zip or jar stream put on top may be closed; the file is still to be forced to disk. */
    private static final class StaysOpen extends BufferedOutputStream {
        StaysOpen(OutputStream out) {
            super(out, 1 << 16);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every file system can force a directory; the rename has happened all the same.
        }
    }
}
