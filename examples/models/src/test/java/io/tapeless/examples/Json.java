package io.tapeless.examples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON document of reference values: objects are maps, arrays lists. */
public final class Json {
    private final Object value;

    private Json(Object value) {
        this.value = value;
    }

    public static Json read(Path file) throws IOException {
        try (JsonParser parser = JsonFactory.builder().build().createParser(file.toFile())) {
            parser.nextToken();
            return new Json(value(parser));
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> parser.getText();
        };
    }

    /** A member of an object. */
    public Json get(String name) {
        Object member = ((Map<?, ?>) value).get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member " + name + " in " + names());
        }
        return new Json(member);
    }

    /** The names of an object's members. */
    public List<String> names() {
        return ((Map<?, ?>) value).keySet().stream().map(Object::toString).toList();
    }

    public double number() {
        return (double) value;
    }

    /** All numbers of an array and of arrays in it, in order. */
    public double[] numbers() {
        return value instanceof List<?> list
                ? list.stream().map(Json::new).flatMapToDouble(v -> Arrays.stream(v.numbers())).toArray()
                : new double[] {number()};
    }
}
