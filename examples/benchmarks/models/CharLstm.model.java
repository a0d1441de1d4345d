/** The next character of a text, by one layer of LSTM cells. */
@Train(optimizer = "adam", learningRate = 1e-3, batch = 32)
class CharLstm {
    static final int T = 50, CHARS = 65, E = 64, H = 256;      // steps, characters, embedding, cells
    static final Dim B = dim();

    @Input Tensor text = i32(B, T);
    @Input Tensor next = i32(B, T);

    @Param Tensor table = normal(0.1, CHARS, E);
    @Param Tensor wIh = glorotUniform(4 * H, E);
    @Param Tensor wHh = glorotUniform(4 * H, H);
    @Param Tensor bIh = zeros(4 * H);
    @Param Tensor bHh = zeros(4 * H);
    @Param Tensor w = glorotUniform(H, CHARS);
    @Param Tensor b = zeros(CHARS);

    Tensor start = broadcastTo(cast(iota(1), F32) , B, H);
    Tensor letters = embedding(transpose(text, 1, 0), table);              // steps first
    Tensor states = lstm(letters, start, start, wIh, wHh, bIh, bHh).get(0);
    @Output Tensor logits = matmul(reshape(states, B * T, H), w) + b;
    @Loss Tensor loss = mean(crossEntropy(logits, reshape(transpose(next, 1, 0), B * T)));
}
