/** Circular interference transmittance over wavelength, from data of K. Eckerle (NIST). */
class Eckerle4 {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(1, F64);
    @Param Tensor b2 = full(10, F64);
    @Param Tensor b3 = full(500, F64);

    @Output Tensor fit = b1 / b2 * exp(-0.5 * square((x - b3) / b2));
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
