package io.tapeless.frontend;

import io.tapeless.ir.Dim;

/** {@link IndexFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface IndexMethods permits Tensor {

    /** {@link IndexFunctions#gather(Tensor, Tensor, int)}. */
    default Tensor gather(Tensor indices, int axis) {
        return IndexFunctions.gather((Tensor) this, indices, axis);
    }

    /** {@link IndexFunctions#scatterAdd(Tensor, Tensor, Tensor, int)}. */
    default Tensor scatterAdd(Tensor indices, Tensor updates, int axis) {
        return IndexFunctions.scatterAdd((Tensor) this, indices, updates, axis);
    }

    /** {@link IndexFunctions#takeAlongAxis(Tensor, Tensor, int)}. */
    default Tensor takeAlongAxis(Tensor indices, int axis) {
        return IndexFunctions.takeAlongAxis((Tensor) this, indices, axis);
    }

    /** {@link IndexFunctions#scatterAddAlongAxis(Tensor, Tensor, Tensor, int)}. */
    default Tensor scatterAddAlongAxis(Tensor indices, Tensor updates, int axis) {
        return IndexFunctions.scatterAddAlongAxis((Tensor) this, indices, updates, axis);
    }

    /** {@link IndexFunctions#gatherNd(Tensor, Tensor)}. */
    default Tensor gatherNd(Tensor indices) {
        return IndexFunctions.gatherNd((Tensor) this, indices);
    }

    /** {@link IndexFunctions#scatterNd(Tensor, Tensor, Dim...)}. */
    default Tensor scatterNd(Tensor updates, Dim... dims) {
        return IndexFunctions.scatterNd((Tensor) this, updates, dims);
    }

    /** {@link IndexFunctions#segmentSum(Tensor, Tensor, int)}. */
    default Tensor segmentSum(Tensor segments, int count) {
        return IndexFunctions.segmentSum((Tensor) this, segments, count);
    }

    /** {@link IndexFunctions#segmentMean(Tensor, Tensor, int)}. */
    default Tensor segmentMean(Tensor segments, int count) {
        return IndexFunctions.segmentMean((Tensor) this, segments, count);
    }

    /** {@link IndexFunctions#putAlongAxis(Tensor, Tensor, Tensor, int)}. */
    default Tensor putAlongAxis(Tensor indices, Tensor updates, int axis) {
        return IndexFunctions.putAlongAxis((Tensor) this, indices, updates, axis);
    }

    /** {@link IndexFunctions#segmentMax(Tensor, Tensor, int)}. */
    default Tensor segmentMax(Tensor segments, int count) {
        return IndexFunctions.segmentMax((Tensor) this, segments, count);
    }
}
