/** Logistic regression on 28x28 pixels. */
@Train(optimizer = "sgd", learningRate = 0.1, batch = 64)
class Logistic {
    static final int FEATURES = 784;
    static final Dim B = dim();

    @Input Tensor x = f32(B, FEATURES);
    @Input Tensor y = i32(B);

    @Param Tensor w = glorotUniform(FEATURES, 10);
    @Param Tensor b = zeros(10);

    @Output Tensor logits = matmul(x, w) + b;
    @Loss Tensor loss = mean(crossEntropy(logits, y));
}
