/** Fashion-MNIST, 28x28 pixels, two hidden layers. */
@Train(optimizer = "adamw", learningRate = 2e-3, weightDecay = "*.b = 0, 0.02", schedule = "onecycle",
        batch = 128, epochs = 40, scale = 1.0 / 255)
class FashionMnist {
    static final int FIRST = 512, SECOND = 256;    // units of the hidden layers
    static final double DROP = 0.25;
    static final Dim B = dim();

    /** A fully connected layer. */
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

    /** In training, every other picture is mirrored: a shoe may point to either side. */
    static Tensor mirrored(Tensor x) {
        Tensor pictures = reshape(x, B, 28, 28);
        return training() ? reshape(where(bernoulli(0.5, B, 1, 1), flip(pictures, 2), pictures), B, 784) : x;
    }

    @Input Tensor x = f32(B, 784);
    @Input Tensor y = i32(B);

    Dense first = new Dense(784, FIRST);
    Dense second = new Dense(FIRST, SECOND);
    Dense last = new Dense(SECOND, 10);

    Tensor hidden1 = dropout(relu(first.apply(mirrored(x))), DROP);
    Tensor hidden2 = dropout(relu(second.apply(hidden1)), DROP);
    @Output Tensor logits = last.apply(hidden2);
    @Loss Tensor loss = mean(crossEntropy(logits, y));
    @Metric Tensor accuracy = mean(cast(argmax(logits, -1) == y, F32));
}
