package io.tapeless.codegen.lower;

/** Rounding to whole numbers, by adding a number so large that a float has no fraction there. Exact. */
final class RoundingExpansion {
    /** From here on every float is a whole number. */
    private static final Constant WHOLE = new Constant(0x1p23f, 0x1p52);

    private RoundingExpansion() {}

    /** Half to even. */
    static Num round(Num x) {
        Num a = x.abs();
        return a.lt(WHOLE).select(a.plus(WHOLE).minus(WHOLE), a).withSign(x);
    }

    static Num floor(Num x) {
        Num r = round(x);
        return r.gt(x).select(r.minus(Constant.ONE), r).withSign(x);
    }

    static Num ceil(Num x) {
        Num r = round(x);
        return r.lt(x).select(r.plus(Constant.ONE), r).withSign(x);
    }

    static Num trunc(Num x) {
        Num a = x.abs();
        Num r = a.plus(WHOLE).minus(WHOLE);
        Num down = r.gt(a).select(r.minus(Constant.ONE), r);
        return a.lt(WHOLE).select(down, a).withSign(x);
    }
}
