package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Shape;
import java.util.stream.IntStream;

/**
 * Pools: the largest element or the mean of each window. Images are {@code [N, C, extents…]}, or
 * {@code [C, extents…]} for a single example. The stride is the kernel's size unless said. Maxima are padded
 * with −∞, and ties share the adjoint; means are padded with zeros that count, unless said. A padding is at most
 * half the kernel. With {@code roundUp} a last window that begins inside the image or the padding before it
 * is taken too, though it reaches beyond. Every function throws {@link io.tapeless.ir.IrException} if a window
 * doesn't fit.
 */
public final class PoolingFunctions {
    private PoolingFunctions() {}

    /** The largest element of each window of {@code [N, C, L]}; the stride is the kernel unless given. */
    public static Tensor maxPool1d(Tensor x, int kernel) {
        return maxPool1d(x, kernel, kernel);
    }

    /** The largest element of each window of {@code [N, C, L]}; the stride is the kernel unless given. */
    public static Tensor maxPool1d(Tensor x, int kernel, int stride) {
        return maxPool1d(x, kernel, stride, 0);
    }

    /** The largest element of each window of {@code [N, C, L]}; the stride is the kernel unless given. */
    public static Tensor maxPool1d(Tensor x, int kernel, int stride, int padding) {
        return maxPool1d(x, new int[] {kernel}, new int[] {stride}, new int[] {padding}, new int[] {1}, false);
    }

    /** The largest element of each window of {@code [N, C, L]}; one number stands for all axes. */
    public static Tensor maxPool1d(Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation,
            boolean roundUp) {
        return max("maxPool1d", x, 1, kernel, stride, padding, dilation, roundUp);
    }

    /** The largest element of each window of {@code [N, C, H, W]}; the stride is the kernel unless given. */
    public static Tensor maxPool2d(Tensor x, int kernel) {
        return maxPool2d(x, kernel, kernel);
    }

    /** The largest element of each window of {@code [N, C, H, W]}; the stride is the kernel unless given. */
    public static Tensor maxPool2d(Tensor x, int kernel, int stride) {
        return maxPool2d(x, kernel, stride, 0);
    }

    /** The largest element of each window of {@code [N, C, H, W]}; the stride is the kernel unless given. */
    public static Tensor maxPool2d(Tensor x, int kernel, int stride, int padding) {
        return maxPool2d(x, new int[] {kernel}, new int[] {stride}, new int[] {padding}, new int[] {1}, false);
    }

    /** The largest element of each window of {@code [N, C, H, W]}; one number stands for all axes. */
    public static Tensor maxPool2d(Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation,
            boolean roundUp) {
        return max("maxPool2d", x, 2, kernel, stride, padding, dilation, roundUp);
    }

    /** The largest element of each window of {@code [N, C, D, H, W]}; the stride is the kernel unless given. */
    public static Tensor maxPool3d(Tensor x, int kernel) {
        return maxPool3d(x, kernel, kernel);
    }

    /** The largest element of each window of {@code [N, C, D, H, W]}; the stride is the kernel unless given. */
    public static Tensor maxPool3d(Tensor x, int kernel, int stride) {
        return maxPool3d(x, kernel, stride, 0);
    }

    /** The largest element of each window of {@code [N, C, D, H, W]}; the stride is the kernel unless given. */
    public static Tensor maxPool3d(Tensor x, int kernel, int stride, int padding) {
        return maxPool3d(x, new int[] {kernel}, new int[] {stride}, new int[] {padding}, new int[] {1}, false);
    }

    /** The largest element of each window of {@code [N, C, D, H, W]}; one number stands for all axes. */
    public static Tensor maxPool3d(Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation,
            boolean roundUp) {
        return max("maxPool3d", x, 3, kernel, stride, padding, dilation, roundUp);
    }

    /** The mean of each window of {@code [N, C, L]}, zeros around counted; the stride is the kernel unless given. */
    public static Tensor avgPool1d(Tensor x, int kernel) {
        return avgPool1d(x, kernel, kernel);
    }

