/** Monomolecular adsorption over pressure, fourth model: D. Misra (NIST, 1978). */
class Misra1d {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(500, F64);
    @Param Tensor b2 = full(0.0001, F64);

    @Output Tensor fit = b1 * b2 * x / (1 + b2 * x);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
