package io.tapeless.frontend.spec;

import io.tapeless.ir.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The text of a spec and the name of its file. */
final class Source {
    private final String file;
    private final String text;
    private final List<String> lines;

    /**
     * @throws SpecException if the text is longer than {@link Limits#sourceLength()}
     */
    Source(String file, String text) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (text.length() > Limits.DEFAULT.sourceLength()) {
            throw unreadable(file, "a spec has at most " + Limits.DEFAULT.sourceLength() + " characters");
        }
        this.lines = List.of(this.text.split("\r\n|\r|\n", -1));
    }

    /**
     * Reads a file.
     *
     * @throws SpecException if it is not there, too long, or not UTF-8
     */
    static Source read(Path path) {
        String file = path.getFileName() == null ? path.toString() : path.getFileName().toString();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(4 * Limits.DEFAULT.sourceLength() + 1);
        } catch (NoSuchFileException e) {
            throw unreadable(path.toString(), "there is no such file");
        } catch (IOException e) {
            throw unreadable(path.toString(), "can't be read: " + e.getMessage());
        }
        try {
            return new Source(file, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw unreadable(path.toString(), "is not UTF-8 text");
        }
    }

    private static SpecException unreadable(String file, String message) {
        return new SpecException(List.of(new Diagnostic(new Site(file, 0, 0), message, "", "")));
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    /** A line by its number, which counts from 1; empty past the end. */
    String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    int lineCount() {
        return lines.size();
    }
}
