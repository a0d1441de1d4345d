package io.tapeless.frontend;

/** {@link ConvolutionFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface ConvolutionMethods permits Tensor {

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor)}. */
    default Tensor conv1d(Tensor w) {
        return ConvolutionFunctions.conv1d((Tensor) this, w);
    }

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor, int)}. */
    default Tensor conv1d(Tensor w, int stride) {
        return ConvolutionFunctions.conv1d((Tensor) this, w, stride);
    }

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor, int, int)}. */
    default Tensor conv1d(Tensor w, int stride, int padding) {
        return ConvolutionFunctions.conv1d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor, int, String)}. */
    default Tensor conv1d(Tensor w, int stride, String padding) {
        return ConvolutionFunctions.conv1d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor, int, int, int, int)}. */
    default Tensor conv1d(Tensor w, int stride, int padding, int dilation, int groups) {
        return ConvolutionFunctions.conv1d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor, int, String, int, int)}. */
    default Tensor conv1d(Tensor w, int stride, String padding, int dilation, int groups) {
        return ConvolutionFunctions.conv1d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor, int[], int[], int[], int)}. */
    default Tensor conv1d(Tensor w, int[] stride, int[] padding, int[] dilation, int groups) {
        return ConvolutionFunctions.conv1d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv1d(Tensor, Tensor, int[], String, int[], int)}. */
    default Tensor conv1d(Tensor w, int[] stride, String padding, int[] dilation, int groups) {
        return ConvolutionFunctions.conv1d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor)}. */
    default Tensor conv2d(Tensor w) {
        return ConvolutionFunctions.conv2d((Tensor) this, w);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor, int)}. */
    default Tensor conv2d(Tensor w, int stride) {
        return ConvolutionFunctions.conv2d((Tensor) this, w, stride);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor, int, int)}. */
    default Tensor conv2d(Tensor w, int stride, int padding) {
        return ConvolutionFunctions.conv2d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor, int, String)}. */
    default Tensor conv2d(Tensor w, int stride, String padding) {
        return ConvolutionFunctions.conv2d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor, int, int, int, int)}. */
    default Tensor conv2d(Tensor w, int stride, int padding, int dilation, int groups) {
        return ConvolutionFunctions.conv2d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor, int, String, int, int)}. */
    default Tensor conv2d(Tensor w, int stride, String padding, int dilation, int groups) {
        return ConvolutionFunctions.conv2d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor, int[], int[], int[], int)}. */
    default Tensor conv2d(Tensor w, int[] stride, int[] padding, int[] dilation, int groups) {
        return ConvolutionFunctions.conv2d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv2d(Tensor, Tensor, int[], String, int[], int)}. */
    default Tensor conv2d(Tensor w, int[] stride, String padding, int[] dilation, int groups) {
        return ConvolutionFunctions.conv2d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor)}. */
    default Tensor conv3d(Tensor w) {
        return ConvolutionFunctions.conv3d((Tensor) this, w);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor, int)}. */
    default Tensor conv3d(Tensor w, int stride) {
        return ConvolutionFunctions.conv3d((Tensor) this, w, stride);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor, int, int)}. */
    default Tensor conv3d(Tensor w, int stride, int padding) {
        return ConvolutionFunctions.conv3d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor, int, String)}. */
    default Tensor conv3d(Tensor w, int stride, String padding) {
        return ConvolutionFunctions.conv3d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor, int, int, int, int)}. */
    default Tensor conv3d(Tensor w, int stride, int padding, int dilation, int groups) {
        return ConvolutionFunctions.conv3d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor, int, String, int, int)}. */
    default Tensor conv3d(Tensor w, int stride, String padding, int dilation, int groups) {
        return ConvolutionFunctions.conv3d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor, int[], int[], int[], int)}. */
    default Tensor conv3d(Tensor w, int[] stride, int[] padding, int[] dilation, int groups) {
        return ConvolutionFunctions.conv3d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#conv3d(Tensor, Tensor, int[], String, int[], int)}. */
    default Tensor conv3d(Tensor w, int[] stride, String padding, int[] dilation, int groups) {
        return ConvolutionFunctions.conv3d((Tensor) this, w, stride, padding, dilation, groups);
    }

    /** {@link ConvolutionFunctions#depthwiseConv2d(Tensor, Tensor)}. */
    default Tensor depthwiseConv2d(Tensor w) {
        return ConvolutionFunctions.depthwiseConv2d((Tensor) this, w);
    }

    /** {@link ConvolutionFunctions#depthwiseConv2d(Tensor, Tensor, int)}. */
    default Tensor depthwiseConv2d(Tensor w, int stride) {
        return ConvolutionFunctions.depthwiseConv2d((Tensor) this, w, stride);
    }

    /** {@link ConvolutionFunctions#depthwiseConv2d(Tensor, Tensor, int, int)}. */
    default Tensor depthwiseConv2d(Tensor w, int stride, int padding) {
        return ConvolutionFunctions.depthwiseConv2d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#depthwiseConv2d(Tensor, Tensor, int, int, int)}. */
    default Tensor depthwiseConv2d(Tensor w, int stride, int padding, int dilation) {
        return ConvolutionFunctions.depthwiseConv2d((Tensor) this, w, stride, padding, dilation);
    }

    /** {@link ConvolutionFunctions#depthwiseConv2d(Tensor, Tensor, int, String)}. */
    default Tensor depthwiseConv2d(Tensor w, int stride, String padding) {
        return ConvolutionFunctions.depthwiseConv2d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#depthwiseConv2d(Tensor, Tensor, int, String, int)}. */
    default Tensor depthwiseConv2d(Tensor w, int stride, String padding, int dilation) {
        return ConvolutionFunctions.depthwiseConv2d((Tensor) this, w, stride, padding, dilation);
    }

    /** {@link ConvolutionFunctions#convTranspose1d(Tensor, Tensor)}. */
    default Tensor convTranspose1d(Tensor w) {
        return ConvolutionFunctions.convTranspose1d((Tensor) this, w);
    }

    /** {@link ConvolutionFunctions#convTranspose1d(Tensor, Tensor, int)}. */
    default Tensor convTranspose1d(Tensor w, int stride) {
        return ConvolutionFunctions.convTranspose1d((Tensor) this, w, stride);
    }

    /** {@link ConvolutionFunctions#convTranspose1d(Tensor, Tensor, int, int)}. */
    default Tensor convTranspose1d(Tensor w, int stride, int padding) {
        return ConvolutionFunctions.convTranspose1d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#convTranspose1d(Tensor, Tensor, int, int, int)}. */
    default Tensor convTranspose1d(Tensor w, int stride, int padding, int outputPadding) {
        return ConvolutionFunctions.convTranspose1d((Tensor) this, w, stride, padding, outputPadding);
    }

    /** {@link ConvolutionFunctions#convTranspose1d(Tensor, Tensor, int, int, int, int, int)}. */
    default Tensor convTranspose1d(Tensor w, int stride, int padding, int outputPadding, int groups, int dilation) {
        return ConvolutionFunctions.convTranspose1d((Tensor) this, w, stride, padding, outputPadding, groups, dilation);
    }

    /** {@link ConvolutionFunctions#convTranspose1d(Tensor, Tensor, int[], int[], int[], int, int[])}. */
    default Tensor convTranspose1d(Tensor w, int[] stride, int[] padding, int[] outputPadding, int groups,
            int[] dilation) {
        return ConvolutionFunctions.convTranspose1d((Tensor) this, w, stride, padding, outputPadding, groups, dilation);
    }

    /** {@link ConvolutionFunctions#convTranspose2d(Tensor, Tensor)}. */
    default Tensor convTranspose2d(Tensor w) {
        return ConvolutionFunctions.convTranspose2d((Tensor) this, w);
    }

    /** {@link ConvolutionFunctions#convTranspose2d(Tensor, Tensor, int)}. */
    default Tensor convTranspose2d(Tensor w, int stride) {
        return ConvolutionFunctions.convTranspose2d((Tensor) this, w, stride);
    }

    /** {@link ConvolutionFunctions#convTranspose2d(Tensor, Tensor, int, int)}. */
    default Tensor convTranspose2d(Tensor w, int stride, int padding) {
        return ConvolutionFunctions.convTranspose2d((Tensor) this, w, stride, padding);
    }

    /** {@link ConvolutionFunctions#convTranspose2d(Tensor, Tensor, int, int, int)}. */
    default Tensor convTranspose2d(Tensor w, int stride, int padding, int outputPadding) {
        return ConvolutionFunctions.convTranspose2d((Tensor) this, w, stride, padding, outputPadding);
    }

    /** {@link ConvolutionFunctions#convTranspose2d(Tensor, Tensor, int, int, int, int, int)}. */
    default Tensor convTranspose2d(Tensor w, int stride, int padding, int outputPadding, int groups, int dilation) {
        return ConvolutionFunctions.convTranspose2d((Tensor) this, w, stride, padding, outputPadding, groups, dilation);
    }

    /** {@link ConvolutionFunctions#convTranspose2d(Tensor, Tensor, int[], int[], int[], int, int[])}. */
    default Tensor convTranspose2d(Tensor w, int[] stride, int[] padding, int[] outputPadding, int groups,
            int[] dilation) {
        return ConvolutionFunctions.convTranspose2d((Tensor) this, w, stride, padding, outputPadding, groups, dilation);
    }
}
