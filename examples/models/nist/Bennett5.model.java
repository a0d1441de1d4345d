/** Magnetisation of a superconductor: Bennett, Swartzendruber, Brown (NIST, 1994); x is the logarithm of time. */
class Bennett5 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(-2000, F64);
    @Param Tensor b2 = full(50, F64);
    @Param Tensor b3 = full(0.8, F64);

    @Output Tensor fit = b1 * pow(b2 + x, -1 / b3);
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
