package io.tapeless.codegen.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
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

    /** Of {@code count} elements of a {@code float[]}, {@code double[]}, {@code int[]} or {@code long[]}. */
    public static Contents of(Object array, int offset, int count) {
        Element element = Element.of(array);
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, element.bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        switch (element) {
            case F32 -> bytes.asFloatBuffer().put((float[]) array, offset, count);
            case F64 -> bytes.asDoubleBuffer().put((double[]) array, offset, count);
            case I32 -> bytes.asIntBuffer().put((int[]) array, offset, count);
            case I64 -> bytes.asLongBuffer().put((long[]) array, offset, count);
        }
        return new Contents(bytes);
    }

    /** Of all elements of a {@code float[]}, {@code double[]}, {@code int[]} or {@code long[]}. */
    public static Contents of(Object array) {
        return of(array, 0, Array.getLength(array));
    }

    /** Of that many elements, little-endian, from a stream. */
    static Contents read(InputStream in, Element element, int count) throws IOException {
        byte[] bytes = in.readNBytes(Math.multiplyExact(count, element.bytes()));
        if (bytes.length != count * element.bytes()) {
            throw new EOFException("expected " + count * element.bytes() + " bytes, found " + bytes.length);
        }
        return new Contents(ByteBuffer.wrap(bytes));
    }

    /** Writes the elements, little-endian. */
    public void write(OutputStream out) throws IOException {
        out.write(toBytes());
    }

    private byte[] toBytes() {
        byte[] copy = new byte[bytes.capacity()];
        bytes.get(0, copy);
        return copy;
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
        return Base64.getEncoder().encodeToString(toBytes());
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
