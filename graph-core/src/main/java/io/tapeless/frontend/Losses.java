package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.minus;
import static io.tapeless.frontend.Operators.negate;
import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.TensorType;
import java.util.List;

/**
 * Losses of a prediction against a target, of which a model minimises the mean. None averages: axes that
 * the formula does not sum over stay, so a loss of {@code [B, C]} logits is {@code [B]}. Operands are
 * floats of one dtype unless said and broadcast where the formula is elementwise; every function throws
 * {@link io.tapeless.ir.IrException} if types do not fit.
 */
public final class Losses {
    private Losses() {}

    // ------------------------------------------------------------------ classes

    /**
     * Cross-entropy of the softmax of the last axis: {@code −log softmax(logits)[label]} for integer labels of
     * shape {@code […]}, {@code −Σⱼ pⱼ·log softmax(logits)ⱼ} for rows of probabilities of the logits' shape.
     */
    public static Tensor crossEntropy(Tensor logits, Tensor labels) {
        Check.rankAtLeast(1, "crossEntropy", logits);
        Tensor shifted = NeuralFunctions.shifted("crossEntropy", logits, -1);
        Tensor logSum = shifted.exp().sum(-1).log();
        if (labels.dtype().isInteger()) {
            return logSum.minus(pick("crossEntropy", shifted, labels));
        }
        Check.sameDType("crossEntropy", logits, labels);
        Check.sameShape("crossEntropy", logits, labels);
        Tensor log = Reductions.keep(logSum, logits.shape(), List.of(logits.rank() - 1)).minus(shifted);
        return labels.times(log).sum(-1);
    }

    /** Negative log-likelihood: {@code −logProbabilities[label]} along the last axis, for integer labels. */
    public static Tensor nll(Tensor logProbabilities, Tensor labels) {
        Check.floats("nll", logProbabilities);
        Check.rankAtLeast(1, "nll", logProbabilities);
        Check.integers("nll", labels);
        return negate(pick("nll", logProbabilities, labels));
    }

    /** {@code x[…, label]}: a sum over the last axis in which all but the labelled element is 0. */
    private static Tensor pick(String function, Tensor x, Tensor labels) {
        int last = x.rank() - 1;
        Check.that(labels.shape().equals(x.shape().slice(0, last)), function, "expected labels of shape "
                + x.shape().slice(0, last) + ", found " + labels.shape(), x, labels);
        Tensor index = PatternFunctions.iota(x.owner(), new TensorType(labels.dtype(), x.shape()), last);
        Tensor label = Reductions.keep(labels, x.shape(), List.of(last));
        return where(index.eq(label), x, 0).sum(-1);
    }

    /** {@code −t·log(p) − (1 − t)·log(1 − p)}, and 0 where p is certain and right. */
    public static Tensor binaryCrossEntropy(Tensor probabilities, Tensor targets) {
        Check.floats("binaryCrossEntropy", probabilities, targets);
        Tensor yes = MathFunctions.xlogy(targets, probabilities);
        Tensor no = MathFunctions.xlog1py(minus(1, targets), negate(probabilities));
        return negate(yes.plus(no));
    }

    /** Binary cross-entropy of {@code sigmoid(logits)}: {@code softplus(x) − t·x}, never overflowing. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor targets) {
        Check.floats("binaryCrossEntropyWithLogits", logits, targets);
        return Activations.softplus(logits).minus(targets.times(logits));
    }

    /** {@code max(0, 1 − t·score)} for targets ±1. */
    public static Tensor hinge(Tensor scores, Tensor targets) {
        Check.floats("hinge", scores, targets);
        return minus(1, targets.times(scores)).relu();
    }

    /** {@code log(1 + exp(−t·score))} for targets ±1. */
    public static Tensor softMargin(Tensor scores, Tensor targets) {
        Check.floats("softMargin", scores, targets);
        return Activations.softplus(negate(targets.times(scores)));
    }

    // ------------------------------------------------------------------ numbers

    /** {@code (x − t)²}. */
    public static Tensor mse(Tensor prediction, Tensor target) {
        Check.floats("mse", prediction, target);
        return prediction.minus(target).square();
    }

    /** {@code |x − t|}. */
    public static Tensor mae(Tensor prediction, Tensor target) {
        Check.floats("mae", prediction, target);
        return prediction.minus(target).abs();
    }

    /** {@code huber} with delta 1. */
    public static Tensor huber(Tensor prediction, Tensor target) {
        return huber(prediction, target, 1);
    }

    /** {@code d²/2} for {@code d = |x − t| ≤ delta}, else {@code delta·(d − delta/2)}. Huber 1964. */
    public static Tensor huber(Tensor prediction, Tensor target, double delta) {
        Check.floats("huber", prediction, target);
        Tensor difference = prediction.minus(target);
        Tensor clipped = difference.clip(-delta, delta);
        return clipped.times(difference.minus(clipped.times(0.5)));
    }

    /** {@code smoothL1} with beta 1. */
    public static Tensor smoothL1(Tensor prediction, Tensor target) {
        return smoothL1(prediction, target, 1);
    }

