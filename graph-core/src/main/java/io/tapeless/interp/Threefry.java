package io.tapeless.interp;

/**
 * The counter-based generator Threefry-2x32 with 20 rounds: J. Salmon et al., "Parallel random numbers:
 * as easy as 1, 2, 3", SC11.
 *
 * <p>Element i (row-major) of a random tensor with key k and stream s is made of the block
 * {@code (x0, x1)} that comes of the key words
 * {@code k0 = low(k) ^ low(s)}, {@code k1 = high(k) ^ high(s)} and the counter words
 * {@code c0 = low(i)}, {@code c1 = high(i)}, where low and high are the 32-bit halves of an i64:
 *
 * <pre>
 * f32:  (x0 >>> 8) · 2⁻²⁴
 * f64:  (x0 · 2²¹ + (x1 >>> 11)) · 2⁻⁵³,   x0 and x1 unsigned
 * </pre>
 */
final class Threefry {
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {}

    /** A uniform number in [0, 1) with 24 bits. */
    static double uniform24(long key, long stream, long index) {
        int x0 = (int) (block(key, stream, index) >>> 32);
        return (x0 >>> 8) * 0x1p-24;
    }

    /** A uniform number in [0, 1) with 53 bits. */
    static double uniform53(long key, long stream, long index) {
        return (block(key, stream, index) >>> 11) * 0x1p-53;
    }

    private static long block(long key, long stream, long index) {
        long mixed = key ^ stream;
        return block((int) mixed, (int) (mixed >>> 32), (int) index, (int) (index >>> 32));
    }

    /** Twenty rounds over the counter words; {@code x0} in the high and {@code x1} in the low half. */
    static long block(int k0, int k1, int c0, int c1) {
        int[] key = {k0, k1, PARITY ^ k0 ^ k1};
        int x0 = c0 + k0;
        int x1 = c1 + k1;
        for (int round = 0; round < 20; round++) {
            x0 += x1;
            x1 = Integer.rotateLeft(x1, ROTATIONS[round % 8]) ^ x0;
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                x0 += key[injection % 3];
                x1 += key[(injection + 1) % 3] + injection;
            }
        }
        return (long) x0 << 32 | x1 & 0xFFFFFFFFL;
    }
}
