package io.tapeless.frontend;

/** {@link ImageFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface ImageMethods permits Tensor {

    /** {@link ImageFunctions#pixelShuffle(Tensor, int)}. */
    default Tensor pixelShuffle(int r) {
        return ImageFunctions.pixelShuffle((Tensor) this, r);
    }

    /** {@link ImageFunctions#unfold(Tensor, int)}. */
    default Tensor unfold(int k) {
        return ImageFunctions.unfold((Tensor) this, k);
    }

    /** {@link ImageFunctions#unfold(Tensor, int[], int[], int[], int[])}. */
    default Tensor unfold(int[] kernel, int[] stride, int[] padding, int[] dilation) {
        return ImageFunctions.unfold((Tensor) this, kernel, stride, padding, dilation);
    }

    /** {@link ImageFunctions#unfold(Tensor, int, int, int)}. */
    default Tensor unfold(int axis, int size, int step) {
        return ImageFunctions.unfold((Tensor) this, axis, size, step);
    }

    /** {@link ImageFunctions#localResponseNorm(Tensor, int)}. */
    default Tensor localResponseNorm(int size) {
        return ImageFunctions.localResponseNorm((Tensor) this, size);
    }

    /** {@link ImageFunctions#localResponseNorm(Tensor, int, double, double, double)}. */
    default Tensor localResponseNorm(int size, double alpha, double beta, double k) {
        return ImageFunctions.localResponseNorm((Tensor) this, size, alpha, beta, k);
    }

    /** {@link ImageFunctions#interpolate(Tensor, double, String)}. */
    default Tensor interpolate(double scale, String mode) {
        return ImageFunctions.interpolate((Tensor) this, scale, mode);
    }

    /** {@link ImageFunctions#interpolate(Tensor, double, String, boolean)}. */
    default Tensor interpolate(double scale, String mode, boolean alignCorners) {
        return ImageFunctions.interpolate((Tensor) this, scale, mode, alignCorners);
    }

    /** {@link ImageFunctions#interpolate(Tensor, int[], String)}. */
    default Tensor interpolate(int[] sizes, String mode) {
        return ImageFunctions.interpolate((Tensor) this, sizes, mode);
    }

    /** {@link ImageFunctions#interpolate(Tensor, int[], String, boolean)}. */
    default Tensor interpolate(int[] sizes, String mode, boolean alignCorners) {
        return ImageFunctions.interpolate((Tensor) this, sizes, mode, alignCorners);
    }
}
