package io.tapeless.cli;

import java.util.Locale;
import java.util.Optional;

/** Numbers as users write and read them. */
final class Numbers {
    private Numbers() {}

    /** {@code 0.5}, {@code 1e-3} or {@code 1/255}; empty if it is no number. */
    static Optional<Double> parse(String text) {
        int slash = text.indexOf('/');
        try {
            double value = slash < 0 ? Double.parseDouble(text)
                    : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Four significant digits: {@code 0.3127}, {@code 97.21}, {@code 1.204e-05}. */
    static String shown(double value) {
        double size = Math.abs(value);
        if (value == 0 || size >= 1e-3 && size < 1e5) {
            int digits = value == 0 ? 1 : (int) Math.floor(Math.log10(size)) + 1;
            return String.format(Locale.ROOT, "%." + Math.max(0, 4 - Math.max(digits, 0)) + "f", value);
        }
        return String.format(Locale.ROOT, "%.3e", value);
    }

    /** {@code 12,345}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 0.41 s}, {@code 3 min 20 s}. */
    static String seconds(double seconds) {
        if (seconds >= 60) {
            long whole = Math.round(seconds);
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    /** {@code 12,345} as {@code 12345}; above a million {@code 1.23 M}. */
    static String rate(double perSecond) {
        return perSecond >= 1e6 ? String.format(Locale.ROOT, "%.2f M", perSecond / 1e6)
                : String.format(Locale.ROOT, "%,.0f", perSecond);
    }
}
