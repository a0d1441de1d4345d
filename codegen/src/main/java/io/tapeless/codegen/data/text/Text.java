package io.tapeless.codegen.data.text;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.format.ByteSource;
import io.tapeless.codegen.data.format.ByteStore;
import io.tapeless.codegen.data.format.Encoding;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A text, unit by unit: each is kept as an index into the text's own list of distinct characters, until it is known
 * which of them the training data have. Lines end at a newline, before which a carriage return is dropped; empty
 * lines are skipped.
 */
public final class Text {
    private static final int MOST_DISTINCT = 1 << 16;

    private final String source;
    private final TextUnit unit;
    private final ByteStore units = new ByteStore(ByteOrder.BIG_ENDIAN);
    private final Encoding encoding;
    private final byte[] buffer = new byte[1 << 13];
    private int buffered;
    private int[] characters = new int[64];
    private int distinct;
    private int[] lineStarts = new int[64];
    private int[] lineNumbers = new int[64];
    private int lines;
    private int size;

    private Text(String source, TextUnit unit) {
        this.source = source;
        this.unit = unit;
        this.encoding = unit == TextUnit.BYTES ? Encoding.U8 : Encoding.U16;
    }

    /**
     * Reads a file, also inside gzip.
     *
     * @throws DataException if that fails, or characters are asked for and it is not UTF-8
     */
    public static Text read(Path file, TextUnit unit) {
        Text text = new Text(file.toString(), unit);
        try (ByteSource source = ByteSource.openMaybeGzip(file)) {
            if (unit == TextUnit.BYTES) {
                text.readBytes(source);
            } else {
                text.readCharacters(source);
            }
            text.flush();
            return text;
        } catch (CharacterCodingException e) {
            throw new DataException(file + ": not UTF-8 after character " + text.size
                    + "; expected UTF-8, or text = bytes to read any bytes", e);
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    private void readBytes(ByteSource source) throws IOException {
        characters = new int[256];
        Arrays.setAll(characters, i -> i);
        distinct = characters.length;
        byte[] bytes = new byte[1 << 16];
        for (int n = source.stream().read(bytes); n >= 0; n = source.stream().read(bytes)) {
            requireRoom(n);
            units.write(bytes, 0, n);
            size += n;
        }
    }

    private void readCharacters(ByteSource source) throws IOException {
        int[] indices = new int[Character.MAX_CODE_POINT + 1];
        Reader reader = new InputStreamReader(source.stream(), StandardCharsets.UTF_8.newDecoder());
        char[] chars = new char[1 << 16];
        int high = 0;
        int line = 1;
        int lineStart = 0;
        boolean first = true;
        for (int n = reader.read(chars); n >= 0; n = reader.read(chars)) {
            for (int i = 0; i < n; i++) {
                char c = chars[i];
                if (first && c == '\ufeff') {
                    first = false;
                } else if (Character.isHighSurrogate(c)) {
                    high = c;
                } else {
                    first = false;
                    int character = Character.isLowSurrogate(c) ? Character.toCodePoint((char) high, c) : c;
                    if (unit == TextUnit.LINES && character == '\n') {
                        endLine(lineStart, line++);
                        lineStart = size;
                    } else if (unit != TextUnit.LINES || character != '\r') {
                        append(indices, character);
                    }
                }
            }
        }
        endLine(lineStart, line);
    }

    private void endLine(int start, int number) {
        if (size == start) {
            return;
        }
        if (lines + 1 >= lineStarts.length) {
            lineStarts = Arrays.copyOf(lineStarts, lines * 2);
            lineNumbers = Arrays.copyOf(lineNumbers, lines * 2);
        }
        lineStarts[lines] = start;
        lineNumbers[lines++] = number;
        lineStarts[lines] = size;
    }

    private void append(int[] indices, int character) throws IOException {
        if (indices[character] == 0) {
            if (distinct == MOST_DISTINCT) {
                throw new DataException(source + ": more than " + MOST_DISTINCT + " distinct characters; expected a"
                        + " text, or text = bytes");
            }
            if (distinct == characters.length) {
                characters = Arrays.copyOf(characters, distinct * 2);
            }
            characters[distinct++] = character;
            indices[character] = distinct;
        }
        requireRoom(1);
        int index = indices[character] - 1;
        buffer[buffered++] = (byte) (index >> 8);
        buffer[buffered++] = (byte) index;
        if (buffered == buffer.length) {
            flush();
        }
        size++;
    }

    private void requireRoom(int count) {
        if (size > NdArray.MAX_SIZE - count) {
            throw new DataException(source + ": found more than " + NdArray.MAX_SIZE + " characters; expected a"
                    + " smaller file, or several");
        }
    }

    private void flush() throws IOException {
        units.write(buffer, 0, buffered);
        buffered = 0;
    }

    /** As errors name it. */
    public String source() {
        return source;
    }

    /** Number of units. */
    public int size() {
        return size;
    }

    /** Number of lines. */
    public int lines() {
        return lines;
    }

    /** Where a line starts. */
    public int start(int line) {
        return lineStarts[line];
    }

    /** Number of characters of a line. */
    public int length(int line) {
        return lineStarts[line + 1] - lineStarts[line];
    }

    /** A line of the file, for messages: {@code names.txt:12}. */
    public String at(int line) {
        return source + ":" + lineNumbers[line];
    }

    /** The index of a unit into {@link #characters}. */
    public int index(int at) {
        return (int) units.integer(encoding, at);
    }

    /** The distinct characters, or all bytes. */
    public int[] characters() {
        return Arrays.copyOf(characters, distinct);
    }
}
