package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.NdArray;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an NPY file, a Python literal:
 * {@code {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }}.
 */
record NpyHeader(Encoding encoding, ByteOrder order, boolean fortran, long[] shape) {
    private static final Pattern DESCRIPTION = Pattern.compile("([<>|])([a-zA-Z])(\\d+)");

    /**
     * Parses the literal.
     *
     * @param name the file, for messages
     * @throws DataException if it is malformed, or the elements are of a kind that can't be read
     */
    static NpyHeader parse(String name, String text) {
        return new Parser(name, text).header();
    }

    /** The literal for a C-order array, as NumPy writes it. */
    static String print(NdArray array) {
        String description = switch (array.dtype()) {
            case F32 -> "<f4";
            case F64 -> "<f8";
            case I32 -> "<i4";
            case I64 -> "<i8";
            case BOOL -> "|b1";
        };
        StringBuilder shape = new StringBuilder();
        for (int dim : array.shape()) {
            shape.append(shape.isEmpty() ? "" : " ").append(dim).append(',');
        }
        if (array.rank() > 1) {
            shape.setLength(shape.length() - 1);
        }
        return "{'descr': '" + description + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    }

    /** Recursive descent over the text. */
    private static final class Parser {
        private final String name;
        private final String text;
        private int at;

        Parser(String name, String text) {
            this.name = name;
            this.text = text;
        }

        NpyHeader header() {
            Map<String, Object> entries = new HashMap<>();
            expect('{');
            while (!accept('}')) {
                String key = string();
                expect(':');
                if (entries.put(key, value(key)) != null) {
                    throw bad("key " + DataException.quote(key) + " twice", "it once");
                }
                if (!accept(',')) {
                    expect('}');
                    break;
                }
            }
            skipSpace();
            if (at < text.length()) {
                throw bad("text after the closing brace", "nothing");
            }
            for (String key : List.of("descr", "fortran_order", "shape")) {
                if (!entries.containsKey(key)) {
                    throw bad("no key '" + key + "'", "'descr', 'fortran_order' and 'shape'");
                }
            }
            String description = (String) entries.get("descr");
            Matcher matcher = DESCRIPTION.matcher(description);
            Encoding encoding = matcher.matches() ? encoding(matcher.group(2) + matcher.group(3)) : null;
            if (encoding == null || encoding.bytes() > 1 && "|".equals(matcher.group(1))) {
                throw bad("elements of type " + DataException.quote(description),
                        "one of b1, i1, i2, i4, i8, u1, u2, u4, u8, f2, f4, f8");
            }
            ByteOrder order = ">".equals(matcher.group(1)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            return new NpyHeader(encoding, order, (boolean) entries.get("fortran_order"),
                    (long[]) entries.get("shape"));
        }

        private static Encoding encoding(String code) {
            return switch (code) {
                case "b1" -> Encoding.BOOL;
                case "i1" -> Encoding.I8;
                case "i2" -> Encoding.I16;
                case "i4" -> Encoding.I32;
                case "i8" -> Encoding.I64;
                case "u1" -> Encoding.U8;
                case "u2" -> Encoding.U16;
                case "u4" -> Encoding.U32;
                case "u8" -> Encoding.U64;
                case "f2" -> Encoding.F16;
                case "f4" -> Encoding.F32;
                case "f8" -> Encoding.F64;
                default -> null;
            };
        }

        private Object value(String key) {
            return switch (key) {
                case "descr" -> string();
                case "fortran_order" -> bool();
                case "shape" -> tuple();
                default -> throw bad("key " + DataException.quote(key), "'descr', 'fortran_order' or 'shape'");
            };
        }

        private String string() {
            skipSpace();
            if (at == text.length() || text.charAt(at) != '\'' && text.charAt(at) != '"') {
                throw bad(here(), "a string");
            }
            int end = text.indexOf(text.charAt(at), at + 1);
            if (end < 0) {
                throw bad("a string without end", "a closing quote");
            }
            String string = text.substring(at + 1, end);
            at = end + 1;
            return string;
        }

        private boolean bool() {
            skipSpace();
            for (String literal : List.of("True", "False")) {
                if (text.startsWith(literal, at)) {
                    at += literal.length();
                    return literal.equals("True");
                }
            }
            throw bad(here(), "True or False");
        }

        private long[] tuple() {
            List<Long> dims = new ArrayList<>();
            expect('(');
            while (!accept(')')) {
                dims.add(integer());
                if (!accept(',')) {
                    expect(')');
                    break;
                }
            }
            return dims.stream().mapToLong(Long::longValue).toArray();
        }

        /** Digits, and the L that Python 2 appended to a long. */
        private long integer() {
            skipSpace();
            int start = at;
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
                at++;
            }
            String digits = text.substring(start, at);
            accept('L');
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                at = start;
                throw bad(here(), "an extent");
            }
        }

        private boolean accept(char c) {
            skipSpace();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw bad(here(), "'" + c + "'");
            }
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private String here() {
            return at < text.length() ? DataException.quote(text.substring(at)) : "the end of the header";
        }

        private DataException bad(String found, String expected) {
            return new DataException(name + ": NPY header: found " + found + "; expected " + expected);
        }
    }
}
