package io.tapeless.frontend;

import io.tapeless.ir.DType;
import java.util.List;

/**
 * Scores of predictions. Over the examples of several batches {@code rmse}, {@code r2}, {@code perplexity} and
 * {@code auc} are no means of their values on the batches: as a {@code @Metric} each is computed of all
 * examples together, where data are validated. Every function throws {@link io.tapeless.ir.IrException} if shapes or
 * dtypes do not fit.
 */
public final class MetricFunctions {
    private MetricFunctions() {}

    /** The share of examples whose largest logit, along the last axis, is the one of the label. */
    public static Tensor accuracy(Tensor logits, Tensor labels) {
        return topKAccuracy(logits, labels, 1);
    }

    /** The share of examples whose label's logit is among the k largest along the last axis; ties count. */
    public static Tensor topKAccuracy(Tensor logits, Tensor labels, int k) {
        Check.rankAtLeast(1, "topKAccuracy", logits);
        Check.that(k >= 1, "topKAccuracy", "expected k of at least 1, found " + k, logits);
        int axis = logits.rank() - 1;
        Tensor own = IndexFunctions.takeAlongAxis(logits, labels.expandDims(axis), axis);
        Tensor larger = logits.gt(own).cast(DType.I32).sum(axis);
        return larger.lt(k).cast(logits.dtype()).mean();
    }

    /** How often each label, the row, was predicted as each class, the column: i32 counts. */
    public static Tensor confusionMatrix(Tensor predicted, Tensor labels, int classes) {
        Check.that(predicted.type().equals(labels.type()), "confusionMatrix",
                "expected predictions and labels of one type", predicted, labels);
        Tensor cells = labels.times(classes).plus(predicted).flatten();
        Tensor counts = predicted.owner().constant(DType.I32, 0).broadcastTo(classes * classes);
        Tensor ones = predicted.owner().constant(DType.I32, 1).broadcastTo(cells.shape().dim(0));
        return IndexFunctions.scatterAdd(counts, cells, ones, 0).reshape(classes, classes);
    }

    /** {@code √mean((prediction − target)²)}. */
    public static Tensor rmse(Tensor prediction, Tensor target) {
        return prediction.owner().overExamples(List.of(prediction, target),
                rows -> rows.get(0).minus(rows.get(1)).square().mean().sqrt());
    }

    /** {@code 1 − Σ(prediction − target)² / Σ(target − mean(target))²}: the share of variance that is explained. */
    public static Tensor r2(Tensor prediction, Tensor target) {
        return prediction.owner().overExamples(List.of(prediction, target), rows -> {
            Tensor residual = rows.get(0).minus(rows.get(1)).square().sum();
            Tensor spread = rows.get(1).minus(rows.get(1).mean()).square().sum();
            return residual.dividedBy(spread).negate().plus(1);
        });
    }

    /** {@code exp(mean(losses))} of cross-entropies in nats. */
    public static Tensor perplexity(Tensor losses) {
        return losses.owner().overExamples(List.of(losses), rows -> rows.get(0).mean().exp());
    }

    /**
     * The area under the receiver operating characteristic: the share of pairs of a positive and a negative example
     * of which the positive one has the larger score, ties counting one half. With the mean rank r of equal scores
     *
     * <pre>(Σ_positive r − n₊·(n₊ + 1) / 2) / (n₊·n₋)</pre>
     *
     * @param scores one an example
     * @param targets bool, or numbers of which 0 is negative
     */
    public static Tensor auc(Tensor scores, Tensor targets) {
        Check.that(scores.rank() == 1 && scores.shape().equals(targets.shape()), "auc",
                "expected two vectors of one length", scores, targets);
        Tensor positive = targets.dtype() == DType.BOOL ? targets : targets.ne(0);
        return scores.owner().overExamples(List.of(scores, positive), rows -> areaUnderCurve(rows.get(0), rows.get(1)));
    }

    private static Tensor areaUnderCurve(Tensor scores, Tensor positive) {
        Tensor order = scores.argsort();
        Tensor sorted = IndexFunctions.gather(scores, order, 0);
        Tensor isPositive = IndexFunctions.gather(positive.cast(DType.F64), order, 0);
        Tensor ranks = meanRanks(sorted);
        Tensor positives = isPositive.sum();
        Tensor negatives = isPositive.negate().plus(1).sum();
        Tensor wins = isPositive.times(ranks).sum().minus(positives.times(positives.plus(1)).times(0.5));
        return wins.dividedBy(positives.times(negatives)).cast(scores.dtype());
    }

    /** The ranks of ascending numbers from 1, as f64; equal ones share their mean. */
    private static Tensor meanRanks(Tensor sorted) {
        Tensor place = PatternFunctions.iota(sorted.owner(), sorted.shape().dim(0), DType.F64);
        Tensor starts = sorted.ne(ArrangeFunctions.roll(sorted, 1, 0));
        Tensor ends = sorted.ne(ArrangeFunctions.roll(sorted, -1, 0)).or(place.eq(place.max()));
        Tensor first = CumulativeFunctions.cummax(Operators.where(starts, place, 0), 0);
        Tensor none = place.times(0).plus(Double.MAX_VALUE);
        Tensor last = CumulativeFunctions.cummin(Operators.where(ends, place, none).flip(0), 0).flip(0);
        return first.plus(last).times(0.5).plus(1);
    }
}
