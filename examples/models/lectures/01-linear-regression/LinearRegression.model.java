/** A line through points: the sum of squared residuals. */
@Train(optimizer = "sgd", learningRate = 0.01)
class LinearRegression {
    static final Dim I = dim();                    // number of points

    @Input Tensor x = f64(I);
    @Input Tensor y = f64(I);

    @Param Tensor phi0 = zeros(F64);
    @Param Tensor phi1 = zeros(F64);

    @Output Tensor f = phi0 + phi1 * x;
    @Loss Tensor loss = sum(square(f - y));
}
