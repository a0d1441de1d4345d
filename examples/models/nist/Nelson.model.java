/** Dielectric breakdown strength over time and temperature, fitted in logarithms: Nelson (1981). */
class Nelson {
    static final Dim N = dim();                    // observations

    @Input Tensor x1 = f64(N);
    @Input Tensor x2 = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(2, F64);
    @Param Tensor b2 = full(0.0001, F64);
    @Param Tensor b3 = full(-0.01, F64);

    @Output Tensor fit = b1 - b2 * x1 * exp(-b3 * x2);
    Tensor residual = fit - log(abs(y));           // y is positive
    @Loss Tensor loss = sum(square(residual));
}