    /**
     * {@code d²/(2·beta)} for {@code d = |x − t| ≤ beta}, else {@code d − beta/2}: huber divided by beta, and
     * {@code |x − t|} for a beta of 0.
     */
    public static Tensor smoothL1(Tensor prediction, Tensor target, double beta) {
        Check.floats("smoothL1", prediction, target);
        return beta == 0 ? mae(prediction, target) : huber(prediction, target, beta).dividedBy(beta);
    }

    // ------------------------------------------------------------------ distributions

    /**
     * Kullback and Leibler's divergence {@code Σ t·(log t − logProbabilities)} along the last axis, from target
     * probabilities; a target of 0 adds 0.
     */
    public static Tensor kld(Tensor logProbabilities, Tensor targets) {
        Check.floats("kld", logProbabilities, targets);
        Check.sameShape("kld", logProbabilities, targets);
        Check.rankAtLeast(1, "kld", targets);
        return MathFunctions.xlogy(targets, targets).minus(targets.times(logProbabilities)).sum(-1);
    }

    /** {@code exp(logRate) − count·logRate}: the Poisson likelihood but for the count's own term. */
    public static Tensor poissonNll(Tensor logRate, Tensor counts) {
        Check.floats("poissonNll", logRate, counts);
        return logRate.exp().minus(counts.times(logRate));
    }

    /** {@code (log v + (mean − t)²/v)/2} with {@code v = max(variance, 1e-6)}. */
    public static Tensor gaussianNll(Tensor mean, Tensor target, Tensor variance) {
        Check.floats("gaussianNll", mean, target, variance);
        Tensor v = variance.max(1e-6);
        return v.log().plus(mean.minus(target).square().dividedBy(v)).times(0.5);
    }

    // ------------------------------------------------------------------ directions and distances

    /** {@code a·b / (‖a‖·‖b‖)} along the last axis; 0 for a zero vector. */
    public static Tensor cosineSimilarity(Tensor a, Tensor b) {
        Check.floats("cosineSimilarity", a, b);
        Tensor lengths = length(a).times(length(b));
        return a.times(b).sum(-1).dividedBy(lengths);
    }

    private static Tensor length(Tensor x) {
        return Statistics.norm(x, 2, -1).max(1e-8);
    }

    /** {@code cosineEmbedding} with margin 0. */
    public static Tensor cosineEmbedding(Tensor a, Tensor b, Tensor targets) {
        return cosineEmbedding(a, b, targets, 0);
    }

    /** {@code 1 − cos(a, b)} of the last axis for target 1, {@code max(0, cos(a, b) − margin)} for target −1. */
    public static Tensor cosineEmbedding(Tensor a, Tensor b, Tensor targets, double margin) {
        if (targets.dtype().isFloat()) {
            Check.sameDType("cosineEmbedding", a, b, targets);
        }
        Tensor cosine = cosineSimilarity(a, b);
        return where(targets.gt(0), minus(1, cosine), cosine.minus(margin).relu());
    }

    /** {@code marginRanking} with margin 0. */
    public static Tensor marginRanking(Tensor a, Tensor b, Tensor targets) {
        return marginRanking(a, b, targets, 0);
    }

    /** {@code max(0, margin − t·(a − b))}: target 1 wants a above b, −1 below. */
    public static Tensor marginRanking(Tensor a, Tensor b, Tensor targets, double margin) {
        Check.floats("marginRanking", a, b, targets);
        return minus(margin, targets.times(a.minus(b))).relu();
    }

    /** {@code tripletMargin} with margin 1. */
    public static Tensor tripletMargin(Tensor anchor, Tensor positive, Tensor negative) {
        return tripletMargin(anchor, positive, negative, 1);
    }

    /** {@code max(0, ‖anchor − positive‖ − ‖anchor − negative‖ + margin)} along the last axis. */
    public static Tensor tripletMargin(Tensor anchor, Tensor positive, Tensor negative, double margin) {
        Check.floats("tripletMargin", anchor, positive, negative);
        Tensor near = Statistics.norm(anchor.minus(positive), 2, -1);
        Tensor far = Statistics.norm(anchor.minus(negative), 2, -1);
        return near.minus(far).plus(margin).relu();
    }

    // ------------------------------------------------------------------ sequences

    /**
     * Connectionist temporal classification (Graves et al. 2006): {@code −log Σ p(alignment)} over all alignments
     * of labels to steps, with blanks (class 0) between and repetitions merged. {@code [T, B, C]} logarithms of
     * probabilities, {@code [B, L]} labels, and for each example how many steps and labels count, {@code [B]}; the loss
     * is {@code [B]}, and infinite where there is no alignment.
     */
    public static Tensor ctc(Tensor logProbabilities, Tensor labels, Tensor steps, Tensor lengths) {
        Check.floats("ctc", logProbabilities);
        Check.rank(3, "ctc", logProbabilities);
        Check.rank(2, "ctc", labels);
        for (Tensor indices : List.of(labels, steps, lengths)) {
            Check.integers("ctc", indices);
            Check.that(indices.rank() > 0 && indices.shape().dim(0).equals(logProbabilities.shape().dim(1)), "ctc",
                    "expected labels [B, L] and numbers [B] for B = " + logProbabilities.shape().dim(1), indices);
        }
        Check.rank(1, "ctc", steps);
        Check.rank(1, "ctc", lengths);
        return Ctc.loss(logProbabilities, labels, steps, lengths);
    }
}
