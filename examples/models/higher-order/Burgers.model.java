/** A network u(t, x) that is to satisfy Burgers' equation: the loss holds derivatives by t, x, and x twice. */
class Burgers {
    static final Dim B = dim();
    static final int H = 6;
    static final double VISCOSITY = 0.05;

    @Input Tensor t = f64(B);
    @Input Tensor x = f64(B);
    @Input Tensor w1 = f64(2, H);
    @Input Tensor b1 = f64(H);
    @Input Tensor w2 = f64(H, H);
    @Input Tensor w3 = f64(H);

    Tensor first = tanh(matmul(stack(1, t, x), w1) + b1);
    @Output Tensor u = matmul(tanh(matmul(first, w2)), w3);
    Tensor ut = grad(sum(u), t);
    Tensor ux = grad(sum(u), x);
    @Output Tensor uxx = grad(sum(ux), x);
    @Output Tensor residual = mean(square(ut + u * ux - VISCOSITY * uxx));

    List<Tensor> gradients = grad(residual, List.of(w1, b1, w2, w3));
    @Output Tensor byW1 = gradients.get(0);
    @Output Tensor byB1 = gradients.get(1);
    @Output Tensor byW2 = gradients.get(2);
    @Output Tensor byW3 = gradients.get(3);
}
