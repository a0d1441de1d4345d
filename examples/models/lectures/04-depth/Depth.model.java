/** Many layers of equal width: the size of the gradient that arrives at each of them. */
class Depth {
    static final int LAYERS = 50, WIDTH = 100;
    static final double VARIANCE = 1.0;            // of the weights, as a multiple of He's 2 / WIDTH
    static final String ACTIVATION = "relu";       // also tanh
    static final Dim B = dim();

    @Input Tensor x = f64(B, WIDTH);
    @Input Tensor v = f64(B, WIDTH);               // what stands above: dL/df of the last layer

    Layer[] layers = new Layer[LAYERS];
    Tensor[] f = new Tensor[LAYERS];               // before the activation
    {
        for (int k = 0; k < LAYERS; k++) {
            layers[k] = new Layer();
            f[k] = matmul(k == 0 ? x : a(f[k - 1]), layers[k].w);
        }
    }

    @Loss Tensor loss = sum(v * f[LAYERS - 1]);
    @Output Tensor squares = squares();            // the squared norm of dL/df: a row a layer, a column an example

    Tensor a(Tensor t) {
        return switch (ACTIVATION) {
            case "tanh" -> tanh(t);
            default -> relu(t);
        };
    }

    Tensor squares() {
        Tensor[] each = grad(loss, f);
        for (int k = 0; k < LAYERS; k++) {
            each[k] = sum(square(each[k]), 1);
        }
        return stack(0, each);
    }

    class Layer {
        @Param Tensor w = normal(sqrt(2 * VARIANCE / WIDTH), WIDTH, WIDTH, F64);
    }
}
