package io.tapeless.frontend;

/** {@link CumulativeFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface CumulativeMethods permits Tensor {

    /** {@link CumulativeFunctions#cumsum(Tensor, int)}. */
    default Tensor cumsum(int axis) {
        return CumulativeFunctions.cumsum((Tensor) this, axis);
    }

    /** {@link CumulativeFunctions#cumprod(Tensor, int)}. */
    default Tensor cumprod(int axis) {
        return CumulativeFunctions.cumprod((Tensor) this, axis);
    }

    /** {@link CumulativeFunctions#cummax(Tensor, int)}. */
    default Tensor cummax(int axis) {
        return CumulativeFunctions.cummax((Tensor) this, axis);
    }

    /** {@link CumulativeFunctions#cummin(Tensor, int)}. */
    default Tensor cummin(int axis) {
        return CumulativeFunctions.cummin((Tensor) this, axis);
    }

    /** {@link CumulativeFunctions#logCumSumExp(Tensor, int)}. */
    default Tensor logCumSumExp(int axis) {
        return CumulativeFunctions.logCumSumExp((Tensor) this, axis);
    }
}
