/** A score u.f(Wx + b), its gradients, and the Jacobians the chain is made of. */
class Score {
    static final int N = 3, M = 4;

    @Input Tensor x = f64(N);
    @Param Tensor w = normal(1, M, N, F64);
    @Param Tensor b = normal(1, M, F64);
    @Param Tensor u = normal(1, M, F64);

    Tensor z = matmul(w, x) + b;
    Tensor h = tanh(z);
    @Output Tensor s = dot(u, h);

    @Output Tensor sByB = grad(s, b);              // u * f'(z)
    @Output Tensor sByW = grad(s, w);              // (u * f'(z)) x^T
    @Output Tensor hByZ = jacobian(h, z);          // diag f'(z)
    @Output Tensor zByX = jacobian(z, x);          // W
    @Output Tensor sByU = jacobian(s, u);          // h
}
