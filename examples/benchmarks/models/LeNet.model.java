/** LeNet-5 on 28x28 pixels, with ReLU and maxima. After LeCun et al. 1998. */
@Train(optimizer = "sgd", learningRate = 1e-3, batch = 64)
class LeNet {
    static final int PIXELS = 28;
    static final int FEATURES = 16 * (PIXELS / 4 - 2) * (PIXELS / 4 - 2);
    static final Dim B = dim();

    static class Conv {
        @Param Tensor w;
        @Param Tensor b;

        Conv(int in, int out) {
            w = heNormal(out, in, 5, 5);
            b = zeros(out, 1, 1);
        }

        Tensor apply(Tensor x, String padding) {
            return relu(conv2d(x, w, 1, padding) + b);
        }
    }

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

    @Input Tensor x = f32(B, 1, PIXELS, PIXELS);
    @Input Tensor y = i32(B);

    Conv edges = new Conv(1, 6);
    Conv shapes = new Conv(6, 16);
    Dense first = new Dense(FEATURES, 120);
    Dense second = new Dense(120, 84);
    Dense third = new Dense(84, 10);

    Tensor half = maxPool2d(edges.apply(x, "same"), 2);
    Tensor quarter = maxPool2d(shapes.apply(half, "valid"), 2);
    Tensor features = reshape(quarter, B, FEATURES);
    @Output Tensor logits = third.apply(relu(second.apply(relu(first.apply(features)))));
    @Loss Tensor loss = mean(crossEntropy(logits, y));
}
