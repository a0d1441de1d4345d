package io.tapeless.ir;

import java.util.function.IntPredicate;

/** Reads the small pieces of a graph's text from left to right; errors name line and column. */
final class TextScanner {
    private final String text;
    private int position;

    TextScanner(String text) {
        this.text = text;
    }

    /** Where the next piece begins. */
    int position() {
        skipBlanks();
        return position;
    }

    IrException error(String message) {
        return error(position(), message);
    }

    IrException error(int at, String message) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            boolean newLine = text.charAt(i) == '\n';
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + 1;
        }
        return new IrException("line " + line + ", column " + column + ": " + message);
    }

    boolean atEnd() {
        return position() == text.length();
    }

    boolean at(char c) {
        skipBlanks();
        return position < text.length() && text.charAt(position) == c;
    }

    /** Passes a character if it comes next. */
    boolean accept(char c) {
        boolean found = at(c);
        position += found ? 1 : 0;
        return found;
    }

    void expect(char c) {
        if (!accept(c)) {
            throw error("expected '" + c + "', found " + found());
        }
    }

    /** Passes a word if it comes next. */
    boolean accept(String word) {
        int start = position();
        boolean found = take(TextScanner::isWordPart).equals(word);
        position = found ? position : start;
        return found;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw error("expected '" + word + "', found " + found());
        }
    }

    /** A bare word: letters, digits, {@code _}, {@code $} and dots. */
    String word(String what) {
        return nonEmpty(TextScanner::isWordPart, what);
    }

    /** A bare or quoted name, as {@link #asLabel} writes it. */
    String label(String what) {
        return at('"') ? string(what) : nonEmpty(TextScanner::isLabelPart, what);
    }

    String string(String what) {
        if (!accept('"')) {
            throw error("expected " + what + " in quotes, found " + found());
        }
        StringBuilder content = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            content.append(text.charAt(position) == '\\' ? escape() : text.charAt(position++));
        }
        if (position == text.length()) {
            throw error("expected a closing quote");
        }
        position++;
        return content.toString();
    }

    private char escape() {
        try {
            char kind = text.charAt(position + 1);
            if (kind == 'u') {
                char value = (char) Integer.parseInt(text.substring(position + 2, position + 6), 16);
                position += 6;
                return value;
            }
            position += 2;
            return kind;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw error("malformed escape in a quoted text");
        }
    }

    long integer(String what) {
        int start = position();
        String sign = accept('-') ? "-" : "";
        try {
            return Long.parseLong(sign + take(Character::isDigit));
        } catch (NumberFormatException e) {
            position = start;
            throw error("expected " + what + ", found " + found());
        }
    }

    /** The text up to a character, which stays. */
    String until(char end) {
        int start = position();
        int stop = text.indexOf(end, start);
        if (stop < 0) {
            throw error("expected '" + end + "' further on");
        }
        position = stop;
        return text.substring(start, stop).strip();
    }

    /** A name as {@link #label} reads it: bare where possible. */
    static String asLabel(String name) {
        return !name.isEmpty() && name.chars().allMatch(TextScanner::isLabelPart) ? name : quote(name);
    }

    /** A text as {@link #string} reads it. */
    static String quote(String content) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : content.toCharArray()) {
            if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isWordPart(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
    }

    private static boolean isLabelPart(int c) {
        return isWordPart(c) || c == '/' || c == '-';
    }

    private String nonEmpty(IntPredicate part, String what) {
        skipBlanks();
        String word = take(part);
        if (word.isEmpty()) {
            throw error("expected " + what + ", found " + found());
        }
        return word;
    }

    private String take(IntPredicate part) {
        int start = position;
        while (position < text.length() && part.test(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private String found() {
        if (atEnd()) {
            return "the end";
        }
        int stop = position;
        while (stop < text.length() && isLabelPart(text.charAt(stop))) {
            stop++;
        }
        return "'" + text.substring(position, Math.max(stop, position + 1)) + "'";
    }
}
