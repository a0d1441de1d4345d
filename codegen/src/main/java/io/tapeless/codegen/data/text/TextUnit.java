package io.tapeless.codegen.data.text;

import io.tapeless.codegen.data.DataException;
import java.util.Arrays;
import java.util.Locale;

/** How a text becomes examples. */
public enum TextUnit {
    /** Windows of characters, anywhere in the text. */
    CHARS,
    /** Windows of bytes, anywhere in the text. */
    BYTES,
    /** Lines of characters, each an example. */
    LINES;

    /**
     * The unit of a name.
     *
     * @throws DataException if there is none
     */
    public static TextUnit of(String name) {
        return Arrays.stream(values()).filter(u -> u.label().equals(name)).findFirst().orElseThrow(
                () -> new DataException("text is read as " + DataException.quote(name)
                        + "; expected chars, bytes or lines"));
    }

    /** Its name: {@code chars}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
