@Train(epochs = 3, learningRate = RATE / 2, batch = 32)
class Layers {
    static final double RATE = 0.1;
    static final int DEPTH = 2;
    static final Dim B = dim(1, 1024);
    @Input Tensor x = f32(B, 8);
    @Input Tensor y = f32(B, 1);
    Block[] blocks = new Block[DEPTH];
    {
        for (int i = 0; i < DEPTH; i++) {
            blocks[i] = new Block(8, i % 2 == 0);
        }
    }
    List<Dense> heads = new ArrayList<>();
    { heads.add(new Dense(8, 4)); heads.add(new Dense(4, 1)); }
    Tensor h = run(x);
    Tensor run(Tensor t) {
        for (Block b : blocks) t = b.apply(t);
        return t;
    }
    @Output Tensor out = heads.get(1).apply(heads.get(0).apply(h).relu());
    Tensor penalty = 0;
    { for (Block b : blocks) { penalty += sum(square(b.inner.w)); } }
    @Loss Tensor loss = mean(mse(out, y)) + 1e-3 * penalty;
    static class Dense {
        static final double SCALE = Math.sqrt(2.0);
        @Param Tensor w, b;
        Dense(int in, int out) { w = heNormal(in, out); b = zeros(out); }
        Tensor apply(Tensor t) { return t.matmul(w) * SCALE + b; }
    }
    class Block {
        Dense inner;
        boolean tanhy;
        @State Tensor running = zeros(8);
        Block(int n, boolean tanhy) { inner = new Dense(n, n); this.tanhy = tanhy; }
        Tensor apply(Tensor t) {
            if (training()) { update(running, 0.9 * running + 0.1 * mean(t, 0)); }
            var s = switch (tanhy ? 1 : 0) { case 0 -> relu(inner.apply(t)); default -> tanh(inner.apply(t)); };
            return s + t;
        }
    }
}
