package io.tapeless.frontend;

/** {@link MathFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface MathMethods permits Tensor {

    /** {@link MathFunctions#abs(Tensor)}. */
    default Tensor abs() {
        return MathFunctions.abs((Tensor) this);
    }

    /** {@link MathFunctions#sign(Tensor)}. */
    default Tensor sign() {
        return MathFunctions.sign((Tensor) this);
    }

    /** {@link MathFunctions#neg(Tensor)}. */
    default Tensor neg() {
        return MathFunctions.neg((Tensor) this);
    }

    /** {@link MathFunctions#square(Tensor)}. */
    default Tensor square() {
        return MathFunctions.square((Tensor) this);
    }

    /** {@link MathFunctions#min(Tensor, Tensor)}. */
    default Tensor min(Tensor b) {
        return MathFunctions.min((Tensor) this, b);
    }

    /** {@link MathFunctions#min(Tensor, double)}. */
    default Tensor min(double b) {
        return MathFunctions.min((Tensor) this, b);
    }

    /** {@link MathFunctions#max(Tensor, Tensor)}. */
    default Tensor max(Tensor b) {
        return MathFunctions.max((Tensor) this, b);
    }

    /** {@link MathFunctions#max(Tensor, double)}. */
    default Tensor max(double b) {
        return MathFunctions.max((Tensor) this, b);
    }

    /** {@link MathFunctions#clip(Tensor, Tensor, Tensor)}. */
    default Tensor clip(Tensor lo, Tensor hi) {
        return MathFunctions.clip((Tensor) this, lo, hi);
    }

    /** {@link MathFunctions#clip(Tensor, double, double)}. */
    default Tensor clip(double lo, double hi) {
        return MathFunctions.clip((Tensor) this, lo, hi);
    }

    /** {@link MathFunctions#mod(Tensor, Tensor)}. */
    default Tensor mod(Tensor b) {
        return MathFunctions.mod((Tensor) this, b);
    }

    /** {@link MathFunctions#mod(Tensor, double)}. */
    default Tensor mod(double b) {
        return MathFunctions.mod((Tensor) this, b);
    }

    /** {@link MathFunctions#remainder(Tensor, Tensor)}. */
    default Tensor remainder(Tensor b) {
        return MathFunctions.remainder((Tensor) this, b);
    }

    /** {@link MathFunctions#remainder(Tensor, double)}. */
    default Tensor remainder(double b) {
        return MathFunctions.remainder((Tensor) this, b);
    }

    /** {@link MathFunctions#exp(Tensor)}. */
    default Tensor exp() {
        return MathFunctions.exp((Tensor) this);
    }

    /** {@link MathFunctions#exp2(Tensor)}. */
    default Tensor exp2() {
        return MathFunctions.exp2((Tensor) this);
    }

    /** {@link MathFunctions#expm1(Tensor)}. */
    default Tensor expm1() {
        return MathFunctions.expm1((Tensor) this);
    }

    /** {@link MathFunctions#log(Tensor)}. */
    default Tensor log() {
        return MathFunctions.log((Tensor) this);
    }

    /** {@link MathFunctions#log1p(Tensor)}. */
    default Tensor log1p() {
        return MathFunctions.log1p((Tensor) this);
    }

    /** {@link MathFunctions#log2(Tensor)}. */
    default Tensor log2() {
        return MathFunctions.log2((Tensor) this);
    }

    /** {@link MathFunctions#log10(Tensor)}. */
    default Tensor log10() {
        return MathFunctions.log10((Tensor) this);
    }

    /** {@link MathFunctions#logAddExp(Tensor, Tensor)}. */
    default Tensor logAddExp(Tensor b) {
        return MathFunctions.logAddExp((Tensor) this, b);
    }

    /** {@link MathFunctions#xlogy(Tensor, Tensor)}. */
    default Tensor xlogy(Tensor y) {
        return MathFunctions.xlogy((Tensor) this, y);
    }

    /** {@link MathFunctions#xlog1py(Tensor, Tensor)}. */
    default Tensor xlog1py(Tensor y) {
        return MathFunctions.xlog1py((Tensor) this, y);
    }

    /** {@link MathFunctions#sqrt(Tensor)}. */
    default Tensor sqrt() {
        return MathFunctions.sqrt((Tensor) this);
    }

    /** {@link MathFunctions#rsqrt(Tensor)}. */
    default Tensor rsqrt() {
        return MathFunctions.rsqrt((Tensor) this);
    }

    /** {@link MathFunctions#cbrt(Tensor)}. */
    default Tensor cbrt() {
        return MathFunctions.cbrt((Tensor) this);
    }

    /** {@link MathFunctions#reciprocal(Tensor)}. */
    default Tensor reciprocal() {
        return MathFunctions.reciprocal((Tensor) this);
    }

    /** {@link MathFunctions#pow(Tensor, Tensor)}. */
    default Tensor pow(Tensor b) {
        return MathFunctions.pow((Tensor) this, b);
    }

    /** {@link MathFunctions#pow(Tensor, double)}. */
    default Tensor pow(double b) {
        return MathFunctions.pow((Tensor) this, b);
    }

    /** {@link MathFunctions#hypot(Tensor, Tensor)}. */
    default Tensor hypot(Tensor b) {
        return MathFunctions.hypot((Tensor) this, b);
    }

    /** {@link MathFunctions#sin(Tensor)}. */
    default Tensor sin() {
        return MathFunctions.sin((Tensor) this);
    }

    /** {@link MathFunctions#cos(Tensor)}. */
    default Tensor cos() {
        return MathFunctions.cos((Tensor) this);
    }

    /** {@link MathFunctions#tan(Tensor)}. */
    default Tensor tan() {
        return MathFunctions.tan((Tensor) this);
    }

    /** {@link MathFunctions#asin(Tensor)}. */
    default Tensor asin() {
        return MathFunctions.asin((Tensor) this);
    }

    /** {@link MathFunctions#acos(Tensor)}. */
    default Tensor acos() {
        return MathFunctions.acos((Tensor) this);
    }

    /** {@link MathFunctions#atan(Tensor)}. */
    default Tensor atan() {
        return MathFunctions.atan((Tensor) this);
    }

    /** {@link MathFunctions#atan2(Tensor, Tensor)}. */
    default Tensor atan2(Tensor x) {
        return MathFunctions.atan2((Tensor) this, x);
    }

    /** {@link MathFunctions#sinh(Tensor)}. */
    default Tensor sinh() {
        return MathFunctions.sinh((Tensor) this);
    }

    /** {@link MathFunctions#cosh(Tensor)}. */
    default Tensor cosh() {
        return MathFunctions.cosh((Tensor) this);
    }

    /** {@link MathFunctions#tanh(Tensor)}. */
    default Tensor tanh() {
        return MathFunctions.tanh((Tensor) this);
    }

    /** {@link MathFunctions#asinh(Tensor)}. */
    default Tensor asinh() {
        return MathFunctions.asinh((Tensor) this);
    }

    /** {@link MathFunctions#acosh(Tensor)}. */
    default Tensor acosh() {
        return MathFunctions.acosh((Tensor) this);
    }

    /** {@link MathFunctions#atanh(Tensor)}. */
    default Tensor atanh() {
        return MathFunctions.atanh((Tensor) this);
    }

    /** {@link MathFunctions#sinc(Tensor)}. */
    default Tensor sinc() {
        return MathFunctions.sinc((Tensor) this);
    }

    /** {@link MathFunctions#erf(Tensor)}. */
    default Tensor erf() {
        return MathFunctions.erf((Tensor) this);
    }

    /** {@link MathFunctions#erfc(Tensor)}. */
    default Tensor erfc() {
        return MathFunctions.erfc((Tensor) this);
    }

    /** {@link MathFunctions#erfInv(Tensor)}. */
    default Tensor erfInv() {
        return MathFunctions.erfInv((Tensor) this);
    }

    /** {@link MathFunctions#lgamma(Tensor)}. */
    default Tensor lgamma() {
        return MathFunctions.lgamma((Tensor) this);
    }

    /** {@link MathFunctions#digamma(Tensor)}. */
    default Tensor digamma() {
        return MathFunctions.digamma((Tensor) this);
    }

    /** {@link MathFunctions#logit(Tensor)}. */
    default Tensor logit() {
        return MathFunctions.logit((Tensor) this);
    }

    /** {@link MathFunctions#floor(Tensor)}. */
    default Tensor floor() {
        return MathFunctions.floor((Tensor) this);
    }

    /** {@link MathFunctions#ceil(Tensor)}. */
    default Tensor ceil() {
        return MathFunctions.ceil((Tensor) this);
    }

    /** {@link MathFunctions#round(Tensor)}. */
    default Tensor round() {
        return MathFunctions.round((Tensor) this);
    }

    /** {@link MathFunctions#trunc(Tensor)}. */
    default Tensor trunc() {
        return MathFunctions.trunc((Tensor) this);
    }

    /** {@link MathFunctions#frac(Tensor)}. */
    default Tensor frac() {
        return MathFunctions.frac((Tensor) this);
    }

    /** {@link MathFunctions#isNan(Tensor)}. */
    default Tensor isNan() {
        return MathFunctions.isNan((Tensor) this);
    }

    /** {@link MathFunctions#isInf(Tensor)}. */
    default Tensor isInf() {
        return MathFunctions.isInf((Tensor) this);
    }

    /** {@link MathFunctions#isFinite(Tensor)}. */
    default Tensor isFinite() {
        return MathFunctions.isFinite((Tensor) this);
    }

    /** {@link MathFunctions#lerp(Tensor, Tensor, Tensor)}. */
    default Tensor lerp(Tensor b, Tensor t) {
        return MathFunctions.lerp((Tensor) this, b, t);
    }

    /** {@link MathFunctions#lerp(Tensor, Tensor, double)}. */
    default Tensor lerp(Tensor b, double t) {
        return MathFunctions.lerp((Tensor) this, b, t);
    }
}
