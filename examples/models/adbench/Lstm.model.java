/** A character model of LSTM cells without matrices, each unit by itself: ADBench's objective LSTM. */
class Lstm {
    static final int LAYERS = 2, BITS = 14;        // BITS units in each layer, one a bit of a character
    static final Dim T = dim(2, 1000000);          // characters

    @Input Tensor sequence = f64(T, BITS);
    @Input Tensor state = f64(2 * LAYERS, BITS);   // hidden and cell of each layer, before the first character
    @Param Tensor main = zeros(2 * LAYERS, 4 * BITS, F64);     // weights and biases of each layer
    @Param Tensor extra = zeros(3, BITS, F64);     // weights of the input; weights and biases of the output

    Tensor inputs = narrow(sequence, 0, 0, T - 1) * row(extra, 0);
    Tensor targets = narrow(sequence, 0, 1, T - 1);
    List<Tensor> gates = gates();
    List<Tensor> states = scan(rows(), List.of(inputs), (before, now) -> step(before, now.get(0)));
    Tensor predicted = states.get(2 * LAYERS) * row(extra, 1) + row(extra, 2);
    Tensor logs = predicted - log(2 + sum(exp(predicted), new int[] {1}, true));

    @Loss Tensor objective = -mean(targets * logs);

    Tensor row(Tensor matrix, int i) {
        return squeeze(narrow(matrix, 0, i, 1), 0);
    }

    List<Tensor> rows() {
        List<Tensor> rows = new ArrayList<>();
        for (int i = 0; i < 2 * LAYERS; i++) {
            rows.add(row(state, i));
        }
        return rows;
    }

    /** For each layer the weights of forget, input and output gate and of the change, then their biases. */
    List<Tensor> gates() {
        List<Tensor> gates = new ArrayList<>();
        for (int i = 0; i < 2 * LAYERS; i++) {
            gates.addAll(split(row(main, i), 4, 0));
        }
        return gates;
    }

    /** The states after a character, then the output of the last layer. */
    List<Tensor> step(List<Tensor> before, Tensor input) {
        List<Tensor> after = new ArrayList<>();
        Tensor x = input;
        for (int i = 0; i < 2 * LAYERS; i += 2) {
            int w = 4 * i, b = 4 * i + 4;
            Tensor hidden = before.get(i);
            Tensor forget = sigmoid(x * gates.get(w) + gates.get(b));
            Tensor write = sigmoid(hidden * gates.get(w + 1) + gates.get(b + 1));
            Tensor show = sigmoid(x * gates.get(w + 2) + gates.get(b + 2));
            Tensor change = tanh(hidden * gates.get(w + 3) + gates.get(b + 3));
            Tensor cell = before.get(i + 1) * forget + write * change;
            x = show * tanh(cell);
            after.add(x);
            after.add(cell);
        }
        after.add(x);
        return after;
    }
}
