/** Two residual blocks with batch statistics, then the mean over places. After He et al. 2016. */
@Train(optimizer = "momentum", learningRate = 1e-2, batch = 16)
class Residual {
    static final int PIXELS = 32, CHANNELS = 32;
    static final Dim B = dim();

    static class Conv {
        @Param Tensor w;
        @Param Tensor b;

        Conv(int in) {
            w = heNormal(CHANNELS, in, 3, 3);
            b = zeros(CHANNELS, 1, 1);
        }

        Tensor apply(Tensor x) {
            return conv2d(x, w, 1, "same") + b;
        }
    }

    static class Norm {
        @Param Tensor scale = ones(CHANNELS);
        @Param Tensor shift = zeros(CHANNELS);
        @State Tensor mean = zeros(CHANNELS);
        @State Tensor var = ones(CHANNELS);

        Tensor apply(Tensor x) {
            return batchNorm(x, scale, shift, mean, var);
        }
    }

    static class Block {
        Conv first = new Conv(CHANNELS);
        Norm firstNorm = new Norm();
        Conv second = new Conv(CHANNELS);
        Norm secondNorm = new Norm();

        Tensor apply(Tensor x) {
            Tensor inner = relu(firstNorm.apply(first.apply(x)));
            return relu(secondNorm.apply(second.apply(inner)) + x);
        }
    }

    @Input Tensor x = f32(B, 3, PIXELS, PIXELS);
    @Input Tensor y = i32(B);

    Conv stem = new Conv(3);
    Block a = new Block();
    Block b = new Block();
    @Param Tensor w = heNormal(CHANNELS, 10);
    @Param Tensor bias = zeros(10);

    Tensor features = reshape(globalAvgPool(b.apply(a.apply(relu(stem.apply(x))))), B, CHANNELS);
    @Output Tensor logits = matmul(features, w) + bias;
    @Loss Tensor loss = mean(crossEntropy(logits, y));
}
