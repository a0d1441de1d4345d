package io.tapeless.examples.online;

/**
 * Progressive validation: scores of predictions, each made before its example was learnt. Takes the same memory for
 * any number of them.
 */
final class Progressive {
    /** Logits are counted in bins of this width; the area under the curve takes those of a bin as ties. */
    private static final double BIN = 0.01;
    private static final double LIMIT = 30;

    private final long[][] counts = new long[2][(int) (2 * LIMIT / BIN) + 1];
    private final long[] totals = new long[2];
    private double loss;
    private long right;

    void add(double logit, boolean label, double logLoss) {
        double inside = Math.max(-LIMIT, Math.min(LIMIT, logit));
        counts[label ? 1 : 0][(int) Math.round((inside + LIMIT) / BIN)]++;
        totals[label ? 1 : 0]++;
        loss += logLoss;
        right += logit > 0 == label ? 1 : 0;
    }

    long examples() {
        return totals[0] + totals[1];
    }

    double logLoss() {
        return loss / examples();
    }

    double accuracy() {
        return (double) right / examples();
    }

    /** The share of pairs of a positive and a negative example of which the positive one has the larger logit. */
    double auc() {
        double pairs = 0;
        double below = 0;
        for (int bin = 0; bin < counts[0].length; bin++) {
            pairs += counts[1][bin] * (below + counts[0][bin] / 2.0);
            below += counts[0][bin];
        }
        return pairs / ((double) totals[0] * totals[1]);
    }
}
