package io.tapeless.codegen.data.examples;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.table.ColumnCode;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.codegen.data.text.Vocabulary;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The text of a preparation:
 * {@code {"text":{"unit":"chars","characters":"ab"},"inputs":{"x":{"columns":[{"name":"rooms","fill":5.0},
 * {"name":"sea","categories":["far","near"]}],"scale":1.0,"mean":[4.5,0.0,0.0],"deviation":[2.0,1.0,1.0]}}}}.
 */
final class PreparationJson {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final String file;
    private final JsonParser json;

    private PreparationJson(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    static String print(Preparation preparation) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (preparation.vocabulary().isPresent()) {
                Vocabulary vocabulary = preparation.vocabulary().get();
                json.writeObjectFieldStart("text");
                json.writeStringField("unit", vocabulary.unit().label());
                json.writeStringField("characters", vocabulary.text());
                json.writeEndObject();
            }
            json.writeObjectFieldStart("inputs");
            for (Map.Entry<String, Preparation.Input> input : preparation.inputs().entrySet()) {
                json.writeObjectFieldStart(input.getKey());
                print(json, input.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void print(JsonGenerator json, Preparation.Input input) throws IOException {
        json.writeArrayFieldStart("columns");
        for (ColumnCode column : input.columns()) {
            json.writeStartObject();
            json.writeStringField("name", column.name());
            if (column.isCategorical()) {
                json.writeArrayFieldStart("categories");
                for (String category : column.categories()) {
                    json.writeString(category);
                }
                json.writeEndArray();
            }
            if (column.fill().isPresent()) {
                json.writeNumberField("fill", column.fill().getAsDouble());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("scale", input.scale());
        if (input.normalization().isPresent()) {
            Normalization normalization = input.normalization().get();
            json.writeFieldName("mean");
            json.writeArray(normalization.mean(), 0, normalization.mean().length);
            json.writeFieldName("deviation");
            json.writeArray(normalization.deviation(), 0, normalization.deviation().length);
        }
    }

    /** @throws DataException if the text is malformed */
    static Preparation parse(String file, String text) {
        try (JsonParser json = JSON.createParser(text)) {
            return new PreparationJson(file, json).preparation();
        } catch (JsonProcessingException e) {
            throw new DataException(file + ": metadata 'data': " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    private Preparation preparation() throws IOException {
        Optional<Vocabulary> vocabulary = Optional.empty();
        Map<String, Preparation.Input> inputs = new LinkedHashMap<>();
        json.nextToken();
        for (String key = first(); key != null; key = next()) {
            switch (key) {
                case "text" -> vocabulary = Optional.of(vocabulary());
                case "inputs" -> {
                    for (String name = first(); name != null; name = next()) {
                        inputs.put(name, input());
                    }
                }
                default -> throw unknown(key);
            }
        }
        return new Preparation(vocabulary, inputs);
    }

    private Vocabulary vocabulary() throws IOException {
        String unit = "";
        String characters = "";
        for (String key = first(); key != null; key = next()) {
            switch (key) {
                case "unit" -> unit = string();
                case "characters" -> characters = string();
                default -> throw unknown(key);
            }
        }
        return Vocabulary.of(TextUnit.of(unit), characters.codePoints().boxed().toList());
    }

    private Preparation.Input input() throws IOException {
        List<ColumnCode> columns = new ArrayList<>();
        double scale = 1;
        double[] mean = null;
        double[] deviation = null;
        for (String key = first(); key != null; key = next()) {
            switch (key) {
                case "columns" -> {
                    require(JsonToken.START_ARRAY);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        columns.add(column());
                    }
                }
                case "scale" -> scale = number();
                case "mean" -> mean = numbers();
                case "deviation" -> deviation = numbers();
                default -> throw unknown(key);
            }
        }
        if (mean == null ? deviation != null : deviation == null || mean.length != deviation.length) {
            throw new DataException(file + ": metadata 'data': found one of mean and deviation, or of two lengths");
        }
        return new Preparation.Input(columns, scale,
                Optional.ofNullable(mean == null ? null : new Normalization(mean, deviation)));
    }

    private ColumnCode column() throws IOException {
        String name = "";
        List<String> categories = new ArrayList<>();
        OptionalDouble fill = OptionalDouble.empty();
        for (String key = first(); key != null; key = next()) {
            switch (key) {
                case "name" -> name = string();
                case "categories" -> {
                    require(JsonToken.START_ARRAY);
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        categories.add(string());
                    }
                }
                case "fill" -> fill = OptionalDouble.of(number());
                default -> throw unknown(key);
            }
        }
        return new ColumnCode(name, categories, fill);
    }

    /** Enters an object that has started: its first key, at whose value the parser then stands, or null. */
    private String first() throws IOException {
        require(JsonToken.START_OBJECT);
        return next();
    }

    private String next() throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            require(JsonToken.END_OBJECT);
            return null;
        }
        String key = json.currentName();
        json.nextToken();
        return key;
    }

    private double[] numbers() throws IOException {
        List<Double> numbers = new ArrayList<>();
        require(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            numbers.add(number());
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double number() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            require(JsonToken.VALUE_NUMBER_FLOAT);
        }
        return json.getDoubleValue();
    }

    private String string() throws IOException {
        require(JsonToken.VALUE_STRING);
        return json.getText();
    }

    private void require(JsonToken token) {
        if (json.currentToken() != token) {
            throw new DataException(file + ": metadata 'data': found " + json.currentToken() + "; expected " + token);
        }
    }

    private DataException unknown(String key) {
        return new DataException(file + ": metadata 'data': found key " + DataException.quote(key)
                + ", which is not known here");
    }
}
