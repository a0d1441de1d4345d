/** Names, letter by letter: what comes next depends on all letters before. */
@Train(data = "names.txt", text = "lines", valid = 0.1, optimizer = "adamw", learningRate = 3e-3, weightDecay = "*.w* = 0.1, 0",
        schedule = "cosine", warmUp = 100, batch = 64, epochs = 4)
class Names {
    static final int LETTERS = 27;                // and the newline around each name
    static final int T = 16;                      // the longest name has 15 letters
    static final int WIDTH = 64;
    static final int HEADS = 4;
    static final int BLOCKS = 2;
    static final Dim B = dim();

    @Input Tensor x = i32(B, T);
    @Input Tensor y = i32(B, T);
    @Input Tensor mask = f32(B, T);

    @Param Tensor letters = normal(0.1, LETTERS, WIDTH);
    @Param Tensor positions = normal(0.1, T, WIDTH);
    Tensor past = expandDims(iota(T), 0) <= expandDims(iota(T), 1);

    class Block {
        @Param Tensor scale1 = ones(WIDTH);
        @Param Tensor wq = glorotUniform(WIDTH, WIDTH);
        @Param Tensor wk = glorotUniform(WIDTH, WIDTH);
        @Param Tensor wv = glorotUniform(WIDTH, WIDTH);
        @Param Tensor wo = glorotUniform(WIDTH, WIDTH);
        @Param Tensor scale2 = ones(WIDTH);
        @Param Tensor w1 = heNormal(WIDTH, 4 * WIDTH);
        @Param Tensor w2 = glorotUniform(4 * WIDTH, WIDTH);

        Tensor of(Tensor h) {
            Tensor n = rmsNorm(h, scale1);
            h = h + multiHeadAttention(n, n, n, wq, wk, wv, wo, HEADS, past);
            return h + matmul(relu(matmul(rmsNorm(h, scale2), w1)), w2);
        }
    }

    Block[] blocks = new Block[BLOCKS];
    Tensor h = embedding(x, letters) + positions;
    {
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = new Block();
            h = blocks[i].of(h);
        }
    }
    @Param Tensor scale = ones(WIDTH);
    @Param Tensor out = normal(0.02, WIDTH, LETTERS);
    @Output Tensor logits = matmul(rmsNorm(h, scale), out);
    @Loss Tensor loss = sum(crossEntropy(logits, y) * mask) / sum(mask);
}
