/** Rosenbrock's function in N variables with all its second derivatives. */
class Rosenbrock {
    static final int N = 100;

    @Input Tensor x = f64(N);
    @Input Tensor v = f64(N);

    Tensor head = narrow(x, 0, 0, N - 1);
    Tensor tail = narrow(x, 0, 1, N - 1);
    @Output Tensor value = sum(100 * square(tail - square(head)) + square(1 - head));

    @Output Tensor slopes = grad(value, x);
    @Output Tensor curvature = hessian(value, x);
    @Output Tensor product = hvp(value, x, v);
}
