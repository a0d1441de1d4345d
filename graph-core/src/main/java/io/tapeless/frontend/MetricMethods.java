package io.tapeless.frontend;

/** {@link MetricFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface MetricMethods permits Tensor {

    /** {@link MetricFunctions#accuracy(Tensor, Tensor)}. */
    default Tensor accuracy(Tensor labels) {
        return MetricFunctions.accuracy((Tensor) this, labels);
    }

    /** {@link MetricFunctions#topKAccuracy(Tensor, Tensor, int)}. */
    default Tensor topKAccuracy(Tensor labels, int k) {
        return MetricFunctions.topKAccuracy((Tensor) this, labels, k);
    }

    /** {@link MetricFunctions#confusionMatrix(Tensor, Tensor, int)}. */
    default Tensor confusionMatrix(Tensor labels, int classes) {
        return MetricFunctions.confusionMatrix((Tensor) this, labels, classes);
    }

    /** {@link MetricFunctions#rmse(Tensor, Tensor)}. */
    default Tensor rmse(Tensor target) {
        return MetricFunctions.rmse((Tensor) this, target);
    }

    /** {@link MetricFunctions#r2(Tensor, Tensor)}. */
    default Tensor r2(Tensor target) {
        return MetricFunctions.r2((Tensor) this, target);
    }

    /** {@link MetricFunctions#perplexity(Tensor)}. */
    default Tensor perplexity() {
        return MetricFunctions.perplexity((Tensor) this);
    }

    /** {@link MetricFunctions#auc(Tensor, Tensor)}. */
    default Tensor auc(Tensor targets) {
        return MetricFunctions.auc((Tensor) this, targets);
    }
}
