/** Fashion-MNIST, 28x28 pixels, two hidden layers. */
@Train(optimizer = "adam", learningRate = 5e-4, batch = 128, epochs = 16, scale = 1.0 / 255)
class FashionMnist {
    static final int FIRST = 256, SECOND = 128;    // units of the hidden layers
    static final double DROP = 0.2;
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

    @Input Tensor x = f32(B, 784);
    @Input Tensor y = i32(B);

    Dense first = new Dense(784, FIRST);
    Dense second = new Dense(FIRST, SECOND);
    Dense last = new Dense(SECOND, 10);

    Tensor hidden1 = dropout(relu(first.apply(x)), DROP);
    Tensor hidden2 = dropout(relu(second.apply(hidden1)), DROP);
    @Output Tensor logits = last.apply(hidden2);
    @Loss Tensor loss = mean(crossEntropy(logits, y));
    @Metric Tensor accuracy = mean(cast(argmax(logits, -1) == y, F32));
}
