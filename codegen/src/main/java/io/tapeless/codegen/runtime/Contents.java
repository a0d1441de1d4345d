package io.tapeless.codegen.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** The elements of a constant: immutable, and text in generated classes. */
public final class Contents {
    /** Of slots that are not constant. */
    public static final Contents NONE = new Contents(ByteBuffer.allocate(0));

    /** Little-endian, read-only. */
    private final ByteBuffer bytes;

    private Contents(ByteBuffer bytes) {
        this.bytes = bytes.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    public static Contents of(float... values) {
        ByteBuffer bytes = allocate(values.length, Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new Contents(bytes);
    }

    public static Contents of(double... values) {
        ByteBuffer bytes = allocate(values.length, Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return new Contents(bytes);
    }

    public static Contents of(int... values) {
        ByteBuffer bytes = allocate(values.length, Integer.BYTES);
        bytes.asIntBuffer().put(values);
        return new Contents(bytes);
    }

    public static Contents of(long... values) {
        ByteBuffer bytes = allocate(values.length, Long.BYTES);
        bytes.asLongBuffer().put(values);
        return new Contents(bytes);
    }

    private static ByteBuffer allocate(int count, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Copies all elements into an array of their type. */
    void copyTo(Element element, Object array, int offset) {
        int count = bytes.capacity() / element.bytes();
        switch (element) {
            case F32 -> bytes.asFloatBuffer().get((float[]) array, offset, count);
            case F64 -> bytes.asDoubleBuffer().get((double[]) array, offset, count);
            case I32 -> bytes.asIntBuffer().get((int[]) array, offset, count);
            case I64 -> bytes.asLongBuffer().get((long[]) array, offset, count);
        }
    }

    /** Text without spaces that {@link #parse} reads back: Base64, or {@code -} for none. */
    @Override
    public String toString() {
        if (bytes.capacity() == 0) {
            return "-";
        }
        byte[] copy = new byte[bytes.capacity()];
        bytes.get(0, copy);
        return Base64.getEncoder().encodeToString(copy);
    }

    static Contents parse(String text) {
        return text.equals("-") ? NONE : new Contents(ByteBuffer.wrap(Base64.getDecoder().decode(text)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contents contents && bytes.equals(contents.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }
}
