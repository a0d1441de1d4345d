/** Onion bulb weight over growing time, a generalised logistic curve: Ratkowsky (1983), p. 62 and 88. */
class Rat43 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(100, F64);
    @Param Tensor b2 = full(10, F64);
    @Param Tensor b3 = full(1, F64);
    @Param Tensor b4 = full(1, F64);

    @Output Tensor fit = b1 / pow(1 + exp(b2 - b3 * x), 1 / b4);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
