/** A sum of three exponentials, rounded to fewer and fewer digits: Lanczos (1956), p. 272. */
class Lanczos {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(1.2, F64);
    @Param Tensor b2 = full(0.3, F64);
    @Param Tensor b3 = full(5.6, F64);
    @Param Tensor b4 = full(5.5, F64);
    @Param Tensor b5 = full(6.5, F64);
    @Param Tensor b6 = full(7.6, F64);

    @Output Tensor fit = b1 * exp(-b2 * x) + b3 * exp(-b4 * x) + b5 * exp(-b6 * x);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
