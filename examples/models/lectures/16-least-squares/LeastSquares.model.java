/** Least squares with features Phi: gradient and Hessian with respect to theta. */
class LeastSquares {
    static final int D = 3;                        // number of features
    static final Dim N = dim();                    // number of observations

    @Input Tensor phi = f64(N, D);
    @Input Tensor y = f64(N);
    @Param Tensor theta = zeros(D, F64);

    Tensor e = y - matmul(phi, theta);
    @Loss Tensor loss = sum(square(e));

    @Output Tensor gradient = grad(loss, theta);
    @Output Tensor curvature = hessian(loss, theta);
}
