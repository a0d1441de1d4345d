package io.tapeless.frontend;

/**
 * Convolutions, in the sense of neural networks: cross-correlations. Images are {@code [N, C, extents…]}, or
 * {@code [C, extents…]} for a single example; weights are {@code [out, in/groups, kernel…]}. Padding is of zeros:
 * one number for all sides, one an axis, one before and one after each axis, or {@code "valid"} (none) or
 * {@code "same"} ({@code ⌈extent/stride⌉} places, an odd element more after than before). Stride and dilation are
 * one number, or one an axis. Extents may be symbolic, where a stride divides them. Every function throws
 * {@link io.tapeless.ir.IrException} if the kernel is larger than the padded image, or channels and groups don't fit.
 *
 * <pre>  y[n, o, p] = Σ_{c, k} w[o, c, k] · x[n, c, p·stride + k·dilation − padding]</pre>
 *
 * A bias is {@code + b.reshape(-1, 1, 1)}, one axis of 1 for each extent. A transposed convolution cuts the padding
 * off its result, whose extents are {@code (extent − 1)·stride − 2·padding + dilation·(k − 1) + outputPadding + 1}.
 */
public final class ConvolutionFunctions {
    private ConvolutionFunctions() {}

    /** Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}. */
    public static Tensor conv1d(Tensor x, Tensor w) {
        return conv1d(x, w, 1);
    }

    /** Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}. */
    public static Tensor conv1d(Tensor x, Tensor w, int stride) {
        return conv1d(x, w, stride, 0);
    }

    /** Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}. */
    public static Tensor conv1d(Tensor x, Tensor w, int stride, int padding) {
        return conv1d(x, w, stride, padding, 1, 1);
    }

    /**
     * Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}, with padding {@code "same"} or {@code
     * "valid"}.
     */
    public static Tensor conv1d(Tensor x, Tensor w, int stride, String padding) {
        return conv1d(x, w, stride, padding, 1, 1);
    }

    /** Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}. */
    public static Tensor conv1d(Tensor x, Tensor w, int stride, int padding, int dilation, int groups) {
        return conv1d(x, w, new int[] {stride}, new int[] {padding}, new int[] {dilation}, groups);
    }

    /**
     * Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}, with padding {@code "same"} or {@code
     * "valid"}.
     */
    public static Tensor conv1d(Tensor x, Tensor w, int stride, String padding, int dilation, int groups) {
        return conv1d(x, w, new int[] {stride}, padding, new int[] {dilation}, groups);
    }

    /**
     * Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}, with numbers axis by axis, the padding also
     * before and after.
     */
    public static Tensor conv1d(Tensor x, Tensor w, int[] stride, int[] padding, int[] dilation, int groups) {
        int[] kernel = Convolutions.kernel("conv1d", x, w, 1);
        return Convolutions.convolve(x, w, Windows.of("conv1d", x, kernel, stride, padding, dilation), groups);
    }

    /**
     * Slides weights {@code [out, C/groups, k]} over {@code [N, C, L]}, with numbers axis by axis and padding {@code
     * "same"} or {@code "valid"}.
     */
    public static Tensor conv1d(Tensor x, Tensor w, int[] stride, String padding, int[] dilation, int groups) {
        int[] kernel = Convolutions.kernel("conv1d", x, w, 1);
        return Convolutions.convolve(x, w, Windows.of("conv1d", x, kernel, stride, padding, dilation), groups);
    }

    /** Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}. */
    public static Tensor conv2d(Tensor x, Tensor w) {
        return conv2d(x, w, 1);
    }

    /** Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}. */
    public static Tensor conv2d(Tensor x, Tensor w, int stride) {
        return conv2d(x, w, stride, 0);
    }

    /** Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}. */
    public static Tensor conv2d(Tensor x, Tensor w, int stride, int padding) {
        return conv2d(x, w, stride, padding, 1, 1);
    }

    /**
     * Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}, with padding {@code "same"} or {@code
     * "valid"}.
     */
    public static Tensor conv2d(Tensor x, Tensor w, int stride, String padding) {
        return conv2d(x, w, stride, padding, 1, 1);
    }

    /** Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}. */
    public static Tensor conv2d(Tensor x, Tensor w, int stride, int padding, int dilation, int groups) {
        return conv2d(x, w, new int[] {stride}, new int[] {padding}, new int[] {dilation}, groups);
    }

    /**
     * Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}, with padding {@code "same"} or {@code
     * "valid"}.
     */
    public static Tensor conv2d(Tensor x, Tensor w, int stride, String padding, int dilation, int groups) {
        return conv2d(x, w, new int[] {stride}, padding, new int[] {dilation}, groups);
    }

    /**
     * Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}, with numbers axis by axis, the
     * padding also before and after.
     */
    public static Tensor conv2d(Tensor x, Tensor w, int[] stride, int[] padding, int[] dilation, int groups) {
        int[] kernel = Convolutions.kernel("conv2d", x, w, 2);
        return Convolutions.convolve(x, w, Windows.of("conv2d", x, kernel, stride, padding, dilation), groups);
    }

