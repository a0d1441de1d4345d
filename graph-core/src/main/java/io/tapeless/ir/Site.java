package io.tapeless.ir;

/** A place in a source file; line and column count from 1, 0 means not known. */
public record Site(String file, int line, int column) {
    public static final Site UNKNOWN = new Site("", 0, 0);

    public boolean isKnown() {
        return !file.isEmpty();
    }

    /** {@code Digits.model.java:18:5}. */
    @Override
    public String toString() {
        return !isKnown() ? "unknown" : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
