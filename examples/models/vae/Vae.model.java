/**
 * A variational auto-encoder of handwritten digits, 8x8 pixels. Kingma and Welling, Auto-encoding variational Bayes, 2013. With
 * HIDDEN = 0 encoder and decoder are linear, and the bound has a closed form.
 */
@Train(valid = 0.2, scale = 1.0 / 16,
        optimizer = "adam", learningRate = 4e-3, schedule = "cosine", batch = 64, epochs = 200)
class Vae {
    static final int LATENT = 8;
    static final int HIDDEN = 128;
    static final Dim B = dim();

    /** A layer of hidden units, then a linear one; without hidden units the linear one alone. */
    class Net {
        @Param Tensor w, b;
        Dense first;

        Net(int in, int out) {
            int width = HIDDEN > 0 ? HIDDEN : in;
            first = HIDDEN > 0 ? new Dense(in, HIDDEN) : null;
            w = glorotNormal(width, out);
            b = zeros(out);
        }

        Tensor apply(Tensor x) {
            return matmul(HIDDEN > 0 ? relu(first.apply(x)) : x, w) + b;
        }
    }

    class Dense {
        @Param Tensor w, b;

        Dense(int in, int out) {
            w = heNormal(in, out);
            b = zeros(out);
        }

        Tensor apply(Tensor x) {
            return matmul(x, w) + b;
        }
    }

    @Input Tensor x = f32(B, 64);

    Net encoder = new Net(64, LATENT);
    Net decoder = new Net(LATENT, 64);
    @Param Tensor logDeviation = zeros(LATENT);                           // of the code, the same for all digits
    @Param Tensor logNoise = full(-1);                                    // of a pixel

    // z is drawn as a function of the parameters, so that its derivative by them exists.
    @Output Tensor code = encoder.apply(x);
    Tensor z = code + exp(logDeviation) * randomNormal(B, LATENT);
    @Output Tensor rebuilt = decoder.apply(z);

    // -log N(x; rebuilt, noise²) and KL(N(code, deviation²) || N(0, 1)), in nats for a picture
    Tensor distance = sum(square((x - rebuilt) / exp(logNoise)), -1) / 2 + 64 * (logNoise + log(2 * Math.PI) / 2);
    Tensor divergence = sum(square(code) + exp(2 * logDeviation) - 1 - 2 * logDeviation, -1) / 2;
    @Loss Tensor loss = mean(distance + divergence);                      // minus the evidence lower bound
    @Metric Tensor kl = mean(divergence);

    @Output Tensor sample = decoder.apply(randomNormal(B, LATENT));       // as many new digits as x has
}
