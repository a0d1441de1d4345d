/** Meyer (1970): problem 10 of More, Garbow and Hillstrom (1981). */
class MGH10 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(2, F64);
    @Param Tensor b2 = full(400000, F64);
    @Param Tensor b3 = full(25000, F64);

    @Output Tensor fit = b1 * exp(b2 / (x + b3));
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
