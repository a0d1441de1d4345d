/** A layer of infinite depth: its value is the fixed point z = tanh(z·u + x·w), differentiated as such. */
class Equilibrium {
    static final Dim B = dim();
    static final int D = 3;
    static final int H = 5;

    @Input Tensor x = f64(B, D);
    @Input Tensor y = f64(B, H);
    @Input Tensor w = f64(D, H);
    @Input Tensor u = f64(H, H);

    Tensor input = matmul(x, w);
    @Output Tensor z = fixedPoint(tanh(input), v -> tanh(matmul(v, u) + input), 1e-15, 200);
    @Output Tensor loss = mean(square(z - y));

    List<Tensor> gradients = grad(loss, List.of(w, u));
    @Output Tensor byW = gradients.get(0);
    @Output Tensor byU = gradients.get(1);
    @Output Tensor energyByU = grad(sum(square(gradients.get(0))) + sum(square(gradients.get(1))), u);
}
