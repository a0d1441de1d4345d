package io.tapeless.cli;

import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.ArrayLiteral;
import io.tapeless.codegen.data.format.NpyFile;
import io.tapeless.codegen.data.format.NpzFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where named arrays go: files, or standard output. */
final class Results {
    private static final int SHOWN = 1000;

    private final Map<String, Path> files = new LinkedHashMap<>();
    private final List<Path> archives;

    /** @param targets {@code name=FILE.npy} for one array, {@code FILE.npz} for all */
    Results(List<String> targets) {
        archives = targets.stream().filter(t -> t.indexOf('=') < 0).map(Path::of).toList();
        for (String target : targets) {
            int equals = target.indexOf('=');
            if (equals >= 0) {
                files.put(target.substring(0, equals), Path.of(target.substring(equals + 1)));
            }
        }
        files.values().forEach(file -> require(file, ".npy"));
        archives.forEach(file -> require(file, ".npz"));
    }

    private static void require(Path file, String ending) {
        if (!file.toString().endsWith(ending)) {
            throw new CliException("--out " + file + ": expected name=FILE.npy for one result or FILE.npz for all");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new CliException(file + ": can't be written, there is no directory " + folder);
        }
    }

    /** Names that have a file of their own. */
    List<String> names() {
        return List.copyOf(files.keySet());
    }

    boolean areFiles() {
        return !files.isEmpty() || !archives.isEmpty();
    }

    /**
     * Writes the files.
     *
     * @throws CliException if a file is for an array that is not there
     */
    void write(Map<String, NdArray> arrays) {
        for (String name : files.keySet()) {
            if (!arrays.containsKey(name)) {
                throw new CliException("--out " + name + ": there is no such result; there are " + arrays.keySet());
            }
        }
        files.forEach((name, file) -> NpyFile.write(file, arrays.get(name)));
        archives.forEach(file -> NpzFile.write(file, arrays, NpzFile.Compression.STORED));
    }

    /** {@code label = value} a line; of a large array only type and size. */
    static void print(PrintWriter out, Map<String, NdArray> arrays) {
        arrays.forEach((name, array) -> out.println(name + " : " + array.dtype() + Arrays.toString(array.shape())
                + (array.size() <= SHOWN ? " = " + ArrayLiteral.print(array)
                        : " has " + array.size() + " elements; --out writes them to a file")));
    }
}
