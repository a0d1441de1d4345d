/** A recurrent network that predicts the next character of Shakespeare's plays. */
@Train(data = "input.txt", text = "chars", valid = 0.1,
        optimizer = "adam", learningRate = 3e-3, clipGlobalNorm = 1, schedule = "cosine", endRate = 0.05, batch = 32, epochs = 5)
class Lstm {
    static final int VOCABULARY = 65;
    static final int T = 64;                      // characters that are seen at once
    static final int WIDTH = 256;
    static final Dim B = dim();

    @Input Tensor x = i32(B, T);                  // characters
    @Input Tensor y = i32(B, T);                  // those that come next

    @Param Tensor characters = normal(0.1, VOCABULARY, 64);
    @Param Tensor wIh = uniform(-1 / sqrt(WIDTH), 1 / sqrt(WIDTH), 4 * WIDTH, 64);
    @Param Tensor wHh = uniform(-1 / sqrt(WIDTH), 1 / sqrt(WIDTH), 4 * WIDTH, WIDTH);
    @Param Tensor bIh = zeros(4 * WIDTH);
    @Param Tensor bHh = zeros(4 * WIDTH);
    @Param Tensor out = glorotUniform(WIDTH, VOCABULARY);
    @Param Tensor b = zeros(VOCABULARY);

    Tensor start = broadcastTo(zeros(1, WIDTH), B, WIDTH);
    Tensor steps = lstm(swapAxes(embedding(x, characters), 0, 1), start, start, wIh, wHh, bIh, bHh).get(0);
    @Output Tensor logits = matmul(swapAxes(steps, 0, 1), out) + b;
    @Loss Tensor loss = mean(crossEntropy(logits, y));
}
