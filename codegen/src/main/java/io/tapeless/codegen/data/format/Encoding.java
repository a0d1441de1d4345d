package io.tapeless.codegen.data.format;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.Elements;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.ir.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How one element is coded in a file, and as which dtype it is read: half floats as f32, small integers
 * as i32, and unsigned integers too wide for that as i64. The names are those of safetensors.
 */
public enum Encoding {
    F16(2, DType.F32), BF16(2, DType.F32), F32(4, DType.F32), F64(8, DType.F64),
    I8(1, DType.I32), U8(1, DType.I32), I16(2, DType.I32), U16(2, DType.I32),
    I32(4, DType.I32), U32(4, DType.I64), I64(8, DType.I64), U64(8, DType.I64),
    BOOL(1, DType.BOOL);

    private static final int CHUNK = 1 << 16;

    private final int bytes;
    private final DType dtype;

    Encoding(int bytes, DType dtype) {
        this.bytes = bytes;
        this.dtype = dtype;
    }

    /** Bytes of one element in the file. */
    int bytes() {
        return bytes;
    }

    /** The dtype of an array read. */
    DType dtype() {
        return dtype;
    }

    /** How elements of a dtype are written. */
    static Encoding of(DType dtype) {
        return valueOf(dtype.name());
    }

    /** The element that starts at a place of a buffer, as a real number. */
    double real(ByteBuffer buffer, int at) {
        return switch (this) {
            case F16 -> fromHalf(buffer.getShort(at));
            case BF16 -> Float.intBitsToFloat(buffer.getShort(at) << 16);
            case F32 -> buffer.getFloat(at);
            case F64 -> buffer.getDouble(at);
            default -> integer(buffer, at);
        };
    }

    /** The element that starts at a place of a buffer, truncated to an integer. */
    long integer(ByteBuffer buffer, int at) {
        return switch (this) {
            case I8 -> buffer.get(at);
            case U8, BOOL -> buffer.get(at) & 0xff;
            case I16 -> buffer.getShort(at);
            case U16 -> buffer.getShort(at) & 0xffff;
            case I32 -> buffer.getInt(at);
            case U32 -> buffer.getInt(at) & 0xffff_ffffL;
            case I64, U64 -> buffer.getLong(at);
            default -> (long) real(buffer, at);
        };
    }

    /** Takes {@code n} elements from a buffer that starts with element {@code at}. */
    private interface Chunk {
        void take(ByteBuffer buffer, int at, int n);
    }

    /**
     * Reads {@code count} elements.
     *
     * @throws DataException if the source ends before, or an element is no value of the dtype
     */
    Elements decode(ByteSource source, ByteOrder order, int count) {
        source.require((long) count * bytes, "the data");
        switch (this) {
            case F16, BF16, F32 -> {
                float[] to = new float[count];
                each(source, order, count, switch (this) {
                    case F32 -> (b, at, n) -> b.asFloatBuffer().get(to, at, n);
                    case F16 -> (b, at, n) -> {
                        for (int i = 0; i < n; i++) {
                            to[at + i] = fromHalf(b.getShort());
                        }
                    };
                    default -> (b, at, n) -> {
                        for (int i = 0; i < n; i++) {
                            to[at + i] = Float.intBitsToFloat(b.getShort() << 16);
                        }
                    };
                });
                return Elements.of(to);
            }
            case F64 -> {
                double[] to = new double[count];
                each(source, order, count, (b, at, n) -> b.asDoubleBuffer().get(to, at, n));
                return Elements.of(to);
            }
            case U8, BOOL -> {
                byte[] to = new byte[count];
                each(source, order, count, (b, at, n) -> b.get(to, at, n));
                if (this == BOOL) {
                    requireBooleans(source, to);
                }
                return Elements.of(to);
            }
            case I8, I16, U16, I32 -> {
                int[] to = new int[count];
                each(source, order, count, switch (this) {
                    case I32 -> (b, at, n) -> b.asIntBuffer().get(to, at, n);
                    case I8 -> (b, at, n) -> {
                        for (int i = 0; i < n; i++) {
                            to[at + i] = b.get();
                        }
                    };
                    case I16 -> (b, at, n) -> {
                        for (int i = 0; i < n; i++) {
                            to[at + i] = b.getShort();
                        }
                    };
                    default -> (b, at, n) -> {
                        for (int i = 0; i < n; i++) {
                            to[at + i] = b.getShort() & 0xffff;
                        }
                    };
                });
                return Elements.of(to);
            }
            default -> {
                long[] to = new long[count];
                each(source, order, count, this != U32 ? (b, at, n) -> b.asLongBuffer().get(to, at, n)
                        : (b, at, n) -> {
                            for (int i = 0; i < n; i++) {
                                to[at + i] = b.getInt() & 0xffff_ffffL;
                            }
                        });
                if (this == U64) {
                    requireSigned(source, to);
                }
                return Elements.of(to);
            }
        }
    }

    private void each(ByteSource source, ByteOrder order, int count, Chunk chunk) {
        byte[] array = new byte[(int) Math.min(CHUNK, (long) count * bytes)];
        ByteBuffer buffer = ByteBuffer.wrap(array).order(order);
        int most = CHUNK / bytes;
        for (int at = 0; at < count; at += most) {
            int n = Math.min(most, count - at);
            source.read(array, n * bytes, "the data");
            chunk.take(buffer.clear(), at, n);
        }
    }

    private static void requireBooleans(ByteSource source, byte[] values) {
        for (int i = 0; i < values.length; i++) {
            if ((values[i] & ~1) != 0) {
                throw new DataException(source.name() + ": bool element " + i + " is " + values[i]
                        + "; expected 0 or 1");
            }
        }
    }

    private static void requireSigned(ByteSource source, long[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0) {
                throw new DataException(source.name() + ": unsigned element " + i + " is "
                        + Long.toUnsignedString(values[i]) + "; expected at most " + Long.MAX_VALUE);
            }
        }
    }

    /** The value of an IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 bits of fraction. */
    static float fromHalf(short half) {
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
        };
        return half < 0 ? -magnitude : magnitude;
    }

    /** Writes the elements of an array, little-endian, in the encoding of its dtype. */
    static void encode(NdArray array, OutputStream out) throws IOException {
        int bytes = of(array.dtype()).bytes;
        int most = CHUNK / bytes;
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        Elements elements = array.elements();
        Object chunk = Elements.newArray(array.dtype(), most);
        for (int at = 0; at < elements.length(); at += most) {
            int n = Math.min(most, elements.length() - at);
            buffer.clear();
            if (chunk instanceof float[] floats) {
                elements.copy(at, n, 1, floats, 0);
                buffer.asFloatBuffer().put(floats, 0, n);
            } else if (chunk instanceof double[] doubles) {
                elements.copy(at, n, 1, doubles, 0);
                buffer.asDoubleBuffer().put(doubles, 0, n);
            } else if (chunk instanceof long[] longs) {
                elements.copy(at, n, longs, 0);
                buffer.asLongBuffer().put(longs, 0, n);
            } else {
                int[] ints = (int[]) chunk;
                elements.copy(at, n, ints, 0);
                if (array.dtype() == DType.BOOL) {
                    for (int i = 0; i < n; i++) {
                        buffer.put((byte) ints[i]);
                    }
                } else {
                    buffer.asIntBuffer().put(ints, 0, n);
                }
            }
            out.write(buffer.array(), 0, n * bytes);
        }
    }
}
