package io.tapeless.frontend;

/** {@link Reductions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface ReductionMethods permits Tensor {

    /** {@link Reductions#sum(Tensor, int...)}. */
    default Tensor sum(int... axes) {
        return Reductions.sum((Tensor) this, axes);
    }

    /** {@link Reductions#sum(Tensor, int[], boolean)}. */
    default Tensor sum(int[] axes, boolean keepDims) {
        return Reductions.sum((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#mean(Tensor, int...)}. */
    default Tensor mean(int... axes) {
        return Reductions.mean((Tensor) this, axes);
    }

    /** {@link Reductions#mean(Tensor, int[], boolean)}. */
    default Tensor mean(int[] axes, boolean keepDims) {
        return Reductions.mean((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#prod(Tensor, int...)}. */
    default Tensor prod(int... axes) {
        return Reductions.prod((Tensor) this, axes);
    }

    /** {@link Reductions#prod(Tensor, int[], boolean)}. */
    default Tensor prod(int[] axes, boolean keepDims) {
        return Reductions.prod((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#max(Tensor, int)}. */
    default Tensor max(int axis) {
        return Reductions.max((Tensor) this, axis);
    }

    /** {@link Reductions#max(Tensor, int...)}. */
    default Tensor max(int... axes) {
        return Reductions.max((Tensor) this, axes);
    }

    /** {@link Reductions#max(Tensor, int[], boolean)}. */
    default Tensor max(int[] axes, boolean keepDims) {
        return Reductions.max((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#min(Tensor, int)}. */
    default Tensor min(int axis) {
        return Reductions.min((Tensor) this, axis);
    }

    /** {@link Reductions#min(Tensor, int...)}. */
    default Tensor min(int... axes) {
        return Reductions.min((Tensor) this, axes);
    }

    /** {@link Reductions#min(Tensor, int[], boolean)}. */
    default Tensor min(int[] axes, boolean keepDims) {
        return Reductions.min((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#any(Tensor, int...)}. */
    default Tensor any(int... axes) {
        return Reductions.any((Tensor) this, axes);
    }

    /** {@link Reductions#any(Tensor, int[], boolean)}. */
    default Tensor any(int[] axes, boolean keepDims) {
        return Reductions.any((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#all(Tensor, int...)}. */
    default Tensor all(int... axes) {
        return Reductions.all((Tensor) this, axes);
    }

    /** {@link Reductions#all(Tensor, int[], boolean)}. */
    default Tensor all(int[] axes, boolean keepDims) {
        return Reductions.all((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#countNonzero(Tensor, int...)}. */
    default Tensor countNonzero(int... axes) {
        return Reductions.countNonzero((Tensor) this, axes);
    }

    /** {@link Reductions#countNonzero(Tensor, int[], boolean)}. */
    default Tensor countNonzero(int[] axes, boolean keepDims) {
        return Reductions.countNonzero((Tensor) this, axes, keepDims);
    }

    /** {@link Reductions#argmax(Tensor)}. */
    default Tensor argmax() {
        return Reductions.argmax((Tensor) this);
    }

    /** {@link Reductions#argmax(Tensor, int)}. */
    default Tensor argmax(int axis) {
        return Reductions.argmax((Tensor) this, axis);
    }

    /** {@link Reductions#argmax(Tensor, int, boolean)}. */
    default Tensor argmax(int axis, boolean keepDims) {
        return Reductions.argmax((Tensor) this, axis, keepDims);
    }

    /** {@link Reductions#argmin(Tensor)}. */
    default Tensor argmin() {
        return Reductions.argmin((Tensor) this);
    }

    /** {@link Reductions#argmin(Tensor, int)}. */
    default Tensor argmin(int axis) {
        return Reductions.argmin((Tensor) this, axis);
    }

    /** {@link Reductions#argmin(Tensor, int, boolean)}. */
    default Tensor argmin(int axis, boolean keepDims) {
        return Reductions.argmin((Tensor) this, axis, keepDims);
    }
}
