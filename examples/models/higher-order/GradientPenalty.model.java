/** A critic whose slope is drawn to 1 at every example: the loss holds a gradient, and is differentiated again. */
class GradientPenalty {
    static final Dim B = dim();
    static final int D = 4;
    static final int H = 8;

    @Input Tensor x = f64(B, D);
    @Input Tensor w1 = f64(D, H);
    @Input Tensor b1 = f64(H);
    @Input Tensor w2 = f64(H);

    @Output Tensor score = matmul(tanh(matmul(x, w1) + b1), w2);
    Tensor slopes = grad(sum(score), x);                    // row by row: a score depends on its own row alone
    @Output Tensor penalty = mean(square(norm(slopes, 2, 1) - 1));

    List<Tensor> gradients = grad(penalty, List.of(w1, b1, w2));
    @Output Tensor byW1 = gradients.get(0);
    @Output Tensor byB1 = gradients.get(1);
    @Output Tensor byW2 = gradients.get(2);
}
