/** Pressure differences of Easter Island and Darwin by months: a year and two longer cycles. Kahaner et al. (1989). */
class ENSO {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(11, F64);
    @Param Tensor b2 = full(3, F64);
    @Param Tensor b3 = full(0.5, F64);
    @Param Tensor b4 = full(40, F64);
    @Param Tensor b5 = full(-0.7, F64);
    @Param Tensor b6 = full(-1.3, F64);
    @Param Tensor b7 = full(25, F64);
    @Param Tensor b8 = full(-0.3, F64);
    @Param Tensor b9 = full(1.4, F64);

    @Output Tensor fit = b1 + wave(constant(12.0, F64), b2, b3) + wave(b4, b5, b6) + wave(b7, b8, b9);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));

    /** An oscillation of a period. */
    Tensor wave(Tensor period, Tensor cosine, Tensor sine) {
        Tensor angle = 2 * Math.PI * x / period;
        return cosine * cos(angle) + sine * sin(angle);
    }
}
