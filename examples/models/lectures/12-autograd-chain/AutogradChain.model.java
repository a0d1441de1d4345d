/** Two layers, one output, a squared error: every step of the chain has a name, there and back. */
class AutogradChain {
    static final int N = 3, H = 4;

    @Input Tensor x = f64(N);
    @Input Tensor y = f64();
    @Param Tensor wa = normal(1, H, N, F64);
    @Param Tensor ba = normal(1, H, F64);
    @Param Tensor wb = normal(1, H, F64);
    @Param Tensor bb = zeros(F64);

    Tensor m = matmul(wa, x) + ba;
    Tensor h = relu(m);
    @Output Tensor o = dot(wb, h) + bb;
    Tensor e = y - o;
    @Loss Tensor loss = e * e;

    @Output Tensor byE = grad(loss, e);
    @Output Tensor byO = grad(loss, o);
    @Output Tensor byH = grad(loss, h);
    @Output Tensor byM = grad(loss, m);
    @Output Tensor byWa = grad(loss, wa);
}
