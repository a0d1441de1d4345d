package io.tapeless.codegen.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tapeless.codegen.data.DataException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file:
 * {@code {"__metadata__":{"k":"v"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}}.
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** One tensor: its bytes are {@code begin} (inclusive) to {@code end} (exclusive) of the data. */
    record Entry(Encoding encoding, long[] shape, long begin, long end) {
    }

    /**
     * Parses the JSON text. That the offsets make sense is not checked here.
     *
     * @throws DataException if it is malformed
     */
    static SafetensorsHeader parse(String file, String text) {
        try (JsonParser json = JSON.createParser(text)) {
            SafetensorsHeader header = new Parser(file, json).header();
            if (json.nextToken() != null) {
                throw new DataException(file + ": safetensors header: found text after it");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw new DataException(file + ": safetensors header: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw DataException.of(file, e);
        }
    }

    /** The JSON text, names in alphabetical order. */
    String print() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            for (Map.Entry<String, Entry> named : new TreeMap<>(entries).entrySet()) {
                Entry entry = named.getValue();
                json.writeObjectFieldStart(named.getKey());
                json.writeStringField("dtype", entry.encoding().name());
                json.writeFieldName("shape");
                json.writeArray(entry.shape(), 0, entry.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        return text.toString();
    }

    private static final class Parser {
        private final String file;
        private final JsonParser json;

        Parser(String file, JsonParser json) {
            this.file = file;
            this.json = json;
        }

        SafetensorsHeader header() throws IOException {
            Map<String, Entry> entries = new TreeMap<>();
            Map<String, String> metadata = new TreeMap<>();
            json.nextToken();
            expect(JsonToken.START_OBJECT, "the header");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                expect(JsonToken.START_OBJECT, DataException.quote(name));
                if (name.equals(METADATA)) {
                    metadata(metadata);
                } else {
                    entries.put(name, entry(name));
                }
            }
            return new SafetensorsHeader(entries, metadata);
        }

        private void metadata(Map<String, String> to) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                expect(JsonToken.VALUE_STRING, "metadata " + DataException.quote(key));
                to.put(key, json.getText());
            }
        }

        private Entry entry(String name) throws IOException {
            String quoted = DataException.quote(name);
            String dtype = null;
            long[] shape = null;
            long[] offsets = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                switch (key) {
                    case "dtype" -> {
                        expect(JsonToken.VALUE_STRING, "the dtype of " + quoted);
                        dtype = json.getText();
                    }
                    case "shape" -> shape = integers("the shape of " + quoted);
                    case "data_offsets" -> offsets = integers("the data_offsets of " + quoted);
                    default -> throw bad("tensor " + quoted + " has the key " + DataException.quote(key)
                            + "; expected 'dtype', 'shape' and 'data_offsets'");
                }
            }
            if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
                throw bad("tensor " + quoted + " is incomplete; expected 'dtype', 'shape' and two 'data_offsets'");
            }
            return new Entry(encoding(quoted, dtype), shape, offsets[0], offsets[1]);
        }

        private Encoding encoding(String quoted, String dtype) {
            for (Encoding encoding : Encoding.values()) {
                if (encoding.name().equals(dtype)) {
                    return encoding;
                }
            }
            throw bad("tensor " + quoted + " has dtype " + DataException.quote(dtype) + "; expected one of "
                    + List.of(Encoding.values()));
        }

        private long[] integers(String what) throws IOException {
            expect(JsonToken.START_ARRAY, what);
            List<Long> found = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(JsonToken.VALUE_NUMBER_INT, what);
                found.add(json.getLongValue());
            }
            return found.stream().mapToLong(Long::longValue).toArray();
        }

        private void expect(JsonToken token, String what) throws IOException {
            if (json.currentToken() != token) {
                throw bad(what + ": found " + (json.currentToken() == null ? "nothing"
                        : DataException.quote(json.getText())) + "; expected " + describe(token));
            }
        }

        private static String describe(JsonToken token) {
            return switch (token) {
                case START_OBJECT -> "an object";
                case START_ARRAY -> "an array of integers";
                case VALUE_NUMBER_INT -> "an integer";
                default -> "a string";
            };
        }

        private DataException bad(String what) {
            return new DataException(file + ": safetensors header: " + what);
        }
    }
}
