/** Quantum defects of sulfur I over excited state energy, from data of L. Roszman (NIST). */
class Roszman1 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(0.1, F64);
    @Param Tensor b2 = full(-0.00001, F64);
    @Param Tensor b3 = full(1000, F64);
    @Param Tensor b4 = full(-100, F64);

    @Output Tensor fit = b1 - b2 * x - atan(b3 / (x - b4)) / Math.PI;
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
