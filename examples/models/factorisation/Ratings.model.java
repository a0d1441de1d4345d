/** Makes ratings of known factors: who rated what, and how, with noise that nobody can predict. */
class Ratings {
    static final int USERS = 2000;
    static final int ITEMS = 1000;
    static final int RANK = 5;
    static final int COUNT = 200_000;
    static final double NOISE = 0.5;

    Tensor users = randomNormal(USERS, RANK);
    Tensor items = randomNormal(ITEMS, RANK);
    Tensor userBias = 0.4 * randomNormal(USERS);
    Tensor itemBias = 0.6 * randomNormal(ITEMS);

    @Output Tensor user = cast(USERS * randomUniform(F64, COUNT), I32);
    @Output Tensor item = cast(ITEMS * randomUniform(F64, COUNT), I32);
    @Output Tensor truth = 3.5 + gather(userBias, user, 0) + gather(itemBias, item, 0)
            + sum(gather(users, user, 0) * gather(items, item, 0), -1) / sqrt(RANK);
    @Output Tensor rating = truth + NOISE * randomNormal(COUNT);
}
