/** The median value of the houses of a Californian district, from what the census of 1990 says of it. */
@Train(data = "train.csv.gz", valid = "test.csv.gz", target = "median_house_value", missing = "median", normalize = "x",
        optimizer = "adamw", learningRate = 6e-3, weightDecay = "*.b = 0, 0.02", schedule = "onecycle", batch = 64, epochs = 100)
class Housing {
    static final int HIDDEN = 128;                // units of each hidden layer
    static final double DROP = 0.05;
    static final Dim B = dim();

    /** A fully connected layer. */
    static class Dense {
        @Param Tensor w;
        @Param Tensor b;

        Dense(int in, int out) {
            w = heNormal(in, out);
            b = zeros(out);
        }

        Tensor apply(Tensor x) {
            return matmul(x, w) + b;
        }
    }

    @Input Tensor x = f32(B, 13);                 // eight numbers, and one element for each of five kinds of place
    @Input Tensor y = f32(B);                     // dollars

    Dense first = new Dense(13, HIDDEN);
    Dense second = new Dense(HIDDEN, HIDDEN);
    Dense last = new Dense(HIDDEN, 1);

    Tensor hidden1 = dropout(relu(first.apply(x)), DROP);
    Tensor hidden2 = dropout(relu(second.apply(hidden1)), DROP);
    @Output Tensor value = 1e5 * squeeze(last.apply(hidden2), 1);
    @Loss Tensor loss = mean(square((value - y) / 1e5));
    @Metric Tensor rmse = rmse(value, y);
    @Metric Tensor r2 = r2(value, y);
}
