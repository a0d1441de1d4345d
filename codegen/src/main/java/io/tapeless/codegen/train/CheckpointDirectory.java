package io.tapeless.codegen.train;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.format.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The numbered checkpoints of a directory, of which the last ones are kept. A process may be killed at any moment: a
 * file is replaced as a whole, and an older one is deleted only when a newer one is on disk. For one run at a time.
 */
final class CheckpointDirectory {
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{6,18})\\.safetensors");

    private final Path directory;
    private final int keep;

    CheckpointDirectory(Path directory, int keep) {
        this.directory = directory;
        this.keep = keep;
    }

    /**
     * Checks before long work that the directory can hold checkpoints, as far as can be known without making it.
     *
     * @throws DataException if it can't
     */
    void requirePossible() {
        Path existing = directory.toAbsolutePath().normalize();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new DataException(directory + ": can't hold checkpoints, " + existing
                    + " is not a directory that can be written");
        }
    }

    /**
     * Writes a checkpoint after those that are there, then deletes those that need not be kept, and what a killed
     * process left half written.
     *
     * @throws DataException if that fails; the older checkpoints are then still there
     */
    void write(Checkpoint checkpoint) {
        try {
            Files.createDirectories(directory);
            NavigableMap<Long, Path> files = files();
            long number = files.isEmpty() ? 1 : files.lastKey() + 1;
            checkpoint.write(directory.resolve(String.format("checkpoint-%06d.safetensors", number)));
            for (Path old : files.headMap(number - keep, true).values()) {
                Files.deleteIfExists(old);
            }
            AtomicFile.deleteLeftovers(directory, NAME.asMatchPredicate());
        } catch (IOException e) {
            throw new DataException(directory + ": can't hold checkpoints: " + e.getMessage(), e);
        }
    }

    /**
     * The newest checkpoint that is intact.
     *
     * @param skipped is told in a sentence of each newer one that is not
     * @throws DataException if there is none, naming each damaged one
     */
    Checkpoint newest(Consumer<String> skipped) {
        List<String> damages = new ArrayList<>();
        for (Path file : found()) {
            try {
                Checkpoint checkpoint = Checkpoint.read(file);
                damages.forEach(damage -> skipped.accept(damage + "; skipped for " + file.getFileName()));
                return checkpoint;
            } catch (DataException e) {
                damages.add(e.getMessage());
            }
        }
        throw new DataException(directory + ": there is no checkpoint to go on from"
                + (damages.isEmpty() ? "" : "; " + String.join("; ", damages)));
    }

    /** The checkpoints that are there, the newest first. */
    private List<Path> found() {
        try {
            return Files.isDirectory(directory) ? List.copyOf(files().descendingMap().values()) : List.of();
        } catch (IOException e) {
            throw new DataException(directory + ": can't be read: " + e.getMessage(), e);
        }
    }

    private NavigableMap<Long, Path> files() throws IOException {
        NavigableMap<Long, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.forEach(entry -> {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches()) {
                    files.put(Long.parseLong(name.group(1)), entry);
                }
            });
        }
        return files;
    }
}
