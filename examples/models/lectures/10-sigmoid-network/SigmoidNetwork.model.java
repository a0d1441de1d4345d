/** L sigmoid layers; the cross-entropy of the last activation. */
class SigmoidNetwork {
    static final int[] WIDTHS = {3, 4, 4, 2};
    static final int L = WIDTHS.length - 1;

    @Input Tensor x = f64(WIDTHS[0]);
    @Input Tensor y = f64(WIDTHS[L]);              // probabilities

    Layer[] layers = new Layer[L];
    Tensor[] z = new Tensor[L];
    Tensor[] a = new Tensor[L + 1];
    {
        a[0] = x;
        for (int m = 0; m < L; m++) {
            layers[m] = new Layer(WIDTHS[m], WIDTHS[m + 1]);
            z[m] = matmul(layers[m].w, a[m]) + layers[m].b;
            a[m + 1] = sigmoid(z[m]);
        }
    }

    @Output Tensor out = a[L];
    @Loss Tensor loss = sum(-y * log(out) - (1 - y) * log(1 - out));

    class Layer {
        @Param Tensor w, b;

        Layer(int in, int out) {
            w = glorotNormal(out, in, F64);
            b = zeros(out, F64);
        }
    }
}
