/** Fashion-MNIST, 28x28 pixels: two convolutions with pools, two layers. */
@Train(optimizer = "adam", learningRate = 1e-3, batch = 64, epochs = 6, scale = 1.0 / 255)
class FashionConvNet {
    static final int CHANNELS = 16, HIDDEN = 128;  // channels of the first convolution, units of the hidden layer
    static final int SIDE = 28;                    // pixels of a row
    static final int FEATURES = 2 * CHANNELS * (SIDE / 4) * (SIDE / 4);
    static final Dim B = dim();

    /** A convolution of 5x5 pixels that keeps the extents, and the largest of each 2x2. */
    static class ConvPool {
        @Param Tensor w;
        @Param Tensor b;

        ConvPool(int in, int out) {
            w = heNormal(out, in, 5, 5);
            b = zeros(out, 1, 1);
        }

        Tensor apply(Tensor x) {
            return maxPool2d(relu(conv2d(x, w, 1, "same") + b), 2);
        }
    }

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

    @Input Tensor x = f32(B, SIDE * SIDE);
    @Input Tensor y = i32(B);

    ConvPool first = new ConvPool(1, CHANNELS);
    ConvPool second = new ConvPool(CHANNELS, 2 * CHANNELS);
    Dense hidden = new Dense(FEATURES, HIDDEN);
    Dense last = new Dense(HIDDEN, 10);

    Tensor features = reshape(second.apply(first.apply(reshape(x, B, 1, SIDE, SIDE))), B, FEATURES);
    @Output Tensor logits = last.apply(dropout(relu(hidden.apply(features)), 0.3));
    @Loss Tensor loss = mean(crossEntropy(logits, y));
    @Metric Tensor accuracy = mean(cast(argmax(logits, -1) == y, F32));
}
