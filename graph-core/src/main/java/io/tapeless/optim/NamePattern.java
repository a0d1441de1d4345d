package io.tapeless.optim;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A set of names: {@code blocks.*.bias}, where {@code *} stands for any characters, none and points included.
 *
 * @param text the pattern as given
 */
public record NamePattern(String text) {
    /** True for a name in the set. */
    public boolean matches(String name) {
        String regex = String.join(".*", Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).toList());
        return name.matches(regex);
    }

    /** Patterns separated by commas. */
    public static List<NamePattern> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty())
                .map(NamePattern::new).toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
