package io.tapeless.examples.online;

import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import java.io.IOException;
import java.io.InputStream;

/** Lines of numbers between commas, {@code -1.5,3e-4,0}, read without allocating. A first line of names is skipped. */
final class NumberLines {
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream stream;
    private final byte[] buffer = new byte[LONGEST_LINE];
    /** The bytes that were read and not yet used: from start to end. */
    private int start;
    private int end;
    private long line;

    NumberLines(InputStream stream) {
        this.stream = stream;
    }

    /** The number of the line that was read last, from 1. */
    long line() {
        return line;
    }

    /**
     * Reads a line.
     *
     * @param numbers where to write its numbers
     * @return false at the end of the stream
     * @throws IOException if the line has more or fewer cells, or one that is no number
     */
    boolean read(float[] numbers) throws IOException {
        int length = nextLine();
        if (line == 1 && length > 0 && Character.isLetter(buffer[start])) {
            start += length;
            length = nextLine();
        }
        if (length == 0) {
            return false;
        }
        int cell = start;
        int lineEnd = start + length;
        for (int i = 0; i < numbers.length; i++) {
            int cellEnd = endOfCell(cell, lineEnd);
            if ((i < numbers.length - 1) != (cellEnd < lineEnd && buffer[cellEnd] == ',')) {
                throw new IOException("line " + line + ": expected " + numbers.length + " numbers between commas, found "
                        + (i < numbers.length - 1 ? i + 1 : "more"));
            }
            numbers[i] = number(cell, cellEnd);
            cell = cellEnd + 1;
        }
        start = lineEnd;
        return true;
    }

    private int endOfCell(int from, int lineEnd) {
        int to = from;
        while (to < lineEnd && buffer[to] != ',' && buffer[to] != '\n' && buffer[to] != '\r') {
            to++;
        }
        return to;
    }

    private float number(int from, int to) throws IOException {
        try {
            return JavaFloatParser.parseFloat(buffer, from, to - from);
        } catch (NumberFormatException e) {
            throw new IOException("line " + line + ": expected a number, found '" + new String(buffer, from, to - from) + "'",
                    e);
        }
    }

    /** Reads until a whole line stands at start; its length with its end, or 0 at the end of the stream. */
    private int nextLine() throws IOException {
        line++;
        int scanned = start;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    return scanned + 1 - start;
                }
            }
            System.arraycopy(buffer, start, buffer, 0, end - start);
            scanned -= start;
            end -= start;
            start = 0;
            if (end == buffer.length) {
                throw new IOException("line " + line + " is longer than " + LONGEST_LINE + " bytes");
            }
            int count = stream.read(buffer, end, buffer.length - end);
            if (count < 0) {
                return end;
            }
            end += count;
        }
    }
}
