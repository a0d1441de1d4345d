/** The next character of a text, by blocks of attention and layers, each normalised first. After Radford et al. 2019. */
@Train(optimizer = "adamw", learningRate = 1e-3, weightDecay = 0.1, batch = 8)
class SmallGpt {
    static final int T = 64, CHARS = 65, D = 128, HEADS = 4, BLOCKS = 4;
    static final Dim B = dim();

    static class Dense {
        @Param Tensor w;
        @Param Tensor b;

        Dense(int in, int out) {
            w = normal(0.02, in, out);
            b = zeros(out);
        }

        Tensor apply(Tensor x) {
            return matmul(x, w) + b;
        }
    }

    static class Norm {
        @Param Tensor scale = ones(D);
        @Param Tensor shift = zeros(D);

        Tensor apply(Tensor x) {
            return layerNorm(x, scale, shift);
        }
    }

    static class Block {
        Norm before = new Norm();
        Dense queries = new Dense(D, D);
        Dense keys = new Dense(D, D);
        Dense values = new Dense(D, D);
        Dense mixed = new Dense(D, D);
        Norm between = new Norm();
        Dense wide = new Dense(D, 4 * D);
        Dense narrow = new Dense(4 * D, D);

        Tensor apply(Tensor x, Tensor mask) {
            Tensor n = before.apply(x);
            Tensor a = attention(heads(queries.apply(n)), heads(keys.apply(n)), heads(values.apply(n)), mask);
            Tensor seen = x + mixed.apply(reshape(transpose(a, 0, 2, 1, 3), B * T, D));
            return seen + narrow.apply(gelu(wide.apply(between.apply(seen))));
        }

        Tensor heads(Tensor x) {
            return transpose(reshape(x, B, T, HEADS, D / HEADS), 0, 2, 1, 3);
        }
    }

    @Input Tensor text = i32(B, T);
    @Input Tensor next = i32(B, T);

    @Param Tensor table = normal(0.02, CHARS, D);
    @Param Tensor places = normal(0.02, T, D);
    List<Block> blocks = blocks();
    Norm last = new Norm();
    Dense out = new Dense(D, CHARS);

    Tensor mask = expandDims(iota(T), 0) <= expandDims(iota(T), 1);       // keys up to the query
    Tensor h = reshape(embedding(text, table) + places, B * T, D);
    {
        for (Block block : blocks) {
            h = block.apply(h, mask);
        }
    }
    @Output Tensor logits = out.apply(last.apply(h));
    @Loss Tensor loss = mean(crossEntropy(logits, reshape(next, B * T)));

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(new Block());
        }
        return blocks;
    }
}
