package io.tapeless.codegen.lower;

/** erf and erfc. */
final class ErrorFunctionExpansion {
    /** {@code erf t = t + t·P(t²)} for |t| ≤ 1; relative error 2^-29.2 and 2^-56.3. */
    private static final Coefficients SMALL = new Coefficients(
            new float[] {0x1.06eba8p-3f, -0x1.81273ep-2f, 0x1.ce2ce6p-4f, -0x1.b7f71ap-6f, 0x1.53f224p-8f,
                -0x1.a3516ap-11f, 0x1.477232p-14f},
            new double[] {0x1.06eba8214db69p-3, -0x1.812746b037a25p-2, 0x1.ce2f21a0458d7p-4, -0x1.b82ce31354ca9p-6,
                0x1.565bcd2c63cddp-8, -0x1.c02db933da21dp-11, 0x1.f9a3b98635a1cp-14, -0x1.f4dcf85934207p-17,
                0x1.ba69a3eb79d58p-20, -0x1.6397b2da2fa68p-23, 0x1.1353a234dbe71p-26, -0x1.c654a9de2a8c9p-30,
                0x1.3e597a38cfecp-33});
    /** {@code erf t = 1 − exp(−(t + t·P(t)))} for 1 ≤ t ≤ {@link #ERF_LIMIT}; relative error 2^-31.2 and 2^-62.7. */
    private static final Coefficients LARGE = new Coefficients(
            new float[] {0x1.07909cp-3f, 0x1.451bp-1f, 0x1.b4564ep-4f, -0x1.89567ap-6f, 0x1.ec5886p-9f,
                -0x1.6f55c4p-12f, 0x1.d3a0e4p-17f},
            new double[] {0x1.06ebaee206d9dp-3, 0x1.45f2f3993be46p-1, 0x1.a4f81fede2328p-4, -0x1.39924288c867dp-6,
                -0x1.82c62a7c5cb62p-13, 0x1.b11e132c827dcp-10, -0x1.159bc7f6ed327p-11, -0x1.53251729ef6bap-15,
                0x1.0186e0b252064p-13, -0x1.2a60dc783f2b6p-14, 0x1.c5a95ff5fbfcp-16, -0x1.0441067190257p-17,
                0x1.d4e40aa46802dp-20, -0x1.4e630be40d71ep-22, 0x1.76871fd99efdcp-25, -0x1.427502e205985p-28,
                0x1.9b260dff9c201p-32, -0x1.6c4511532ee35p-36, 0x1.8e2405161368dp-41, -0x1.90ed3af2e0d44p-47});
    /** erf rounds to 1 from here. */
    private static final Constant ERF_LIMIT = new Constant(0x1.f9999ap1f, 0x1.7cccccccccccdp2);

    /**
     * {@code erfc(a)·exp(a²)·(1 + 2a) = C + t·P(t)} with t = (a − K)/(a + K), for a ≥ ½ (Shepherd and Laframboise,
     * Math. Comp. 36 (1981) 249); relative error 2^-31.1 and 2^-60.1. C is the sum of {@link #TAIL_HIGH} and
     * {@link #TAIL_LOW}.
     */
    private static final Coefficients TAIL = new Coefficients(
            new float[] {-0x1.c39b66p-4f, -0x1.0bd674p-3f, 0x1.52721ap-3f, -0x1.5481fap-4f, 0x1.76c7b2p-7f,
                0x1.08f7fcp-7f, -0x1.54971ap-9f, -0x1.2b0d6p-10f, 0x1.7ac672p-12f, 0x1.7f852p-13f},
            new double[] {-0x1.1f367683f89a7p-3, 0x1.d5f2948159d74p-9, 0x1.510169d0967fcp-4,
                -0x1.bda9309a28977p-4, 0x1.7a14188a99f4fp-4, -0x1.e0d0fa6dfceeap-5, 0x1.d0b0037dae069p-6,
                -0x1.3f603c34ca506p-7, 0x1.cc3a0e3cb3648p-10, 0x1.33fb25e320a46p-12, -0x1.303fa0df25bc5p-12,
                0x1.b143f99c9c225p-15, 0x1.778b2f1500083p-16, -0x1.80034b3eb4832p-17, -0x1.0559cd5442acep-20,
                0x1.d63edcad31ca6p-20, -0x1.e6fb5d53de504p-25, -0x1.151605d912866p-22, 0x1.7e35955be48p-26,
                0x1.4013cc07e5925p-25, -0x1.87d7d7edd110fp-29, -0x1.0d733e951aa69p-28});
    private static final Constant TAIL_HIGH = new Constant(0x1.455efp0f, 0x1.3ccda0b5d5dc2p0);
    private static final Constant TAIL_LOW = new Constant(0x1.67f99cp-25f, 0x1.e5902ad44cebp-54);
    /** K. */
    private static final Constant CENTRE = new Constant(2.25f, 3.75);
    /** erfc rounds to 0 from here. */
    private static final Constant ERFC_LIMIT = new Constant(0x1.433334p3f, 0x1.b4ccccccccccdp4);

