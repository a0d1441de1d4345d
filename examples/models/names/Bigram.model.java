/** Names, letter by letter: what comes next depends on the letter before alone. */
@Train(data = "names.txt", text = "lines", optimizer = "adam", learningRate = 1, beta2 = 0.9, schedule = "cosine",
        batch = 32033, epochs = 200)
class Bigram {
    static final int LETTERS = 27;                // and the newline around each name
    static final int T = 16;                      // the longest name has 15 letters
    static final Dim B = dim();

    @Input Tensor x = i32(B, T);
    @Input Tensor y = i32(B, T);
    @Input Tensor mask = f32(B, T);

    @Param Tensor w = zeros(LETTERS, LETTERS);
    @Output Tensor logits = embedding(x, w);
    @Loss Tensor loss = sum(crossEntropy(logits, y) * mask) / sum(mask);
}