    /**
     * Slides weights {@code [out, C/groups, kh, kw]} over {@code [N, C, H, W]}, with numbers axis by axis and padding
     * {@code "same"} or {@code "valid"}.
     */
    public static Tensor conv2d(Tensor x, Tensor w, int[] stride, String padding, int[] dilation, int groups) {
        int[] kernel = Convolutions.kernel("conv2d", x, w, 2);
        return Convolutions.convolve(x, w, Windows.of("conv2d", x, kernel, stride, padding, dilation), groups);
    }

    /** Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}. */
    public static Tensor conv3d(Tensor x, Tensor w) {
        return conv3d(x, w, 1);
    }

    /** Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}. */
    public static Tensor conv3d(Tensor x, Tensor w, int stride) {
        return conv3d(x, w, stride, 0);
    }

    /** Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}. */
    public static Tensor conv3d(Tensor x, Tensor w, int stride, int padding) {
        return conv3d(x, w, stride, padding, 1, 1);
    }

    /**
     * Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}, with padding {@code "same"} or
     * {@code "valid"}.
     */
    public static Tensor conv3d(Tensor x, Tensor w, int stride, String padding) {
        return conv3d(x, w, stride, padding, 1, 1);
    }

    /** Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}. */
    public static Tensor conv3d(Tensor x, Tensor w, int stride, int padding, int dilation, int groups) {
        return conv3d(x, w, new int[] {stride}, new int[] {padding}, new int[] {dilation}, groups);
    }

    /**
     * Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}, with padding {@code "same"} or
     * {@code "valid"}.
     */
    public static Tensor conv3d(Tensor x, Tensor w, int stride, String padding, int dilation, int groups) {
        return conv3d(x, w, new int[] {stride}, padding, new int[] {dilation}, groups);
    }

    /**
     * Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}, with numbers axis by axis, the
     * padding also before and after.
     */
    public static Tensor conv3d(Tensor x, Tensor w, int[] stride, int[] padding, int[] dilation, int groups) {
        int[] kernel = Convolutions.kernel("conv3d", x, w, 3);
        return Convolutions.convolve(x, w, Windows.of("conv3d", x, kernel, stride, padding, dilation), groups);
    }

    /**
     * Slides weights {@code [out, C/groups, kd, kh, kw]} over {@code [N, C, D, H, W]}, with numbers axis by axis and
     * padding {@code "same"} or {@code "valid"}.
     */
    public static Tensor conv3d(Tensor x, Tensor w, int[] stride, String padding, int[] dilation, int groups) {
        int[] kernel = Convolutions.kernel("conv3d", x, w, 3);
        return Convolutions.convolve(x, w, Windows.of("conv3d", x, kernel, stride, padding, dilation), groups);
    }

    /** Slides weights {@code [C·m, 1, kh, kw]} over {@code [N, C, H, W]}, m for each channel. */
    public static Tensor depthwiseConv2d(Tensor x, Tensor w) {
        return depthwiseConv2d(x, w, 1);
    }

    /** Slides weights {@code [C·m, 1, kh, kw]} over {@code [N, C, H, W]}, m for each channel. */
    public static Tensor depthwiseConv2d(Tensor x, Tensor w, int stride) {
        return depthwiseConv2d(x, w, stride, 0);
    }

    /** Slides weights {@code [C·m, 1, kh, kw]} over {@code [N, C, H, W]}, m for each channel. */
    public static Tensor depthwiseConv2d(Tensor x, Tensor w, int stride, int padding) {
        return depthwiseConv2d(x, w, stride, padding, 1);
    }

    /** Slides weights {@code [C·m, 1, kh, kw]} over {@code [N, C, H, W]}, m for each channel. */
    public static Tensor depthwiseConv2d(Tensor x, Tensor w, int stride, int padding, int dilation) {
        return depthwise(x, w, Windows.of("depthwiseConv2d", x, Convolutions.kernel("depthwiseConv2d", x, w, 2),
                new int[] {stride}, new int[] {padding}, new int[] {dilation}));
    }

    /**
     * Slides weights {@code [C·m, 1, kh, kw]} over {@code [N, C, H, W]}, m for each channel, with padding {@code
     * "same"} or {@code "valid"}.
     */
    public static Tensor depthwiseConv2d(Tensor x, Tensor w, int stride, String padding) {
        return depthwiseConv2d(x, w, stride, padding, 1);
    }

    /**
     * Slides weights {@code [C·m, 1, kh, kw]} over {@code [N, C, H, W]}, m for each channel, with padding {@code
     * "same"} or {@code "valid"}.
     */
    public static Tensor depthwiseConv2d(Tensor x, Tensor w, int stride, String padding, int dilation) {
        return depthwise(x, w, Windows.of("depthwiseConv2d", x, Convolutions.kernel("depthwiseConv2d", x, w, 2),
                new int[] {stride}, padding, new int[] {dilation}));
    }

    private static Tensor depthwise(Tensor x, Tensor w, Windows windows) {
        Check.that(x.rank() >= 3 && w.shape().dim(1).isConstant(1), "depthwiseConv2d",
                "expected an image and weights [C·m, 1, kh, kw]", x, w);
        return Convolutions.convolve(x, w, windows, Check.extent("depthwiseConv2d", x, x.rank() - 3));
    }

