package io.tapeless.codegen.data.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.Location;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays written by hand as nested JSON arrays: {@code 3}, {@code [1, 2.5]}, {@code [[true], [false]]};
 * {@code NaN} and {@code Infinity} are numbers too.
 */
public final class ArrayLiteral {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private ArrayLiteral() {
    }

    /**
     * Reads a literal: i64 if all numbers are integers, bool if all elements are booleans, else f64.
     *
     * @param source what it is called in messages, such as {@code --in x}
     * @throws DataException if it is malformed, ragged or mixes numbers with booleans
     */
    public static NdArray parse(String source, String text) {
        try (JsonParser json = JSON.createParser(text)) {
            NdArray array = new Parser(source, json).array();
            if (json.nextToken() != null) {
                throw new DataException(source + ": found more after the array; expected one array");
            }
            return array;
        } catch (JsonProcessingException e) {
            throw new DataException(source + ": " + DataException.quote(text) + " is no array literal; "
                    + (e.getLocation() == null ? "" : "at character " + e.getLocation().getColumnNr() + " ")
                    + "expected numbers, true and false in brackets, as in [[1,2],[3,4]]", e);
        } catch (IOException e) {
            throw DataException.of(source, e);
        }
    }

    /** Prints an array so that {@link #parse} gives its values again. */
    public static String print(NdArray array) {
        StringBuilder text = new StringBuilder();
        print(array, 0, 0, text);
        return text.toString();
    }

    /** Appends the part below {@code axis} that starts at element {@code at}; gives the element after it. */
    private static int print(NdArray array, int axis, int at, StringBuilder text) {
        if (axis == array.rank()) {
            switch (array.dtype()) {
                case F32 -> text.append((float) array.elements().asDouble(at));
                case F64 -> text.append(array.elements().asDouble(at));
                case I32, I64 -> text.append(array.elements().asLong(at));
                case BOOL -> text.append(array.elements().asLong(at) == 1);
            }
            return at + 1;
        }
        text.append('[');
        for (int i = 0; i < array.shape()[axis]; i++) {
            text.append(i == 0 ? "" : ", ");
            at = print(array, axis + 1, at, text);
        }
        text.append(']');
        return at;
    }

    private static final class Parser {
        private final String source;
        private final JsonParser json;
        private final List<Number> numbers = new ArrayList<>();
        private final List<Boolean> booleans = new ArrayList<>();
        /** Extents as the first element at each depth shows them; −1 while its array is open. */
        private final List<Integer> shape = new ArrayList<>();
        /** Number of axes, once the first scalar or empty array shows it. */
        private int rank = -1;

        Parser(String source, JsonParser json) {
            this.source = source;
            this.json = json;
        }

        NdArray array() throws IOException {
            json.nextToken();
            element(0);
            int[] extents = shape.stream().mapToInt(Integer::intValue).toArray();
            if (!booleans.isEmpty() && !numbers.isEmpty()) {
                throw new DataException(source + ": found numbers and booleans in one array; expected one kind");
            }
            Location location = Location.of(source);
            if (!booleans.isEmpty()) {
                byte[] values = new byte[booleans.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (byte) (booleans.get(i) ? 1 : 0);
                }
                return new NdArray(DType.BOOL, extents, Elements.of(values), location);
            }
            if (numbers.stream().allMatch(n -> n instanceof Long)) {
                long[] values = numbers.stream().mapToLong(Number::longValue).toArray();
                return new NdArray(DType.I64, extents, Elements.of(values), location);
            }
            double[] values = numbers.stream().mapToDouble(Number::doubleValue).toArray();
            return new NdArray(DType.F64, extents, Elements.of(values), location);
        }

        private void element(int depth) throws IOException {
            JsonToken token = json.currentToken();
            if (token == JsonToken.START_ARRAY) {
                nested(depth);
            } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
                scalar(depth);
                numbers.add(number(token));
            } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                scalar(depth);
                booleans.add(json.getBooleanValue());
            } else {
                throw new DataException(source + ": found "
                        + (token == null ? "nothing" : DataException.quote(json.getText()))
                        + "; expected numbers in nested arrays, such as [[1, 2], [3, 4]]");
            }
        }

        private Number number(JsonToken token) throws IOException {
            boolean fitsLong = token == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            return fitsLong ? (Number) json.getLongValue() : (Number) json.getDoubleValue();
        }

        private void scalar(int depth) {
            if (rank < 0) {
                rank = depth;
            }
            if (depth != rank) {
                throw ragged("a number", depth < rank ? "an array" : "no deeper nesting");
            }
        }

        private void nested(int depth) throws IOException {
            if (rank >= 0 && depth >= rank) {
                throw ragged("an array", "a number");
            }
            boolean first = depth == shape.size();
            if (first) {
                shape.add(-1);
            }
            int count = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                element(depth + 1);
                count++;
            }
            if (first) {
                shape.set(depth, count);
                rank = Math.max(rank, depth + 1);
            } else if (shape.get(depth) != count) {
                throw ragged("an array of " + count, "one of " + shape.get(depth) + " like the first");
            }
        }

        private DataException ragged(String found, String expected) {
            return new DataException(source + ": ragged array: at character "
                    + json.currentTokenLocation().getColumnNr() + " found " + found + "; expected " + expected);
        }
    }
}
