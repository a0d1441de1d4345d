/** Fully connected layers with ReLU between them: 784-256-128-10. */
@Train(optimizer = "sgd", learningRate = 1e-3, batch = 64)
class Mlp {
    static final int FEATURES = 784, WIDE = 256, NARROW = 128, CLASSES = 10;
    static final Dim B = dim();

    static class Dense {
        @Param Tensor w;
        @Param Tensor b;

        Dense(int in, int out) {
            w = heNormal(in, out);
            b = zeros(out);
        }

        Tensor apply(Tensor x) {
            return matmul(x, w) + b;
        }
    }

    @Input Tensor x = f32(B, FEATURES);
    @Input Tensor y = i32(B);

    Dense first = new Dense(FEATURES, WIDE);
    Dense second = new Dense(WIDE, NARROW);
    Dense third = new Dense(NARROW, CLASSES);

    @Output Tensor logits = third.apply(relu(second.apply(relu(first.apply(x)))));
    @Loss Tensor loss = mean(crossEntropy(logits, y));
}
