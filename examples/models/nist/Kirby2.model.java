/** Scanning electron microscope line width standards, from data of R. Kirby (NIST). */
class Kirby2 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(2, F64);
    @Param Tensor b2 = full(-0.1, F64);
    @Param Tensor b3 = full(0.003, F64);
    @Param Tensor b4 = full(-0.001, F64);
    @Param Tensor b5 = full(0.00001, F64);

    @Output Tensor fit = (b1 + b2 * x + b3 * x * x) / (1 + b4 * x + b5 * x * x);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
