/** K layers f = tanh(A f + b) and half the squared distance to a target. */
class KLayers {
    static final int[] WIDTHS = {3, 5, 4, 2};
    static final int K = WIDTHS.length - 1;

    @Input Tensor x = f64(WIDTHS[0]);
    @Input Tensor y = f64(WIDTHS[K]);

    Layer[] layers = new Layer[K];
    Tensor[] f = new Tensor[K + 1];
    {
        f[0] = x;
        for (int k = 0; k < K; k++) {
            layers[k] = new Layer(WIDTHS[k], WIDTHS[k + 1]);
            f[k + 1] = layers[k].apply(f[k]);
        }
    }

    @Output Tensor out = f[K];
    @Loss Tensor loss = 0.5 * sum(square(out - y));

    class Layer {
        @Param Tensor a, b;

        Layer(int in, int out) {
            a = normal(1, out, in, F64);
            b = normal(1, out, F64);
        }

        Tensor apply(Tensor f) {
            return tanh(matmul(a, f) + b);
        }
    }
}
