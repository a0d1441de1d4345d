/** Electron mobility over the logarithm of density, from data of R. Thurber (NIST). */
class Thurber {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(1000, F64);
    @Param Tensor b2 = full(1000, F64);
    @Param Tensor b3 = full(400, F64);
    @Param Tensor b4 = full(40, F64);
    @Param Tensor b5 = full(0.7, F64);
    @Param Tensor b6 = full(0.3, F64);
    @Param Tensor b7 = full(0.03, F64);

    @Output Tensor fit = (b1 + b2 * x + b3 * x * x + b4 * x * x * x) / (1 + b5 * x + b6 * x * x + b7 * x * x * x);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
