/** Osborne (1972): problem 17 of More, Garbow and Hillstrom (1981). */
class MGH17 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(50, F64);
    @Param Tensor b2 = full(150, F64);
    @Param Tensor b3 = full(-100, F64);
    @Param Tensor b4 = full(1, F64);
    @Param Tensor b5 = full(2, F64);

    @Output Tensor fit = b1 + b2 * exp(-x * b4) + b3 * exp(-x * b5);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
