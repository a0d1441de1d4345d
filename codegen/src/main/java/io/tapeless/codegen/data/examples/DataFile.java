package io.tapeless.codegen.data.examples;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of examples.
 *
 * @param input the input it feeds, if it holds one array; none for a file of named columns or arrays
 * @param path  the file
 */
public record DataFile(Optional<String> input, Path path) {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z_$][\\w$.]*)=(.+)");

    /** Parses {@code x=images.idx.gz} or {@code digits.csv}. */
    public static DataFile parse(String argument) {
        Matcher named = NAMED.matcher(argument);
        return named.matches()
                ? new DataFile(Optional.of(named.group(1)), Path.of(named.group(2)))
                : new DataFile(Optional.empty(), Path.of(argument));
    }
}
