package io.tapeless.inspect;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as JSON, one entry of the two outer levels a line. */
final class JsonWriter {
    private static final int DEPTH_OF_LINES = 2;

    private JsonWriter() {}

    static String write(Object document) {
        return value(document, 0) + "\n";
    }

    private static String value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            List<String> entries = map.entrySet().stream()
                    .map(e -> string(e.getKey().toString()) + ": " + value(e.getValue(), depth + 1)).toList();
            return entries('{', entries, '}', depth);
        }
        if (value instanceof List<?> list) {
            return entries('[', list.stream().map(e -> value(e, depth + 1)).toList(), ']', depth);
        }
        return value instanceof String text ? string(text) : String.valueOf(value);
    }

    private static String entries(char open, List<String> entries, char close, int depth) {
        if (depth >= DEPTH_OF_LINES || entries.isEmpty()) {
            return open + String.join(", ", entries) + close;
        }
        String line = "\n" + "  ".repeat(depth + 1);
        return open + line + String.join("," + line, entries) + "\n" + "  ".repeat(depth) + close;
    }

    private static String string(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
