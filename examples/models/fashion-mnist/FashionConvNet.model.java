/** Fashion-MNIST, 28x28 pixels: two convolutions with batch statistics and pools, two layers. */
@Train(optimizer = "adamw", learningRate = 3e-3, weightDecay = "*.w = 0.02, 0", schedule = "onecycle",
        batch = 128, epochs = 10, scale = 1.0 / 255)
class FashionConvNet {
    static final int CHANNELS = 32, HIDDEN = 128;  // channels of the first convolution, units of the hidden layer
    static final int SIDE = 28;                    // pixels of a row
    static final int FEATURES = 2 * CHANNELS * (SIDE / 4) * (SIDE / 4);
    static final Dim B = dim();

    /** A convolution of 3x3 pixels that keeps the extents, brought to mean 0 and deviation 1, and the largest of each 2x2. */
    static class ConvPool {
        @Param Tensor w;
        @Param Tensor scale;
        @Param Tensor shift;
        @State Tensor mean;
        @State Tensor variance;

        ConvPool(int in, int out) {
            w = heNormal(out, in, 3, 3);
            scale = ones(out);
            shift = zeros(out);
            mean = zeros(out);
            variance = ones(out);
        }

        Tensor apply(Tensor x) {
            return maxPool2d(relu(batchNorm(conv2d(x, w, 1, "same"), scale, shift, mean, variance)), 2);
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

    /** In training, every other picture is mirrored: a shoe may point to either side. */
    static Tensor mirrored(Tensor pictures) {
        return training() ? where(bernoulli(0.5, B, 1, 1, 1), flip(pictures, 3), pictures) : pictures;
    }

    @Input Tensor x = f32(B, SIDE * SIDE);
    @Input Tensor y = i32(B);

    ConvPool first = new ConvPool(1, CHANNELS);
    ConvPool second = new ConvPool(CHANNELS, 2 * CHANNELS);
    Dense hidden = new Dense(FEATURES, HIDDEN);
    Dense last = new Dense(HIDDEN, 10);

    Tensor pictures = mirrored(reshape(x, B, 1, SIDE, SIDE));
    Tensor features = dropout(reshape(second.apply(first.apply(pictures)), B, FEATURES), 0.3);
    @Output Tensor logits = last.apply(dropout(relu(hidden.apply(features)), 0.3));
    @Loss Tensor loss = mean(crossEntropy(logits, y));
    @Metric Tensor accuracy = mean(cast(argmax(logits, -1) == y, F32));
}
