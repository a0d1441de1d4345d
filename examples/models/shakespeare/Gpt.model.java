/** A transformer that predicts the next character of Shakespeare's plays. */
@Train(data = "input.txt", text = "chars", valid = 0.1,
        optimizer = "adamw", learningRate = 2e-3, beta2 = 0.99, weightDecay = "*.w* = 0.1, 0", clipGlobalNorm = 1,
        schedule = "cosine", warmUp = 200, endRate = 0.05, batch = 8, epochs = 12)
class Gpt {
    static final int VOCABULARY = 65;
    static final int T = 128;                     // characters that are seen at once
    static final int WIDTH = 128;
    static final int HEADS = 4;
    static final int BLOCKS = 4;
    static final double DROP = 0;
    static final Dim B = dim();

    @Input Tensor x = i32(B, T);                  // characters
    @Input Tensor y = i32(B, T);                  // those that come next

    @Param Tensor characters = normal(0.02, VOCABULARY, WIDTH);
    @Param Tensor positions = normal(0.02, T, WIDTH);
    Tensor past = expandDims(iota(T), 0) <= expandDims(iota(T), 1);

    /** Attention to the past, then a layer for each position; both added to what comes in. */
    class Block {
        @Param Tensor scale1 = ones(WIDTH);
        @Param Tensor shift1 = zeros(WIDTH);
        @Param Tensor wIn = normal(0.02, WIDTH, 3 * WIDTH);
        @Param Tensor wOut = normal(0.02 / sqrt(2.0 * BLOCKS), WIDTH, WIDTH);
        @Param Tensor scale2 = ones(WIDTH);
        @Param Tensor shift2 = zeros(WIDTH);
        @Param Tensor w1 = normal(0.02, WIDTH, 4 * WIDTH);
        @Param Tensor b1 = zeros(4 * WIDTH);
        @Param Tensor w2 = normal(0.02 / sqrt(2.0 * BLOCKS), 4 * WIDTH, WIDTH);
        @Param Tensor b2 = zeros(WIDTH);

        Tensor of(Tensor h) {
            Tensor qkv = matmul(layerNorm(h, scale1, shift1), wIn);
            Tensor a = attention(heads(qkv, 0), heads(qkv, 1), heads(qkv, 2), past);
            h = h + dropout(matmul(reshape(transpose(a, 0, 2, 1, 3), B, T, WIDTH), wOut), DROP);
            Tensor inner = gelu(matmul(layerNorm(h, scale2, shift2), w1) + b1);
            return h + dropout(matmul(inner, w2) + b2, DROP);
        }

        /** Queries, keys or values as [B, HEADS, T, WIDTH / HEADS]. */
        Tensor heads(Tensor qkv, int which) {
            Tensor part = narrow(qkv, 2, which * WIDTH, WIDTH);
            return transpose(reshape(part, B, T, HEADS, WIDTH / HEADS), 0, 2, 1, 3);
        }
    }

    Block[] blocks = new Block[BLOCKS];
    Tensor h = embedding(x, characters) + positions;
    {
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = new Block();
            h = blocks[i].of(h);
        }
    }
    @Param Tensor scale = ones(WIDTH);
    @Param Tensor shift = zeros(WIDTH);
    @Output Tensor logits = matmul(layerNorm(h, scale, shift), transpose(characters));
    @Loss Tensor loss = mean(crossEntropy(logits, y));
}
