package io.tapeless.frontend;

/** {@link PoolingFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface PoolingMethods permits Tensor {

    /** {@link PoolingFunctions#maxPool1d(Tensor, int)}. */
    default Tensor maxPool1d(int kernel) {
        return PoolingFunctions.maxPool1d((Tensor) this, kernel);
    }

    /** {@link PoolingFunctions#maxPool1d(Tensor, int, int)}. */
    default Tensor maxPool1d(int kernel, int stride) {
        return PoolingFunctions.maxPool1d((Tensor) this, kernel, stride);
    }

    /** {@link PoolingFunctions#maxPool1d(Tensor, int, int, int)}. */
    default Tensor maxPool1d(int kernel, int stride, int padding) {
        return PoolingFunctions.maxPool1d((Tensor) this, kernel, stride, padding);
    }

    /** {@link PoolingFunctions#maxPool1d(Tensor, int[], int[], int[], int[], boolean)}. */
    default Tensor maxPool1d(int[] kernel, int[] stride, int[] padding, int[] dilation, boolean roundUp) {
        return PoolingFunctions.maxPool1d((Tensor) this, kernel, stride, padding, dilation, roundUp);
    }

    /** {@link PoolingFunctions#maxPool2d(Tensor, int)}. */
    default Tensor maxPool2d(int kernel) {
        return PoolingFunctions.maxPool2d((Tensor) this, kernel);
    }

    /** {@link PoolingFunctions#maxPool2d(Tensor, int, int)}. */
    default Tensor maxPool2d(int kernel, int stride) {
        return PoolingFunctions.maxPool2d((Tensor) this, kernel, stride);
    }

    /** {@link PoolingFunctions#maxPool2d(Tensor, int, int, int)}. */
    default Tensor maxPool2d(int kernel, int stride, int padding) {
        return PoolingFunctions.maxPool2d((Tensor) this, kernel, stride, padding);
    }

    /** {@link PoolingFunctions#maxPool2d(Tensor, int[], int[], int[], int[], boolean)}. */
    default Tensor maxPool2d(int[] kernel, int[] stride, int[] padding, int[] dilation, boolean roundUp) {
        return PoolingFunctions.maxPool2d((Tensor) this, kernel, stride, padding, dilation, roundUp);
    }

    /** {@link PoolingFunctions#maxPool3d(Tensor, int)}. */
    default Tensor maxPool3d(int kernel) {
        return PoolingFunctions.maxPool3d((Tensor) this, kernel);
    }

    /** {@link PoolingFunctions#maxPool3d(Tensor, int, int)}. */
    default Tensor maxPool3d(int kernel, int stride) {
        return PoolingFunctions.maxPool3d((Tensor) this, kernel, stride);
    }

    /** {@link PoolingFunctions#maxPool3d(Tensor, int, int, int)}. */
    default Tensor maxPool3d(int kernel, int stride, int padding) {
        return PoolingFunctions.maxPool3d((Tensor) this, kernel, stride, padding);
    }

    /** {@link PoolingFunctions#maxPool3d(Tensor, int[], int[], int[], int[], boolean)}. */
    default Tensor maxPool3d(int[] kernel, int[] stride, int[] padding, int[] dilation, boolean roundUp) {
        return PoolingFunctions.maxPool3d((Tensor) this, kernel, stride, padding, dilation, roundUp);
    }

    /** {@link PoolingFunctions#avgPool1d(Tensor, int)}. */
    default Tensor avgPool1d(int kernel) {
        return PoolingFunctions.avgPool1d((Tensor) this, kernel);
    }

    /** {@link PoolingFunctions#avgPool1d(Tensor, int, int)}. */
    default Tensor avgPool1d(int kernel, int stride) {
        return PoolingFunctions.avgPool1d((Tensor) this, kernel, stride);
    }

    /** {@link PoolingFunctions#avgPool1d(Tensor, int, int, int)}. */
    default Tensor avgPool1d(int kernel, int stride, int padding) {
        return PoolingFunctions.avgPool1d((Tensor) this, kernel, stride, padding);
    }

    /** {@link PoolingFunctions#avgPool1d(Tensor, int[], int[], int[], boolean, boolean)}. */
    default Tensor avgPool1d(int[] kernel, int[] stride, int[] padding, boolean roundUp, boolean countPadding) {
        return PoolingFunctions.avgPool1d((Tensor) this, kernel, stride, padding, roundUp, countPadding);
    }

    /** {@link PoolingFunctions#avgPool2d(Tensor, int)}. */
    default Tensor avgPool2d(int kernel) {
        return PoolingFunctions.avgPool2d((Tensor) this, kernel);
    }

    /** {@link PoolingFunctions#avgPool2d(Tensor, int, int)}. */
    default Tensor avgPool2d(int kernel, int stride) {
        return PoolingFunctions.avgPool2d((Tensor) this, kernel, stride);
    }

    /** {@link PoolingFunctions#avgPool2d(Tensor, int, int, int)}. */
    default Tensor avgPool2d(int kernel, int stride, int padding) {
        return PoolingFunctions.avgPool2d((Tensor) this, kernel, stride, padding);
    }

    /** {@link PoolingFunctions#avgPool2d(Tensor, int[], int[], int[], boolean, boolean)}. */
    default Tensor avgPool2d(int[] kernel, int[] stride, int[] padding, boolean roundUp, boolean countPadding) {
        return PoolingFunctions.avgPool2d((Tensor) this, kernel, stride, padding, roundUp, countPadding);
    }

    /** {@link PoolingFunctions#avgPool3d(Tensor, int)}. */
    default Tensor avgPool3d(int kernel) {
        return PoolingFunctions.avgPool3d((Tensor) this, kernel);
    }

    /** {@link PoolingFunctions#avgPool3d(Tensor, int, int)}. */
    default Tensor avgPool3d(int kernel, int stride) {
        return PoolingFunctions.avgPool3d((Tensor) this, kernel, stride);
    }

    /** {@link PoolingFunctions#avgPool3d(Tensor, int, int, int)}. */
    default Tensor avgPool3d(int kernel, int stride, int padding) {
        return PoolingFunctions.avgPool3d((Tensor) this, kernel, stride, padding);
    }

    /** {@link PoolingFunctions#avgPool3d(Tensor, int[], int[], int[], boolean, boolean)}. */
    default Tensor avgPool3d(int[] kernel, int[] stride, int[] padding, boolean roundUp, boolean countPadding) {
        return PoolingFunctions.avgPool3d((Tensor) this, kernel, stride, padding, roundUp, countPadding);
    }

    /** {@link PoolingFunctions#adaptiveAvgPool2d(Tensor, int)}. */
    default Tensor adaptiveAvgPool2d(int size) {
        return PoolingFunctions.adaptiveAvgPool2d((Tensor) this, size);
    }

    /** {@link PoolingFunctions#adaptiveAvgPool2d(Tensor, int[])}. */
    default Tensor adaptiveAvgPool2d(int[] sizes) {
        return PoolingFunctions.adaptiveAvgPool2d((Tensor) this, sizes);
    }

    /** {@link PoolingFunctions#globalAvgPool(Tensor)}. */
    default Tensor globalAvgPool() {
        return PoolingFunctions.globalAvgPool((Tensor) this);
    }
}
