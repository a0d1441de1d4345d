package io.tapeless.frontend;

/** {@link Statistics} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface StatisticMethods permits Tensor {

    /** {@link Statistics#var(Tensor, int...)}. */
    default Tensor var(int... axes) {
        return Statistics.var((Tensor) this, axes);
    }

    /** {@link Statistics#var(Tensor, int[], boolean)}. */
    default Tensor var(int[] axes, boolean keepDims) {
        return Statistics.var((Tensor) this, axes, keepDims);
    }

    /** {@link Statistics#var(Tensor, int[], int)}. */
    default Tensor var(int[] axes, int correction) {
        return Statistics.var((Tensor) this, axes, correction);
    }

    /** {@link Statistics#var(Tensor, int[], int, boolean)}. */
    default Tensor var(int[] axes, int correction, boolean keepDims) {
        return Statistics.var((Tensor) this, axes, correction, keepDims);
    }

    /** {@link Statistics#std(Tensor, int...)}. */
    default Tensor std(int... axes) {
        return Statistics.std((Tensor) this, axes);
    }

    /** {@link Statistics#std(Tensor, int[], boolean)}. */
    default Tensor std(int[] axes, boolean keepDims) {
        return Statistics.std((Tensor) this, axes, keepDims);
    }

    /** {@link Statistics#std(Tensor, int[], int)}. */
    default Tensor std(int[] axes, int correction) {
        return Statistics.std((Tensor) this, axes, correction);
    }

    /** {@link Statistics#std(Tensor, int[], int, boolean)}. */
    default Tensor std(int[] axes, int correction, boolean keepDims) {
        return Statistics.std((Tensor) this, axes, correction, keepDims);
    }

    /** {@link Statistics#logSumExp(Tensor, int...)}. */
    default Tensor logSumExp(int... axes) {
        return Statistics.logSumExp((Tensor) this, axes);
    }

    /** {@link Statistics#logSumExp(Tensor, int[], boolean)}. */
    default Tensor logSumExp(int[] axes, boolean keepDims) {
        return Statistics.logSumExp((Tensor) this, axes, keepDims);
    }

    /** {@link Statistics#norm(Tensor)}. */
    default Tensor norm() {
        return Statistics.norm((Tensor) this);
    }

    /** {@link Statistics#norm(Tensor, double, int...)}. */
    default Tensor norm(double p, int... axes) {
        return Statistics.norm((Tensor) this, p, axes);
    }

    /** {@link Statistics#norm(Tensor, double, int[], boolean)}. */
    default Tensor norm(double p, int[] axes, boolean keepDims) {
        return Statistics.norm((Tensor) this, p, axes, keepDims);
    }

    /** {@link Statistics#normalize(Tensor, int...)}. */
    default Tensor normalize(int... axes) {
        return Statistics.normalize((Tensor) this, axes);
    }

    /** {@link Statistics#diff(Tensor)}. */
    default Tensor diff() {
        return Statistics.diff((Tensor) this);
    }

    /** {@link Statistics#diff(Tensor, int)}. */
    default Tensor diff(int axis) {
        return Statistics.diff((Tensor) this, axis);
    }

    /** {@link Statistics#trapezoid(Tensor)}. */
    default Tensor trapezoid() {
        return Statistics.trapezoid((Tensor) this);
    }

    /** {@link Statistics#trapezoid(Tensor, double)}. */
    default Tensor trapezoid(double dx) {
        return Statistics.trapezoid((Tensor) this, dx);
    }

    /** {@link Statistics#trapezoid(Tensor, double, int)}. */
    default Tensor trapezoid(double dx, int axis) {
        return Statistics.trapezoid((Tensor) this, dx, axis);
    }

    /** {@link Statistics#trapezoid(Tensor, Tensor)}. */
    default Tensor trapezoid(Tensor x) {
        return Statistics.trapezoid((Tensor) this, x);
    }

    /** {@link Statistics#trapezoid(Tensor, Tensor, int)}. */
    default Tensor trapezoid(Tensor x, int axis) {
        return Statistics.trapezoid((Tensor) this, x, axis);
    }
}
