/** Handwritten digits, 8x8 pixels, one hidden layer. */
@Train(data = "digits.csv", target = "label", valid = 0.2, scale = 1.0 / 16,
        optimizer = "adam", learningRate = 1e-3, batch = 64, epochs = 40)
class Digits {
    static final int HIDDEN = 512;                 // -D HIDDEN=256 overrides it
    static final double DECAY = 1e-4;
    static final Dim B = dim();                    // symbolic: any batch size at run time

    @Input Tensor x = f32(B, 64);
    @Input Tensor y = i32(B);

    @Param Tensor w1 = heNormal(64, HIDDEN);
    @Param Tensor b1 = zeros(HIDDEN);
    @Param Tensor w2 = glorotUniform(HIDDEN, 10);
    @Param Tensor b2 = zeros(10);

    Tensor hidden = relu(matmul(x, w1) + b1);
    @Output Tensor logits = matmul(hidden, w2) + b2;
    @Output Tensor label = argmax(logits, -1);
    @Loss Tensor loss = mean(crossEntropy(logits, y)) + DECAY * (sum(w1 * w1) + sum(w2 * w2));
    @Metric Tensor accuracy = mean(cast(label == y, F32));
}
