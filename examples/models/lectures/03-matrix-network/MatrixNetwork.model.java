/** The toy network with vectors and matrices: f = beta + Omega h, h = ReLU[f]. */
class MatrixNetwork {
    static final int[] WIDTHS = {3, 5, 4, 2};
    static final int K = WIDTHS.length - 1;        // number of layers

    @Input Tensor x = f64(WIDTHS[0]);
    @Input Tensor y = f64(WIDTHS[K]);

    Affine[] layers = new Affine[K];
    Tensor[] f = new Tensor[K];                    // before the activation
    Tensor[] h = new Tensor[K];                    // what enters the layer
    {
        for (int k = 0; k < K; k++) {
            layers[k] = new Affine(WIDTHS[k], WIDTHS[k + 1]);
            h[k] = k == 0 ? x : relu(f[k - 1]);
            f[k] = layers[k].apply(h[k]);
        }
    }

    @Output Tensor out = f[K - 1];
    @Loss Tensor loss = sum(square(out - y));

    class Affine {
        @Param Tensor beta, omega;

        Affine(int in, int out) {
            beta = normal(0.1, out, F64);
            omega = normal(sqrt(2.0 / in), out, in, F64);
        }

        Tensor apply(Tensor h) {
            return beta + matmul(omega, h);
        }
    }
}