    /** The mean of each window of {@code [N, C, L]}, zeros around counted; the stride is the kernel unless given. */
    public static Tensor avgPool1d(Tensor x, int kernel, int stride) {
        return avgPool1d(x, kernel, stride, 0);
    }

    /** The mean of each window of {@code [N, C, L]}, zeros around counted; the stride is the kernel unless given. */
    public static Tensor avgPool1d(Tensor x, int kernel, int stride, int padding) {
        return avgPool1d(x, new int[] {kernel}, new int[] {stride}, new int[] {padding}, false, true);
    }

    /** The mean of each window of {@code [N, C, L]}, counting padded zeros or not; one number is for all axes. */
    public static Tensor avgPool1d(Tensor x, int[] kernel, int[] stride, int[] padding, boolean roundUp,
            boolean countPadding) {
        return mean("avgPool1d", x, 1, kernel, stride, padding, roundUp, countPadding);
    }

    /** The mean of each window of {@code [N, C, H, W]}, zeros around counted; the stride is the kernel unless given. */
    public static Tensor avgPool2d(Tensor x, int kernel) {
        return avgPool2d(x, kernel, kernel);
    }

    /** The mean of each window of {@code [N, C, H, W]}, zeros around counted; the stride is the kernel unless given. */
    public static Tensor avgPool2d(Tensor x, int kernel, int stride) {
        return avgPool2d(x, kernel, stride, 0);
    }

    /** The mean of each window of {@code [N, C, H, W]}, zeros around counted; the stride is the kernel unless given. */
    public static Tensor avgPool2d(Tensor x, int kernel, int stride, int padding) {
        return avgPool2d(x, new int[] {kernel}, new int[] {stride}, new int[] {padding}, false, true);
    }

    /** The mean of each window of {@code [N, C, H, W]}, counting padded zeros or not; one number is for all axes. */
    public static Tensor avgPool2d(Tensor x, int[] kernel, int[] stride, int[] padding, boolean roundUp,
            boolean countPadding) {
        return mean("avgPool2d", x, 2, kernel, stride, padding, roundUp, countPadding);
    }

    /** The mean of each window of {@code [N, C, D, H, W]}, zeros counted; the stride is the kernel unless given. */
    public static Tensor avgPool3d(Tensor x, int kernel) {
        return avgPool3d(x, kernel, kernel);
    }

    /** The mean of each window of {@code [N, C, D, H, W]}, zeros counted; the stride is the kernel unless given. */
    public static Tensor avgPool3d(Tensor x, int kernel, int stride) {
        return avgPool3d(x, kernel, stride, 0);
    }

    /** The mean of each window of {@code [N, C, D, H, W]}, zeros counted; the stride is the kernel unless given. */
    public static Tensor avgPool3d(Tensor x, int kernel, int stride, int padding) {
        return avgPool3d(x, new int[] {kernel}, new int[] {stride}, new int[] {padding}, false, true);
    }

    /** The mean of each window of {@code [N, C, D, H, W]}, counting padded zeros or not; one number is for all axes. */
    public static Tensor avgPool3d(Tensor x, int[] kernel, int[] stride, int[] padding, boolean roundUp,
            boolean countPadding) {
        return mean("avgPool3d", x, 3, kernel, stride, padding, roundUp, countPadding);
    }

    /** {@code [N, C, H, W] → [N, C, size, size]}; see the form with sizes. */
    public static Tensor adaptiveAvgPool2d(Tensor x, int size) {
        return adaptiveAvgPool2d(x, new int[] {size, size});
    }

