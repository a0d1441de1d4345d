/**
 * Logistic regression that learns from one example at a time. Features come as they are: their means and deviations so far
 * are states of the model (Welford, Note on a method for calculating corrected sums of squares and products, 1962).
 */
@Train(optimizer = "sgd", learningRate = 0.01)
class OnlineLogistic {
    static final int FEATURES = 30;

    @Input Tensor x = f32(FEATURES);
    @Input Tensor y = f32();                       // 0 or 1

    @State Tensor seen = zeros();
    @State Tensor center = zeros(FEATURES);
    @State Tensor squares = zeros(FEATURES);       // sums of squared distances from the center

    // Training counts the example itself, prediction only what was seen before.
    Tensor n = training() ? seen + 1 : max(seen, 1.0);
    Tensor mean = training() ? center + (x - center) / n : center;
    Tensor sums = training() ? squares + (x - center) * (x - mean) : squares;
    {
        update(seen, n);
        update(center, mean);
        update(squares, sums);
    }
    Tensor deviation = sqrt(sums / n);
    Tensor standard = where(deviation > 0, (x - mean) / deviation, 0.0);

    @Param Tensor w = zeros(FEATURES);
    @Param Tensor b = zeros();

    @Output Tensor logit = dot(standard, w) + b;
    @Loss Tensor loss = binaryCrossEntropyWithLogits(logit, y);
    @Metric Tensor score = logit;                  // what the model says before it learns from the label
}
