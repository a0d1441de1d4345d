/** One hidden layer, cross-entropy, and weight decay on both matrices. */
class MlpWeightDecay {
    static final int IN = 4, HIDDEN = 6, CLASSES = 3;
    static final double LAMBDA = 0.01;
    static final Dim B = dim();

    @Input Tensor x = f64(B, IN);
    @Input Tensor y = i32(B);
    @Param Tensor w1 = normal(1, IN, HIDDEN, F64);
    @Param Tensor w2 = normal(1, HIDDEN, CLASSES, F64);

    Tensor hidden = relu(matmul(x, w1));
    Tensor scores = matmul(hidden, w2);
    @Output Tensor probabilities = softmax(scores, -1);
    Tensor misfit = mean(crossEntropy(scores, y));
    Tensor decay = LAMBDA * (sum(square(w1)) + sum(square(w2)));
    @Loss Tensor loss = misfit + decay;
}
