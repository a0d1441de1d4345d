package io.tapeless.examples.adbench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The words of a file one after the other, whatever its lines. */
final class Tokens {
    private final Path file;
    private final String[] words;
    private int next;

    /** @param separator between words, besides ends of lines */
    Tokens(Path file, String separator) throws IOException {
        this.file = file;
        this.words = Files.readString(file, StandardCharsets.US_ASCII).trim().split("(?:" + separator + "|\\s)+");
    }

    boolean hasNext() {
        return next < words.length;
    }

    String word() throws IOException {
        if (!hasNext()) {
            throw new IOException(file + " ends too early, after " + next + " words");
        }
        return words[next++];
    }

    int integer() throws IOException {
        String word = word();
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw unexpected("an integer", word);
        }
    }

    double real() throws IOException {
        String word = word();
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw unexpected("a number", word);
        }
    }

    double[] reals(int count) throws IOException {
        double[] reals = new double[count];
        for (int i = 0; i < count; i++) {
            reals[i] = real();
        }
        return reals;
    }

    private IOException unexpected(String expected, String found) {
        return new IOException(file + ": expected " + expected + " as word " + next + ", found " + found);
    }
}