    private ErrorFunctionExpansion() {}

    static Num erf(Num x) {
        Num a = x.abs();
        Num b = a.gt(ERF_LIMIT).select(ERF_LIMIT, a);
        Num exponent = b.fma(b.polynomial(LARGE), b);
        Num large = ExponentialExpansion.expOfNegative(exponent.negated()).subtractedFrom(Constant.ONE);
        Num small = a.fma(a.times(a).polynomial(SMALL), a);
        return a.gt(Constant.ONE).select(large, small).withSign(x);
    }

    /** {@code (high + low)·s²}. */
    private record Scaled(Num high, Num low, Num s) {}

    static Num erfc(Num x) {
        Num abs = x.abs();
        Num a = abs.gt(ERFC_LIMIT).select(ERFC_LIMIT, abs);
        Num below = a.minus(CENTRE);
        Num above = a.plus(CENTRE);
        Num inverse = above.under(Constant.ONE);
        Num t0 = below.times(inverse);
        Num t = inverse.fma(t0.fnma(above, below), t0);
        Num p1 = t.polynomial(TAIL);
        Num p = t.fma(p1, TAIL_HIGH);
        Num pRest = t.fma(p1, p.subtractedFrom(TAIL_HIGH)).plus(TAIL_LOW);

        Scaled e = expOfMinusSquare(a);
        Num d = a.fma(Constant.TWO, Constant.ONE);
        Num dRest = a.fma(Constant.TWO, d.subtractedFrom(Constant.ONE));
        Num product = p.times(e.high());
        Num productRest = p.fma(e.high(), product.negated()).plus(p.fma(e.low(), pRest.times(e.high())));
        Num inverseD = d.under(Constant.ONE);
        Num y0 = product.times(inverseD);
        Num residual = y0.fnma(dRest, y0.fnma(d, product));
        Num y1 = inverseD.fma(residual.plus(productRest), y0);
        Num y = y1.times(e.s()).times(e.s());
        Num large = x.lt(Constant.ZERO).select(y.subtractedFrom(Constant.TWO), y);
        Num small = x.fma(x.times(x).polynomial(SMALL), x).subtractedFrom(Constant.ONE);
        return abs.lt(Constant.HALF).select(small, large);
    }

    /** {@code exp(−a²)} in two parts and scaled, with a² in two parts. */
    private static Scaled expOfMinusSquare(Num a) {
        Num square = a.times(a);
        Num squareRest = a.fma(a, square.negated());
        Num minusSquare = square.negated();
        Num t = minusSquare.fma(ExponentialExpansion.HALF_LOG2E, Constant.MAGIC_BIASED);
        Num m = t.minus(Constant.MAGIC_BIASED);
        Num r1 = m.fnma(ExponentialExpansion.LN4_HIGH, minusSquare);
        Num r = m.fnma(ExponentialExpansion.LN4_LOW, r1.minus(squareRest));
        Num c = m.fnma(ExponentialExpansion.LN4_LOW, r1.minus(r)).minus(squareRest);
        Num v = r.times(r).fma(r.polynomial(ExponentialExpansion.EXP), c.fma(r, c));
        Num q = v.plus(r);
        Num high = q.plus(Constant.ONE);
        Num low = q.minus(high.minus(Constant.ONE)).plus(v.minus(q.minus(r)));
        return new Scaled(high, low, t.bits().toExponent().real());
    }
}