    /**
     * The adjoint of {@code conv1d}: weights {@code [C, out/groups, k]} times each element of {@code [N, C, L]}, laid
     * over one another.
     */
    public static Tensor convTranspose1d(Tensor x, Tensor w) {
        return convTranspose1d(x, w, 1);
    }

    /**
     * The adjoint of {@code conv1d}: weights {@code [C, out/groups, k]} times each element of {@code [N, C, L]}, laid
     * over one another.
     */
    public static Tensor convTranspose1d(Tensor x, Tensor w, int stride) {
        return convTranspose1d(x, w, stride, 0);
    }

    /**
     * The adjoint of {@code conv1d}: weights {@code [C, out/groups, k]} times each element of {@code [N, C, L]}, laid
     * over one another.
     */
    public static Tensor convTranspose1d(Tensor x, Tensor w, int stride, int padding) {
        return convTranspose1d(x, w, stride, padding, 0);
    }

    /**
     * The adjoint of {@code conv1d}: weights {@code [C, out/groups, k]} times each element of {@code [N, C, L]}, laid
     * over one another.
     */
    public static Tensor convTranspose1d(Tensor x, Tensor w, int stride, int padding, int outputPadding) {
        return convTranspose1d(x, w, stride, padding, outputPadding, 1, 1);
    }

    /**
     * The adjoint of {@code conv1d}: weights {@code [C, out/groups, k]} times each element of {@code [N, C, L]}, laid
     * over one another.
     */
    public static Tensor convTranspose1d(Tensor x, Tensor w, int stride, int padding, int outputPadding, int groups,
            int dilation) {
        return convTranspose1d(x, w, new int[] {stride}, new int[] {padding}, new int[] {outputPadding}, groups,
                new int[] {dilation});
    }

    /**
     * The adjoint of {@code conv1d}: weights {@code [C, out/groups, k]} times each element of {@code [N, C, L]}, laid
     * over one another, with numbers axis by axis.
     */
    public static Tensor convTranspose1d(Tensor x, Tensor w, int[] stride, int[] padding, int[] outputPadding,
            int groups, int[] dilation) {
        int[] kernel = Convolutions.kernel("convTranspose1d", x, w, 1);
        Windows windows = Windows.of("convTranspose1d", x, kernel, stride, padding, dilation);
        int[] more = Windows.each("convTranspose1d", "output padding", x, outputPadding, 1);
        return Convolutions.transposed(x, w, windows, more, groups);
    }

    /**
     * The adjoint of {@code conv2d}: weights {@code [C, out/groups, kh, kw]} times each element of {@code [N, C, H,
     * W]}, laid over one another.
     */
    public static Tensor convTranspose2d(Tensor x, Tensor w) {
        return convTranspose2d(x, w, 1);
    }

    /**
     * The adjoint of {@code conv2d}: weights {@code [C, out/groups, kh, kw]} times each element of {@code [N, C, H,
     * W]}, laid over one another.
     */
    public static Tensor convTranspose2d(Tensor x, Tensor w, int stride) {
        return convTranspose2d(x, w, stride, 0);
    }

    /**
     * The adjoint of {@code conv2d}: weights {@code [C, out/groups, kh, kw]} times each element of {@code [N, C, H,
     * W]}, laid over one another.
     */
    public static Tensor convTranspose2d(Tensor x, Tensor w, int stride, int padding) {
        return convTranspose2d(x, w, stride, padding, 0);
    }

    /**
     * The adjoint of {@code conv2d}: weights {@code [C, out/groups, kh, kw]} times each element of {@code [N, C, H,
     * W]}, laid over one another.
     */
    public static Tensor convTranspose2d(Tensor x, Tensor w, int stride, int padding, int outputPadding) {
        return convTranspose2d(x, w, stride, padding, outputPadding, 1, 1);
    }

    /**
     * The adjoint of {@code conv2d}: weights {@code [C, out/groups, kh, kw]} times each element of {@code [N, C, H,
     * W]}, laid over one another.
     */
    public static Tensor convTranspose2d(Tensor x, Tensor w, int stride, int padding, int outputPadding, int groups,
            int dilation) {
        return convTranspose2d(x, w, new int[] {stride}, new int[] {padding}, new int[] {outputPadding}, groups,
                new int[] {dilation});
    }

    /**
     * The adjoint of {@code conv2d}: weights {@code [C, out/groups, kh, kw]} times each element of {@code [N, C, H,
     * W]}, laid over one another, with numbers axis by axis.
     */
    public static Tensor convTranspose2d(Tensor x, Tensor w, int[] stride, int[] padding, int[] outputPadding,
            int groups, int[] dilation) {
        int[] kernel = Convolutions.kernel("convTranspose2d", x, w, 2);
        Windows windows = Windows.of("convTranspose2d", x, kernel, stride, padding, dilation);
        int[] more = Windows.each("convTranspose2d", "output padding", x, outputPadding, 2);
        return Convolutions.transposed(x, w, windows, more, groups);
    }
}
