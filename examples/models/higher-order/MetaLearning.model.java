/** Weights from which three steps of gradient descent on one task lead to a small loss on its other examples. */
class MetaLearning {
    static final int STEPS = 3;
    static final double RATE = 0.1;
    static final int H = 5;
    static final Dim B = dim();
    static final Dim Q = dim();

    @Input Tensor x = f64(B, 1);
    @Input Tensor y = f64(B);
    @Input Tensor query = f64(Q, 1);
    @Input Tensor answer = f64(Q);
    @Input Tensor w1 = f64(1, H);
    @Input Tensor b1 = f64(H);
    @Input Tensor w2 = f64(H);

    Tensor loss(List<Tensor> p, Tensor from, Tensor to) {
        Tensor hidden = tanh(matmul(from, p.get(0)) + p.get(1));
        return mean(square(matmul(hidden, p.get(2)) - to));
    }

    List<Tensor> descend(List<Tensor> p) {
        List<Tensor> gradients = grad(loss(p, x, y), p);
        List<Tensor> next = new ArrayList<>();
        for (int i = 0; i < p.size(); i++) {
            next.add(p.get(i) - RATE * gradients.get(i));
        }
        return next;
    }

    List<Tensor> start = List.of(w1, b1, w2);
    List<Tensor> adapted = start;
    {
        for (int step = 0; step < STEPS; step++) {
            adapted = descend(adapted);
        }
    }
    @Output Tensor metaLoss = loss(adapted, query, answer);

    List<Tensor> gradients = grad(metaLoss, start);
    @Output Tensor byW1 = gradients.get(0);
    @Output Tensor byB1 = gradients.get(1);
    @Output Tensor byW2 = gradients.get(2);
}
