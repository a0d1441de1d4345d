package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.DType;
import io.tapeless.ir.ScalarOp;

/**
 * The counter-based generator of {@code Leaf.Random}, written out: Threefry-2x32 with 20 rounds (Salmon,
 * Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011). Key words are the halves of
 * the key, each xor the same half of the stream; the counter is the element's index. The stream is an argument of the
 * kernel, so that tensors of one shape share it, such as the initial weights of equal layers.
 */
final class RandomExpansion {
    private static final int PARITY = 0x1BD11BDA;
    private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
    private static final int ROUNDS = 20;

    private final KernelBuilder kernel;

    private RandomExpansion(KernelBuilder kernel) {
        this.kernel = kernel;
    }

    /**
     * A number in [0, 1): {@code (x0 >>> 8)·2⁻²⁴} for f32; the 53 bits of x0 and the top of x1, times 2⁻⁵³,
     * for f64.
     *
     * @param key an {@code i64} value that does not change within the loops of the kernel
     * @param counter an {@code i32} value
     */
    static Expr uniform(KernelBuilder kernel, DType dtype, Expr key, long stream, Expr counter) {
        RandomExpansion expansion = new RandomExpansion(kernel);
        Expr[] words = expansion.threefry(expansion.half(key, stream, 0), expansion.half(key, stream, 32), counter);
        return dtype == DType.F32 ? expansion.single(words[0]) : expansion.full(words);
    }

    private Expr half(Expr key, long stream, int shift) {
        Expr low = shift == 0 ? key
                : kernel.apply(ScalarOp.SHR, DType.I64, key, new Expr.Int(DType.I64, shift));
        return i32(ScalarOp.XOR, kernel.declare(new Expr.Convert(DType.I32, low)),
                kernel.argument((int) (stream >>> shift)));
    }

    private Expr[] threefry(Expr key0, Expr key1, Expr counter) {
        Expr[] keys = {key0, key1, i32(ScalarOp.XOR, i32(ScalarOp.XOR, key0, key1), word(PARITY))};
        Expr x0 = i32(ScalarOp.ADD, counter, key0);
        Expr x1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            x0 = i32(ScalarOp.ADD, x0, x1);
            x1 = i32(ScalarOp.XOR, rotate(x1, ROTATIONS[round % 8]), x0);
            if (round % 4 == 3) {
                int injection = round / 4 + 1;
                x0 = i32(ScalarOp.ADD, x0, keys[injection % 3]);
                x1 = i32(ScalarOp.ADD, x1, i32(ScalarOp.ADD, keys[(injection + 1) % 3], word(injection)));
            }
        }
        return new Expr[] {x0, x1};
    }

    private Expr rotate(Expr x, int bits) {
        return i32(ScalarOp.OR, i32(ScalarOp.SHL, x, word(bits)), i32(ScalarOp.SHR, x, word(32 - bits)));
    }

    private Expr single(Expr word) {
        Expr bits = i32(ScalarOp.SHR, word, word(8));
        return kernel.apply(ScalarOp.MUL, DType.F32, new Expr.Convert(DType.F32, bits),
                new Expr.Real(DType.F32, 0x1p-24));
    }

    private Expr full(Expr[] words) {
        Expr high = kernel.apply(ScalarOp.SHL, DType.I64, new Expr.Convert(DType.I64, words[0]),
                new Expr.Int(DType.I64, 32));
        Expr top = kernel.apply(ScalarOp.SHR, DType.I64, high, new Expr.Int(DType.I64, 11));
        Expr low = new Expr.Convert(DType.I64, i32(ScalarOp.SHR, words[1], word(11)));
        Expr bits = kernel.apply(ScalarOp.OR, DType.I64, top, low);
        return kernel.apply(ScalarOp.MUL, DType.F64, new Expr.Convert(DType.F64, bits),
                new Expr.Real(DType.F64, 0x1p-53));
    }

    private Expr i32(ScalarOp function, Expr a, Expr b) {
        return kernel.apply(function, DType.I32, a, b);
    }

    private static Expr word(int value) {
        return new Expr.Int(DType.I32, value);
    }
}
