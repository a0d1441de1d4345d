/** Energy radiated by a carbon filament over its temperature: Daniel and Wood (1980), p. 428. */
class DanWood {
    static final Dim N = dim();                    // observations

    @Input Tensor x = f64(N);
    @Input Tensor y = f64(N);
    @Param Tensor b1 = full(1, F64);
    @Param Tensor b2 = full(5, F64);

    @Output Tensor fit = b1 * pow(abs(x), b2);     // x is positive
    Tensor residual = fit - y;
    @Loss Tensor loss = sum(square(residual));
}
