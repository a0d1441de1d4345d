/** Biochemical oxygen demand over incubation time: Box, Hunter and Hunter (1978), p. 483. */
class BoxBOD {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(1, F64);
    @Param Tensor b2 = full(1, F64);

    @Output Tensor fit = b1 * (1 - exp(-b2 * x));
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
