/** Handwritten digits, 8x8 pixels: two convolutions, a pool and a layer that sees all. After LeCun et al. 1998. */
@Train(data = "digits.csv", target = "label", valid = 0.2, scale = 1.0 / 16,
        optimizer = "adam", learningRate = 2e-3, batch = 64, epochs = 20)
class ConvNet {
    static final int CHANNELS = 16;
    static final Dim B = dim();

    /** A convolution of 3x3 pixels that keeps the extents, with a bias for each channel. */
    static class Conv {
        @Param Tensor w;
        @Param Tensor b;

        Conv(int in, int out) {
            w = heNormal(out, in, 3, 3);
            b = zeros(out, 1, 1);
        }

        Tensor apply(Tensor x) {
            return conv2d(x, w, 1, "same") + b;
        }
    }

    @Input Tensor x = f32(B, 64);
    @Input Tensor y = i32(B);

    Conv edges = new Conv(1, CHANNELS);
    Conv strokes = new Conv(CHANNELS, 2 * CHANNELS);
    @Param Tensor w = glorotUniform(2 * CHANNELS * 2 * 2, 10);
    @Param Tensor b = zeros(10);

    Tensor image = reshape(x, B, 1, 8, 8);
    Tensor half = maxPool2d(relu(edges.apply(image)), 2);
    Tensor quarter = maxPool2d(relu(strokes.apply(half)), 2);
    Tensor features = dropout(reshape(quarter, B, 2 * CHANNELS * 2 * 2), 0.25);
    @Output Tensor logits = matmul(features, w) + b;
    @Output Tensor label = argmax(logits, -1);
    @Loss Tensor loss = mean(crossEntropy(logits, y));
    @Metric Tensor accuracy = mean(cast(label == y, F32));
}
