/** Ultrasonic reference blocks, from data of D. Chwirut (NIST); x is metal distance. */
class Chwirut {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(0.1, F64);
    @Param Tensor b2 = full(0.01, F64);
    @Param Tensor b3 = full(0.02, F64);

    @Output Tensor fit = exp(-b1 * x) / (b2 + b3 * x);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
