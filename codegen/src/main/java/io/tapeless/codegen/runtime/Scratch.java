package io.tapeless.codegen.runtime;

import java.util.List;

/** Small memory of one thread's part in a call: lane accumulators, tails of rows, packed panels. */
public final class Scratch {
    /** 0, 1, … 15, from which vectors of lane numbers are loaded. */
    public static final int[] IOTA_I32 = new int[16];
    public static final long[] IOTA_I64 = new long[16];
    public static final float[] IOTA_F32 = new float[16];
    public static final double[] IOTA_F64 = new double[16];

    static {
        for (int i = 0; i < 16; i++) {
            IOTA_I32[i] = i;
            IOTA_I64[i] = i;
            IOTA_F32[i] = i;
            IOTA_F64[i] = i;
        }
    }

    /** The most buffers that a kernel can have. */
    public static final int MOST_SLOTS = 1024;

    /** The numbers of the slots of the call, where they are too many for parameters. */
    public final int[] slots = new int[MOST_SLOTS];
    public final float[] f32;
    public final double[] f64;
    public final int[] i32;
    public final long[] i64;

    /**
     * Arrays of these lengths.
     *
     * @param large whether the memory is worth what makes them start at cache lines
     */
    public Scratch(int f32, int f64, int i32, int i64, boolean large) {
        this.f32 = (float[]) Slab.array(Element.F32, f32, large);
        this.f64 = (double[]) Slab.array(Element.F64, f64, large);
        this.i32 = (int[]) Slab.array(Element.I32, i32, large);
        this.i64 = (long[]) Slab.array(Element.I64, i64, large);
    }

    /** Arrays of the lengths of f32, f64, i32 and i64. */
    static Scratch of(List<Integer> lengths, boolean large) {
        return new Scratch(lengths.get(0), lengths.get(1), lengths.get(2), lengths.get(3), large);
    }

    /** Where the first region of scratch memory starts, so that regions start at cache lines. */
    public static int origin(Element element) {
        return Slab.origin(element);
    }
}
