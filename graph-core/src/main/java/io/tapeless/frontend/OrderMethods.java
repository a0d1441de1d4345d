package io.tapeless.frontend;

import java.util.List;

/** {@link OrderFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface OrderMethods permits Tensor {

    /** {@link OrderFunctions#sort(Tensor)}. */
    default Tensor sort() {
        return OrderFunctions.sort((Tensor) this);
    }

    /** {@link OrderFunctions#sort(Tensor, int)}. */
    default Tensor sort(int axis) {
        return OrderFunctions.sort((Tensor) this, axis);
    }

    /** {@link OrderFunctions#sort(Tensor, int, boolean)}. */
    default Tensor sort(int axis, boolean descending) {
        return OrderFunctions.sort((Tensor) this, axis, descending);
    }

    /** {@link OrderFunctions#argsort(Tensor)}. */
    default Tensor argsort() {
        return OrderFunctions.argsort((Tensor) this);
    }

    /** {@link OrderFunctions#argsort(Tensor, int)}. */
    default Tensor argsort(int axis) {
        return OrderFunctions.argsort((Tensor) this, axis);
    }

    /** {@link OrderFunctions#argsort(Tensor, int, boolean)}. */
    default Tensor argsort(int axis, boolean descending) {
        return OrderFunctions.argsort((Tensor) this, axis, descending);
    }

    /** {@link OrderFunctions#topK(Tensor, int)}. */
    default List<Tensor> topK(int k) {
        return OrderFunctions.topK((Tensor) this, k);
    }

    /** {@link OrderFunctions#topK(Tensor, int, int)}. */
    default List<Tensor> topK(int k, int axis) {
        return OrderFunctions.topK((Tensor) this, k, axis);
    }

    /** {@link OrderFunctions#median(Tensor)}. */
    default Tensor median() {
        return OrderFunctions.median((Tensor) this);
    }

    /** {@link OrderFunctions#median(Tensor, int)}. */
    default Tensor median(int axis) {
        return OrderFunctions.median((Tensor) this, axis);
    }

    /** {@link OrderFunctions#median(Tensor, int, boolean)}. */
    default Tensor median(int axis, boolean keepDims) {
        return OrderFunctions.median((Tensor) this, axis, keepDims);
    }
}
