package io.tapeless.codegen.data.text;

import io.tapeless.codegen.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Numbers for the units of a text, from 0 on: its characters (Unicode code points) in their order, or all 256 bytes
 * of UTF-8.
 *
 * @param unit what is numbered; lines have characters
 * @param characters the code points by number; none for bytes
 */
public record Vocabulary(TextUnit unit, int[] characters) {
    private static final int BYTES = 256;

    /** All bytes. */
    public static Vocabulary ofBytes() {
        return new Vocabulary(TextUnit.BYTES, new int[0]);
    }

    /** The characters given, in the order of Unicode. */
    public static Vocabulary of(TextUnit unit, Collection<Integer> characters) {
        return new Vocabulary(unit, characters.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    /** How many numbers there are. */
    public int size() {
        return unit == TextUnit.BYTES ? BYTES : characters.length;
    }

    /** The number of a character or byte, or −1 if it has none. */
    public int number(int value) {
        return unit == TextUnit.BYTES ? value : Math.max(-1, Arrays.binarySearch(characters, value));
    }

    /**
     * The numbers of a text.
     *
     * @throws DataException if it has a character that the training data did not have
     */
    public int[] encode(String text) {
        if (unit == TextUnit.BYTES) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] numbers = new int[bytes.length];
            Arrays.setAll(numbers, i -> bytes[i] & 0xff);
            return numbers;
        }
        return text.codePoints().map(c -> {
            if (number(c) < 0) {
                throw new DataException("the text has " + show(c) + ", which the training data did not have; they had "
                        + this);
            }
            return number(c);
        }).toArray();
    }

    /** The text of some numbers; bytes that are not UTF-8 show as the replacement character. */
    public String decode(int[] numbers, int from, int to) {
        if (unit == TextUnit.BYTES) {
            byte[] bytes = new byte[to - from];
            for (int i = from; i < to; i++) {
                bytes[i - from] = (byte) numbers[i];
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.appendCodePoint(characters[numbers[i]]);
        }
        return text.toString();
    }

    /** A character for messages: {@code 'é' (U+00E9)}. */
    public static String show(int character) {
        return DataException.quote(new String(Character.toChars(character)))
                + String.format(" (U+%04X)", character);
    }

    /** The characters as one string; empty for bytes. */
    public String text() {
        return new String(characters, 0, characters.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary v && v.unit == unit && Arrays.equals(v.characters, characters);
    }

    @Override
    public int hashCode() {
        return 31 * unit.hashCode() + Arrays.hashCode(characters);
    }

    /** {@code 65 characters: '…'}. */
    @Override
    public String toString() {
        return unit == TextUnit.BYTES ? "bytes" : characters.length + " characters: " + DataException.quote(text());
    }
}
