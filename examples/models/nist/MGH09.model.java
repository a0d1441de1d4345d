/** Kowalik and Osborne (1978): problem 15 of More, Garbow and Hillstrom (1981). */
class MGH09 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(25, F64);
    @Param Tensor b2 = full(39, F64);
    @Param Tensor b3 = full(41.5, F64);
    @Param Tensor b4 = full(39, F64);

    @Output Tensor fit = b1 * (x * x + x * b2) / (x * x + x * b3 + b4);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
