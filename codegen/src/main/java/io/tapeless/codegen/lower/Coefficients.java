package io.tapeless.codegen.lower;

import io.tapeless.ir.DType;

/**
 * Coefficients of a polynomial, lowest power first, for f32 and for f64. All are our own fits: weighted
 * minimax by discrete Remez exchange at 220 bits, the weight being the relative error of the whole
 * formula; the low coefficients were rounded one after the other and the rest fitted again.
 */
record Coefficients(float[] f32, double[] f64) {
    int count(DType dtype) {
        return dtype == DType.F32 ? f32.length : f64.length;
    }

    Constant get(DType dtype, int power) {
        return dtype == DType.F32 ? Constant.of(f32[power]) : new Constant(0, f64[power]);
    }
}
