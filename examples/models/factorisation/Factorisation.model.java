/**
 * Ratings as products of factors of user and item, with biases. Koren, Bell and Volinsky, Matrix factorization techniques
 * for recommender systems, 2009.
 */
@Train(optimizer = "lazyadam", learningRate = 0.02, batch = 512, epochs = 20, schedule = "cosine", valid = 0.1)
class Factorisation {
    static final int USERS = 2000;
    static final int ITEMS = 1000;
    static final int RANK = 5;
    static final double PENALTY = 0.01;
    static final Dim B = dim();

    @Input Tensor user = i32(B);
    @Input Tensor item = i32(B);
    @Input Tensor rating = f32(B);

    @Param Tensor mean = zeros();
    @Param Tensor userBias = zeros(USERS);
    @Param Tensor itemBias = zeros(ITEMS);
    @Param Tensor users = normal(0.1, USERS, RANK);
    @Param Tensor items = normal(0.1, ITEMS, RANK);

    // Rows that a batch names are read, and their updates are written; no others.
    Tensor p = embedding(user, users);
    Tensor q = embedding(item, items);
    Tensor a = gather(userBias, user, 0);
    Tensor b = gather(itemBias, item, 0);

    @Output Tensor predicted = mean + a + b + sum(p * q, -1);
    @Loss Tensor loss = mean(square(predicted - rating) + PENALTY * (square(a) + square(b) + sum(p * p + q * q, -1)));
    @Metric Tensor rmse = rmse(predicted, rating);
}
