package io.tapeless.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/** One JSON document of maps, collections, arrays, strings and numbers; numbers that are not finite are strings. */
final class JsonOutput {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonOutput() {}

    /** Prints a document, all of it or nothing. */
    static void print(PrintWriter out, Map<String, ?> document) {
        out.println(text(document));
    }

    /** The text of a document. */
    static String text(Map<String, ?> document) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            write(json, document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof NdArray array) {
            writeArray(json, array);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            writeReal(json, number.doubleValue(), DType.F64);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void writeReal(JsonGenerator json, double value, DType dtype) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeString(Double.toString(value));
        } else if (dtype == DType.F32) {
            json.writeNumber((float) value);
        } else {
            json.writeNumber(value);
        }
    }

    /** {@code {"dtype": "f32", "shape": [2, 3], "data": [row-major]}}. */
    private static void writeArray(JsonGenerator json, NdArray array) throws IOException {
        json.writeStartObject();
        json.writeStringField("dtype", array.dtype().text());
        json.writeFieldName("shape");
        json.writeArray(array.shape(), 0, array.rank());
        json.writeArrayFieldStart("data");
        if (array.dtype() == DType.BOOL) {
            for (boolean element : array.asBooleans()) {
                json.writeBoolean(element);
            }
        } else if (array.dtype().isFloat()) {
            for (double element : array.asDoubles()) {
                writeReal(json, element, array.dtype());
            }
        } else {
            for (long element : array.asLongs()) {
                json.writeNumber(element);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
