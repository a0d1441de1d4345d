package io.tapeless.codegen.lower;

/**
 * erfInv: {@code x·P(w)} with w = −log(1 − x²), after M. Giles, <i>Approximating the erfinv function</i> (2010). The
 * coefficients interpolate at Chebyshev nodes ({@code fit_special_functions.py}).
 */
final class InverseErrorExpansion {
    /** {@code erfInv x = x·P(w − 25/8)} for w ≤ 25/4; relative error 2^-27.02 and 2^-58.54. */
    private static final Coefficients CENTRE = new Coefficients(
            new float[] {0x1.a755e8p0f, 0x1.ebd80ep-3f, -0x1.8b6cdep-8f, -0x1.8456c4p-11f, 0x1.87b5bep-13f,
                -0x1.d203ep-17f,
                -0x1.742878p-20f, 0x1.c985d2p-22f, -0x1.abd29ep-26f, -0x1.406d54p-28f, 0x1.6f0f46p-31f,
                0x1.4bcae8p-39f},
            new double[] {0x1.a755e7c99ae86p0, 0x1.ebd80d9b13df9p-3, -0x1.8b6c33114ea71p-8, -0x1.845769483523p-11,
                0x1.879c2a20b13ap-13, -0x1.d1d1f7ca61a14p-17, -0x1.6e8a53ca14edfp-20, 0x1.c6b4f898a7553p-22,
                -0x1.f36cee3c60d01p-26, -0x1.1a9eb3bfcd07cp-28, 0x1.20f53f519ed0ap-30, -0x1.dc3e5172ac9cfp-35,
                -0x1.c8a5ab52e0019p-37, 0x1.7231a3e48d582p-39, -0x1.6ba68d1796bcfp-44, -0x1.682f41a549495p-45,
                0x1.d63b2bb633bd2p-48, -0x1.97658b3d58e2ep-55, -0x1.1ac450727647cp-53, 0x1.2702e1128be12p-56,
                0x1.7997aa9237e9cp-61, -0x1.bed537ed97e92p-62, 0x1.61fa58bed690ap-66, 0x1.493dd47a7b686p-68,
                -0x1.98901e99d9c27p-72, -0x1.71e85cb7c66e7p-76});
    /** {@code erfInv x = x·P(√w − 13/4)} for 5/2 ≤ √w ≤ 4.1; relative error 2^-28.05 and 2^-57.43. */
    private static final Coefficients TAIL = new Coefficients(
            new float[] {0x1.8abcc4p1f, 0x1.0158a6p0f, 0x1.60059ep-8f, -0x1.eb80bp-9f, 0x1.45ab06p-9f, -0x1.bcbd7cp-10f,
                0x1.0252ccp-10f, -0x1.627248p-12f, -0x1.4e5718p-15f, 0x1.07f92p-14f},
            new double[] {0x1.8abcc380d5a48p1, 0x1.0158a6d641d55p0, 0x1.5ffcfe5b6e36p-8, -0x1.ebadabba021f2p-9,
                0x1.468eeca8a7d2dp-9, -0x1.ba9240d8c6c8fp-10, 0x1.f3cc54937cc08p-11, -0x1.7448bcaed3ce6p-12,
                0x1.932e44adda152p-16, 0x1.1e6ab7e0876b6p-14, -0x1.8cf37249e782ap-15, 0x1.a24274becb9eap-17,
                0x1.895fbb73fd9dp-19, -0x1.0b7e2572433e3p-18, 0x1.8ed4155b26f99p-20, -0x1.d2d37c7da13bbp-26,
                -0x1.0e25090e636c8p-22, 0x1.19a92bda0fc0fp-23, -0x1.1222419cdc9ffp-26, -0x1.04024ebc6b20ap-26,
                0x1.99c109a288be1p-28});
    /** {@code erfInv x = x·P(√w − 5)} for 4.1 ≤ √w ≤ 6.1; relative error 2^-54.89. In f32 √w does not come so far. */
    private static final Coefficients FAR_TAIL = new Coefficients(
            new float[] {},
            new double[] {0x1.3664ddd1ad7fbp2, 0x1.02a30d1fba105p0, -0x1.22ea5df1de3e9p-13, -0x1.c2f36a9e7b072p-13,
                0x1.3ebf4efd01ba7p-14, -0x1.4a3491b6fb67fp-16, 0x1.2fbcfe0ad4f24p-18, -0x1.0a8f8be076b32p-20,
                0x1.ebe14542a278cp-23, -0x1.22606d2fa6a45p-24, 0x1.f2e232b54acabp-26, -0x1.040ed345ed69p-26,
                0x1.0ac4fe5ef845p-27, -0x1.f1e45fa182134p-29, 0x1.8174359880647p-30, -0x1.6f21ddb9a2db6p-32,
                0x1.e264118080977p-39, 0x1.db93ceb23c358p-37});
    private static final Constant CENTRE_END = Constant.of(6.25f);
    private static final Constant CENTRE_MIDDLE = Constant.of(3.125f);
    private static final Constant TAIL_END = new Constant(4.1f, 4.1);
    private static final Constant TAIL_MIDDLE = Constant.of(3.25f);
    private static final Constant FAR_MIDDLE = Constant.of(5);

    private InverseErrorExpansion() {}

    /** ±∞ at ±1, NaN beyond. */
    static Num erfInv(Num x) {
        Num above = x.plus(Constant.ONE);
        Num w = LogarithmExpansion.log(x.subtractedFrom(Constant.ONE).times(above)).negated();
        Num s = w.sqrt();
        Num tail = s.minus(TAIL_MIDDLE).polynomial(TAIL);
        if (!x.isSingle()) {
            tail = s.gt(TAIL_END).select(s.minus(FAR_MIDDLE).polynomial(FAR_TAIL), tail);
        }
        Num centre = w.minus(CENTRE_MIDDLE).polynomial(CENTRE);
        Num y = x.times(w.lt(CENTRE_END).select(centre, tail));
        return x.abs().eq(Constant.ONE).select(x.times(Constant.INFINITY), y);
    }
}
