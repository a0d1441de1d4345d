/** Thermal expansion of copper over temperature in kelvins, from data of T. Hahn (NIST). */
class Hahn1 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(10, F64);
    @Param Tensor b2 = full(-1, F64);
    @Param Tensor b3 = full(0.05, F64);
    @Param Tensor b4 = full(-0.00001, F64);
    @Param Tensor b5 = full(-0.05, F64);
    @Param Tensor b6 = full(0.001, F64);
    @Param Tensor b7 = full(-0.000001, F64);

    @Output Tensor fit = (b1 + b2 * x + b3 * x * x + b4 * x * x * x) / (1 + b5 * x + b6 * x * x + b7 * x * x * x);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
