package io.tapeless.optim;

import java.util.Arrays;
import java.util.List;

/**
 * A set of names: {@code blocks.*.bias}, where {@code *} stands for any characters, none and points included.
 *
 * @param text the pattern as given
 */
public record NamePattern(String text) {
    /** True for a name in the set. */
    public boolean matches(String name) {
        String[] parts = text.split("\\*", -1);
        String last = parts[parts.length - 1];
        int end = name.length() - last.length();
        if (parts.length == 1) {
            return name.equals(text);
        } else if (!name.startsWith(parts[0]) || !name.endsWith(last) || parts[0].length() > end) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
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
