package io.tapeless.codegen.loop;

import io.tapeless.ir.DType;

/** The number of virtual lanes of reductions, which is part of the meaning of a kernel. */
public final class Lanes {
    private Lanes() {}

    /** 16 lanes for f32 and the integer types of its width, 8 for f64 and i64, on every machine. */
    public static int count(DType dtype) {
        return dtype.bytes() == 8 ? 8 : 16;
    }
}
