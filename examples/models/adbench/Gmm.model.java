/** The log-likelihood of a Gaussian mixture, with a Wishart prior of its precisions: ADBench's objective GMM. */
class Gmm {
    static final int D = 10, K = 25;               // coordinates, Gaussians
    static final int M = 0;                        // of the prior: degrees of freedom above D
    static final double GAMMA = 1;                 // of the prior: the scale of precisions
    static final int BELOW = D * (D - 1) / 2;      // elements below the diagonal of a D×D matrix
    static final Dim N = dim();                    // points

    @Input Tensor x = f64(N, D);
    @Param Tensor alphas = zeros(K, F64);          // logarithms of the weights, not normalised
    @Param Tensor means = zeros(K, D, F64);
    @Param Tensor icf = zeros(K, D + BELOW, F64);  // of each Q: logarithms of the diagonal, then below it by columns

    Tensor scales = exp(narrow(icf, 1, 0, D));
    Tensor below = narrow(icf, 1, D, BELOW);
    Tensor logScales = sum(narrow(icf, 1, 0, D), 1);

    // Q_k by columns: q[j, i, k]; and Q_k μ_k, as the row below, for x with a last coordinate of 1
    Tensor parts = transpose(concat(1, scales, below, zeros(K, 1, F64)));
    Tensor q = reshape(gather(parts, constant(places(), I32), 0), D, D, K);
    Tensor centres = sum(q * expandDims(transpose(means), 1), new int[] {0}, true);
    Tensor centred = matmul(concat(1, x, ones(N, 1, F64)), reshape(concat(0, q, -centres), D + 1, D * K));
    Tensor distances = sum(square(reshape(centred, N, D, K)), 1);      // |Q_k (x_i − μ_k)|² for all i and k

    Tensor likelihoods = logSumExp(alphas + logScales - 0.5 * distances, 1) - logSumExp(alphas)
            - 0.5 * D * Math.log(2 * Math.PI);
    Tensor priors = 0.5 * GAMMA * GAMMA * (sum(square(scales), 1) + sum(square(below), 1)) - M * logScales - wishart();
    @Loss Tensor objective = sum(likelihoods) + sum(priors);

    /** Where each element of a Q stands, by columns: in the diagonal, below it, or in the zero after both. */
    int[] places() {
        int[] places = new int[D * D];
        int next = D;
        for (int column = 0; column < D; column++) {
            for (int row = 0; row < D; row++) {
                int place = row == column ? row : D + BELOW;
                if (row > column) {
                    place = next++;
                }
                places[column * D + row] = place;
            }
        }
        return places;
    }

    /** The logarithm of the prior's constant, with the gamma function of D dimensions. */
    Tensor wishart() {
        int n = D + M + 1;
        Tensor gammas = sum(lgamma(0.5 * (n - iota(D, F64)))) + 0.25 * D * (D - 1) * Math.log(Math.PI);
        return n * D * (Math.log(GAMMA) - 0.5 * Math.log(2)) - gammas;
    }
}
