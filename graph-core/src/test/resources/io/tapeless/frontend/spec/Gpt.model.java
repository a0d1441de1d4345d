/** A small decoder of tokens: attention, layer norm, residual paths, tied embeddings. */
@Train(optimizer = "adamw", learningRate = 3e-4, batch = 8, epochs = 1)
class Gpt {
    static final int VOCAB = 65, DIM = 32, HEADS = 4, DEPTH = 2, T = 16;
    static final double DROP = 0.1;
    static final Dim B = dim();

    @Input Tensor tokens = i32(B, T);
    @Input Tensor next = i32(B, T);

    @Param Tensor wte = normal(0.02, VOCAB, DIM);
    @Param Tensor wpe = normal(0.02, T, DIM);
    List<Block> blocks = new ArrayList<>();
    {
        for (int i = 0; i < DEPTH; i++) blocks.add(new Block(DIM, HEADS));
    }
    Norm norm = new Norm(DIM);

    Tensor h = gather(wte, tokens, 0) + wpe;
    {
        for (Block b : blocks) h = b.apply(h);
    }
    @Output Tensor logits = matmul(norm.apply(h), wte.transpose());
    @Loss Tensor loss = mean(crossEntropy(logits, next));
    @Metric Tensor perplexity = exp(loss);

    class Norm {
        @Param Tensor gain, shift;
        Norm(int n) { gain = ones(n); shift = zeros(n); }
        Tensor apply(Tensor x) {
            Tensor c = x - mean(x, new int[] {-1}, true);
            return c * rsqrt(mean(c * c, -1, true) + 1e-5) * gain + shift;
        }
    }
    class Linear {
        @Param Tensor w;
        @Param Tensor b;
        Linear(int in, int out) { w = normal(0.02, in, out); b = zeros(out); }
        Tensor apply(Tensor x) { return x.matmul(w).plus(b); }
    }
    class Block {
        final int heads;
        Norm n1, n2;
        Linear qkv, proj, up, down;
        Block(int d, int heads) {
            this.heads = heads;
            n1 = new Norm(d); n2 = new Norm(d);
            qkv = new Linear(d, 3 * d); proj = new Linear(d, d);
            up = new Linear(d, 4 * d); down = new Linear(4 * d, d);
        }
        Tensor attend(Tensor x) {
            int d = x.dim(-1), t = x.dim(1), k = d / heads;
            List<Tensor> parts = split(qkv.apply(x), 3, -1);
            Tensor[] qkvs = new Tensor[3];
            for (int i = 0; i < 3; i++) {
                qkvs[i] = parts.get(i).reshape(x.dim(0), t, heads, k).transpose(0, 2, 1, 3);
            }
            Tensor scores = matmul(qkvs[0], qkvs[1].swapAxes(-1, -2)) / Math.sqrt(k);
            Tensor rows = iota(t, I32).expandDims(1), cols = iota(t, I32);
            scores = cols <= rows ? scores : -1e9;
            Tensor mixed = matmul(softmax(scores, -1), qkvs[2]);
            return proj.apply(reshape(transpose(mixed, 0, 2, 1, 3), B, -1, d));
        }
        Tensor apply(Tensor x) {
            x = x + dropout(attend(n1.apply(x)), DROP);
            return x + down.apply(gelu(up.apply(n2.apply(x))));
        }
    }
}
