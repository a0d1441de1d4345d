package io.tapeless.codegen.runtime;

/** A position that a kernel read from memory lies outside the axis it points into. */
public final class IndexFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long index;
    private final int extent;
    private final int call;
    private final String label;

    private IndexFailure(long index, int extent, int call, String label, Throwable cause) {
        super("index " + index + " is outside [0, " + extent + ")" + (label.isEmpty() ? "" : " in " + label), cause);
        this.index = index;
        this.extent = extent;
        this.call = call;
        this.label = label;
    }

    /** The position, if it is in {@code [0, extent)}. */
    public static int check(int position, int extent) {
        if (Integer.compareUnsigned(position, extent) >= 0) {
            throw new IndexFailure(position, extent, -1, "", null);
        }
        return position;
    }

    /** The position as {@code int}, if it is in {@code [0, extent)}. */
    public static int check(long position, int extent) {
        if (position < 0 || position >= extent) {
            throw new IndexFailure(position, extent, -1, "", null);
        }
        return (int) position;
    }

    /** This failure with the call in which it happened. */
    IndexFailure in(int number, String name) {
        return new IndexFailure(index, extent, number, name, this);
    }

    public long index() {
        return index;
    }

    public int extent() {
        return extent;
    }

    /** Number of the call in the program that failed. */
    public int call() {
        return call;
    }

    /** What that call computes, for people. */
    public String label() {
        return label;
    }
}
