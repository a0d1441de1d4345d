package io.tapeless.pass;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What of the passes is to be seen; {@code docs/debugging.md} has the table.
 *
 * @param dump names of passes whose result is written if they changed something; {@code all} for all
 * @param directory where graphs are written, one file each; to the log if absent
 * @param times whether each pass gets a line
 */
public record PassOptions(List<String> dump, Optional<Path> directory, boolean times) {
    private static final String ALL = "all";

    public PassOptions {
        dump = List.copyOf(dump);
    }

    /** {@code tapeless.dump}, {@code tapeless.dumpDir} and {@code tapeless.time}. */
    public static PassOptions fromSystemProperties() {
        String passes = System.getProperty("tapeless.dump", "");
        return new PassOptions(passes.isBlank() ? List.of() : List.of(passes.strip().split("\\s*,\\s*")),
                Optional.ofNullable(System.getProperty("tapeless.dumpDir")).map(Path::of),
                Boolean.getBoolean("tapeless.time"));
    }

    boolean isSilent() {
        return dump.isEmpty() && !times;
    }

    boolean dumps(String pass) {
        return dump.contains(ALL) || dump.contains(pass);
    }
}
