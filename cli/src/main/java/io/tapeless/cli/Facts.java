package io.tapeless.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Named facts and tables about something, shown as text or as a JSON document with the same content. */
final class Facts {
    private final Map<String, Object> facts = new LinkedHashMap<>();

    /** Adds a number, some text, a list or map of these, or a table. */
    Facts with(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    /** A line a fact, each table below. */
    String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        TextTable.print(out, lines().entrySet().stream().map(e -> new String[] {e.getKey(), e.getValue()}).toList());
        for (Table table : tables().values()) {
            out.println();
            TextTable.print(out, table.lines());
        }
        return text.toString();
    }

    /** What is no table, as text. */
    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (!(value instanceof Table)) {
                lines.put(name, line(value));
            }
        });
        return lines;
    }

    Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (value instanceof Table table) {
                tables.put(name, table);
            }
        });
        return tables;
    }

    private static String line(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : words(list.stream());
        }
        return value instanceof Map<?, ?> map
                ? map.isEmpty() ? "none" : words(map.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()))
                : value.toString();
    }

    private static String words(Stream<?> values) {
        return values.map(Object::toString).collect(Collectors.joining(", "));
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        facts.forEach((name, value) -> document.put(key(name), value instanceof Table table ? table.records() : value));
        return document;
    }

    /** {@code largest live set} as the name of a JSON field: {@code largestLiveSet}. */
    static String key(String name) {
        StringBuilder key = new StringBuilder();
        for (String word : name.split(" ")) {
            key.append(key.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }
}
