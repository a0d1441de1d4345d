package io.tapeless.codegen.runtime;

import java.lang.reflect.Array;

/**
 * One array that holds many slots. On HotSpot's default collector a large array starts at a boundary of
 * a heap region, its elements 16 bytes after it; slots that start at multiples of 16 elements after
 * {@link #origin} therefore start at cache lines, and whole vectors don't straddle two.
 */
final class Slab {
    /** Elements after the last slot, so that loading a whole group of lanes past a row is safe. */
    static final int SLACK = 64;
    private static final int LINE_BYTES = 64;
    private static final int HEADER_BYTES = 16;
    /** From this size on an array is made large: it is worth the memory. */
    private static final int WORTH_BYTES = 1 << 18;
    private static final int LARGE_BYTES = 1 << 21;

    private Slab() {}

    /** Where the first slot starts. */
    static int origin(Element element) {
        return (LINE_BYTES - HEADER_BYTES) / element.bytes();
    }

    /**
     * An array of zeros for slots that end before {@code end} elements after the origin.
     *
     * @param what for the message
     * @throws IllegalArgumentException if no Java array is that long
     */
    static Object allocate(Element element, long end, String what) {
        long length = origin(element) + end + SLACK;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(what + " takes " + length + " elements of " + element
                    + ", more than a Java array holds");
        }
        return array(element, (int) length, length * element.bytes() >= WORTH_BYTES);
    }

    /** An array of zeros of at least that many elements, none if there are none; large ones start at cache lines. */
    static Object array(Element element, int length, boolean large) {
        return element.newArray(large && length > 0 ? Math.max(length, LARGE_BYTES / element.bytes()) : length);
    }

    /** Whether an array of that many elements is large. */
    static boolean isLarge(Object array, Element element) {
        return (long) Array.getLength(array) * element.bytes() >= LARGE_BYTES;
    }
}
