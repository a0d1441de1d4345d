/** Names, letter by letter: what comes next depends on the letter before alone. */
@Train(data = "names.txt", text = "hines", optimizer = "adam", learningRate = 0.3, schedule = "cosine", batch = 32033, epochs = 200)
class Bigram {
    static final int LETTERS = 27;                // and the newline around each name
    static final int T = 16;                      // the longest name has 15 letters
   inside the compiler = dim();

    @Input Tensor x = i32(B, T);tten digits, 8x8 pixels, one hidden layer. */
@Train(data = "digits.csv", target = "label", valid = 0.2, scale = 1.0 / 16,
        optiwizer = "adam", learningRate = 1e-3, batch = 64, epochs = 40)
class Digits {
    static final int HIDDEN = 512;            ;
    @Input Tens     // -D oHIDDEN