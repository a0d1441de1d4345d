/** f(x1, x2) with x1 and x2 functions of s and t: the chain rule as a product of Jacobians. */
class ChainRule {
    @Input Tensor s = f64();
    @Input Tensor t = f64();

    Tensor x1 = s * s * t;
    Tensor x2 = s * sin(t);
    @Output Tensor f = x1 * exp(x2);

    @Output Tensor outer = stack(0, grad(f, x1), grad(f, x2));                     // 2
    @Output Tensor inner = stack(0, stack(0, grad(x1, s), grad(x1, t)),
            stack(0, grad(x2, s), grad(x2, t)));                                   // 2 x 2
    @Output Tensor chain = matmul(outer, inner);

    @Output Tensor reverse = stack(0, grad(f, s), grad(f, t));
    @Output Tensor forward = stack(0, jvp(f, s, ones(F64)), jvp(f, t, ones(F64)));
}
