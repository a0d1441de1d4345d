/** A recurrent network read along a sequence of any length; the loss sums over all steps. */
class Recurrent {
    static final int IN = 2, STATE = 3, OUT = 2;
    static final Dim T = dim();                    // steps, known when it runs

    @Input Tensor x = f64(T, IN);
    @Input Tensor y = f64(T, OUT);
    @Param Tensor w = normal(1, STATE, IN, F64);
    @Param Tensor u = normal(0.5, STATE, STATE, F64);
    @Param Tensor b = normal(1, STATE, F64);
    @Param Tensor v = normal(1, OUT, STATE, F64);

    // h[t] = tanh(W x[t] + U h[t - 1] + b) from h[-1] = 0; all h, one a row
    @Output Tensor h = scan(zeros(STATE, F64), x, (before, now) -> tanh(matmul(w, now) + matmul(u, before) + b));
    @Loss Tensor loss = 0.5 * sum(square(matmul(h, v.transpose(1, 0)) - y));
}
