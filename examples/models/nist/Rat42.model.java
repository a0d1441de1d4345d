/** Pasture yield over growing time, a logistic curve: Ratkowsky (1983), p. 61 and 88. */
class Rat42 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(100, F64);
    @Param Tensor b2 = full(1, F64);
    @Param Tensor b3 = full(0.1, F64);

    @Output Tensor fit = b1 / (1 + exp(b2 - b3 * x));
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
