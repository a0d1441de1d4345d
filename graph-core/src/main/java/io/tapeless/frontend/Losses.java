package io.tapeless.frontend;

import io.tapeless.ir.Leaf;
import io.tapeless.ir.TensorType;
import java.util.List;

/** Losses, per example: the axes that a formula does not sum over stay. */
public final class Losses {
    private Losses() {}

    /**
     * Cross-entropy of the softmax of the last axis: {@code −log softmax(logits)[label]} for integer labels of
     * shape {@code […]}, {@code −Σⱼ pⱼ·log softmax(logits)ⱼ} for rows of probabilities of the logits' shape.
     *
     * @param logits {@code […, C]}
     * @return {@code […]}
     */
    public static Tensor crossEntropy(Tensor logits, Tensor labels) {
        Check.floats("crossEntropy", logits);
        Check.rankAtLeast(1, "crossEntropy", logits);
        Tensor shifted = NeuralFunctions.shifted("crossEntropy", logits, -1);
        Tensor logSum = MathFunctions.log(Reductions.sum(MathFunctions.exp(shifted), -1));
        if (labels.dtype().isInteger()) {
            return Operators.minus(logSum, pick("crossEntropy", shifted, labels));
        }
        Check.sameDType("crossEntropy", logits, labels);
        Check.sameShape("crossEntropy", logits, labels);
        Tensor log = Operators.minus(Reductions.keep(logSum, logits.shape(), List.of(logits.rank() - 1)), shifted);
        return Reductions.sum(Operators.times(labels, log), -1);
    }

    /** {@code x[…, label]}: a sum over the last axis in which all but the labelled element is 0. */
    private static Tensor pick(String function, Tensor x, Tensor labels) {
        Check.that(labels.shape().equals(x.shape().slice(0, x.rank() - 1)), function, "expected labels of shape "
                + x.shape().slice(0, x.rank() - 1) + ", found " + labels.shape(), x, labels);
        Tensor index = x.owner().apply(new Leaf.Iota(new TensorType(labels.dtype(), x.shape()), x.rank() - 1));
        Tensor label = Reductions.keep(labels, x.shape(), List.of(x.rank() - 1));
        return Reductions.sum(Operators.where(Operators.eq(index, label), x, 0), -1);
    }
}