    /**
     * {@code [N, C, H, W] → [N, C, sizes…]}: means over windows that cover the image evenly, from
     * {@code ⌊i·extent/size⌋} to {@code ⌈(i + 1)·extent/size⌉}.
     */
    public static Tensor adaptiveAvgPool2d(Tensor x, int[] sizes) {
        String function = "adaptiveAvgPool2d";
        Check.floats(function, x);
        Check.that(sizes.length == 2 && sizes[0] > 0 && sizes[1] > 0, function, "expected two positive sizes", x);
        return Windows.batched(function, x, 4, batch -> {
            int high = Check.extent(function, batch, 2);
            int wide = Check.extent(function, batch, 3);
            if (high % sizes[0] != 0 || wide % sizes[1] != 0) {
                return ImageFunctions.interpolate(batch, sizes, "area");
            }
            int[] kernel = {high / sizes[0], wide / sizes[1]};
            return avgPool2d(batch, kernel, kernel, new int[] {0}, false, true);
        });
    }

    /** The mean over all axes from the third on: {@code [N, C, H, W] → [N, C]}. */
    public static Tensor globalAvgPool(Tensor x) {
        Check.rankAtLeast(3, "globalAvgPool", x);
        return Reductions.mean(x, IntStream.range(2, x.rank()).toArray());
    }

    private static Windows windows(String function, Tensor x, int axes, int[] kernel, int[] stride, int[] padding,
            int[] dilation) {
        Check.floats(function, x);
        Windows windows = Windows.of(function, x, Windows.each(function, "kernel", x, kernel, axes), stride, padding,
                dilation);
        for (int i = 0; i < axes; i++) {
            int most = Math.max(windows.before()[i], windows.after()[i]);
            Check.that(2 * most <= windows.kernel()[i], function, "a padding is at most half the kernel, found "
                    + most + " for " + windows.kernel()[i], x);
        }
        return windows;
    }

    private static Tensor max(String function, Tensor x, int axes, int[] kernel, int[] stride, int[] padding,
            int[] dilation, boolean roundUp) {
        Windows windows = windows(function, x, axes, kernel, stride, padding, dilation);
        return Windows.batched(function, x, axes + 2, batch -> {
            Windows all = roundUp ? windows.roundedUp(batch) : windows;
            return all.kernelFirst(batch, Double.NEGATIVE_INFINITY).max(all.kernelAxes());
        });
    }

    private static Tensor mean(String function, Tensor x, int axes, int[] kernel, int[] stride, int[] padding,
            boolean roundUp, boolean countPadding) {
        Windows windows = windows(function, x, axes, kernel, stride, padding, new int[] {1});
        return Windows.batched(function, x, axes + 2, batch -> {
            Windows all = roundUp ? windows.roundedUp(batch) : windows;
            Tensor sum = all.kernelFirst(batch, 0).sum(all.kernelAxes());
            for (int i = 0; i < axes; i++) {
                sum = sum.dividedBy(counts(batch, windows, all, i, countPadding));
            }
            return sum;
        });
    }

    /** How many elements count along an axis of each window: not those that rounding up added. */
    private static Tensor counts(Tensor x, Windows windows, Windows all, int i, boolean countPadding) {
        boolean whole = all.after()[i] == windows.after()[i]
                && (countPadding || all.before()[i] == 0 && all.after()[i] == 0);
        if (whole) {
            return x.owner().constant(x.dtype(), all.kernel()[i]);
        }
        int axis = all.axis(x, i);
        Dim extent = x.shape().dim(axis);
        Tensor ones = Broadcasting.to(all.function(), x.owner().constant(x.dtype(), 1), Shape.of(extent));
        Tensor counted = countPadding
                ? ArrangeFunctions.pad(ones, new int[] {windows.before()[i]}, new int[] {windows.after()[i]}, 1) : ones;
        int[] before = {countPadding ? 0 : all.before()[i]};
        int[] after = {all.after()[i] - (countPadding ? windows.after()[i] : 0)};
        Windows line = new Windows(all.function(), new int[] {all.kernel()[i]}, new int[] {all.stride()[i]}, before,
                after, new int[] {1});
        Tensor counts = line.kernelFirst(counted, 0).sum(0);
        return Broadcasting.reshape(counts, Shape.of(counts.shape().dim(0))
                .concat(Broadcasting.ones(x.rank() - 1 - axis)));
    }
}
