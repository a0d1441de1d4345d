/** The probability of a class from a linear score. */
class LogisticRegression {
    static final int N = 4;
    static final Dim B = dim();

    @Input Tensor x = f64(B, N);
    @Input Tensor y = f64(B);                      // 0 or 1
    @Param Tensor w = normal(1, N, F64);
    @Param Tensor b = zeros(F64);

    Tensor score = matmul(x, w) + b;
    @Output Tensor probability = sigmoid(score);
    @Loss Tensor loss = mean(binaryCrossEntropyWithLogits(score, y));
}
