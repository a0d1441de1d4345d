package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Functions of images {@code [N, C, H, W]} (and of {@code [N, C, L]} and volumes where said). */
public final class ImageFunctions {
    private ImageFunctions() {}

    /** {@code [N, C·r², H, W] → [N, C, H·r, W·r]}: channels become r × r pixels. Shi et al. 2016. */
    public static Tensor pixelShuffle(Tensor x, int r) {
        Check.rank(4, "pixelShuffle", x);
        Shape s = x.shape();
        Dim channels = s.dim(1).dividedBy(Dim.of((long) r * r)).orElseThrow(() -> Check.error("pixelShuffle",
                "the channels are not a multiple of " + r + "²", x));
        Dim side = Dim.of(r);
        Tensor split = ShapeFunctions.reshape(x, s.dim(0), channels, side, side, s.dim(2), s.dim(3));
        return ShapeFunctions.reshape(ShapeFunctions.transpose(split, 0, 1, 4, 2, 5, 3),
                s.dim(0), channels, s.dim(2).times(r), s.dim(3).times(r));
    }

    /** The k × k patches of each image as columns: {@code [N, C, H, W] → [N, C·k², patches]} (im2col). */
    public static Tensor unfold(Tensor x, int k) {
        return unfold(x, new int[] {k}, new int[] {1}, new int[] {0}, new int[] {1});
    }

    /**
     * Patches as columns, with kernel, stride, zero padding and dilation as {@code {vertical, horizontal}} or one
     * number for both.
     */
    public static Tensor unfold(Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation) {
        Check.rank(4, "unfold", x);
        Windows windows = Windows.of("unfold", x, Windows.each("unfold", "kernel", x, kernel, 2), stride, padding,
                dilation);
        Tensor seen = windows.unfolded(x, 0);
        Shape shape = seen.shape();
        return Broadcasting.reshape(ShapeFunctions.transpose(seen, 0, 1, 4, 5, 2, 3), Shape.of(shape.dim(0),
                shape.dim(1).times(windows.size()), shape.dim(2).times(shape.dim(3))));
    }

    /** Windows of an axis, every {@code step}, as a new last axis; the axis counts them. */
    public static Tensor unfold(Tensor x, int axis, int size, int step) {
        int normal = Check.axis("unfold", x, axis);
        Tensor last = ShapeFunctions.swapAxes(x, normal, -1);
        Tensor windows = Windows.of("unfold", last, new int[] {size}, new int[] {step}, new int[] {0}, new int[] {1})
                .unfolded(last, 0);
        return ShapeFunctions.swapAxes(windows, normal, -2);
    }

    /** {@code localResponseNorm} with alpha 1e-4, beta 0.75 and k 1. */
    public static Tensor localResponseNorm(Tensor x, int size) {
        return localResponseNorm(x, size, 1e-4, 0.75, 1);
    }

    /** {@code x/(k + alpha·mean)^beta}, the mean being of x² over {@code size} channels around. Krizhevsky 2012. */
    public static Tensor localResponseNorm(Tensor x, int size, double alpha, double beta, double k) {
        Check.floats("localResponseNorm", x);
        Check.rankAtLeast(2, "localResponseNorm", x);
        Check.that(size > 0, "localResponseNorm", "expected a positive size, found " + size, x);
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        before[1] = size / 2;
        after[1] = (size - 1) / 2;
        Tensor squares = ArrangeFunctions.pad(x.square(), before, after);
        Tensor sum = ShapeFunctions.narrow(squares, 1, Dim.ZERO, x.shape().dim(1));
        for (int i = 1; i < size; i++) {
            sum = sum.plus(ShapeFunctions.narrow(squares, 1, Dim.of(i), x.shape().dim(1)));
        }
        return x.dividedBy(sum.times(alpha / size).plus(k).pow(beta));
    }

    /** Resamples to {@code ⌊extent·scale⌋}; see the form with sizes. */
    public static Tensor interpolate(Tensor x, double scale, String mode) {
        return interpolate(x, scale, mode, false);
    }

    /** Resamples to {@code ⌊extent·scale⌋}; output i lies at {@code (i + ½)/scale − ½} unless corners are aligned. */
    public static Tensor interpolate(Tensor x, double scale, String mode, boolean alignCorners) {
        Check.rankAtLeast(3, "interpolate", x);
        Check.that(scale > 0, "interpolate", "expected a positive scale, found " + scale, x);
        int[] sizes = IntStream.range(2, x.rank())
                .map(a -> (int) Math.floor(Check.extent("interpolate", x, a) * scale)).toArray();
        return resample(x, sizes, mode, alignCorners, 1 / scale);
    }

    /** Resamples to given sizes; see the form that aligns corners or not. */
    public static Tensor interpolate(Tensor x, int[] sizes, String mode) {
        return interpolate(x, sizes, mode, false);
    }

    /**
     * Resamples the axes from the third on to given sizes. Modes: {@code "nearest"}; {@code "linear"} of one axis,
     * {@code "bilinear"} of two and {@code "trilinear"} of three; {@code "bicubic"} of two (Keys 1981, a = −0.75);
     * {@code "area"}, the mean of the covered pixels. Pixels are areas: output i lies at
     * {@code (i + ½)·in/out − ½}; with corners aligned, pixels are points and it lies at {@code i·(in − 1)/(out − 1)}.
     */
    public static Tensor interpolate(Tensor x, int[] sizes, String mode, boolean alignCorners) {
        return resample(x, sizes, mode, alignCorners, 0);
    }

    private static Tensor resample(Tensor x, int[] sizes, String mode, boolean alignCorners, double givenStep) {
        Check.floats("interpolate", x);
        int axes = switch (mode) {
            case "linear" -> 1;
            case "bilinear", "bicubic" -> 2;
            case "trilinear" -> 3;
            case "nearest", "area" -> x.rank() - 2;
            default -> throw Check.error("interpolate", "there is no mode " + mode
                    + "; expected nearest, linear, bilinear, trilinear, bicubic or area", x);
        };
        Check.that(axes >= 1 && x.rank() == axes + 2 && sizes.length == axes, "interpolate", "mode " + mode
                + " expected " + Math.max(axes, 1) + " axes after the second and as many sizes, found "
                + (x.rank() - 2) + " and " + sizes.length, x);
        boolean points = mode.equals("nearest") || mode.equals("area");
        Check.that(!alignCorners || !points, "interpolate", "mode " + mode + " aligns no corners", x);
        Tensor result = x;
        for (int i = 0; i < sizes.length; i++) {
            int in = Check.extent("interpolate", x, i + 2);
            Check.that(sizes[i] > 0, "interpolate", "sizes are positive, found " + sizes[i], x);
            double step = givenStep > 0 ? givenStep : (double) in / sizes[i];
            Places places = alignCorners
                    ? new Places(sizes[i] > 1 ? (in - 1.0) / (sizes[i] - 1) : 0, 0) : new Places(step, 0.5);
            result = mode.equals("nearest") ? nearest(result, i + 2, in, sizes[i], givenStep)
                    : mixed(result, i + 2, weights(in, sizes[i], mode, places));
        }
        return result;
    }

    /** Where outputs lie along the input: {@code (i + centre)·step − centre}. */
    private record Places(double step, double centre) {
        double of(int i) {
            return (i + centre) * step - centre;
        }
    }

    private static Tensor nearest(Tensor x, int axis, int in, int out, double givenStep) {
        long[] source = IntStream.range(0, out).mapToLong(i -> givenStep > 0
                ? Math.min((long) (i * givenStep), in - 1) : (long) i * in / out).toArray();
        Tensor index = x.owner().constant(Literal.ofIntegers(new TensorType(DType.I32, Shape.of(out)), source));
        return IndexFunctions.gather(x, index, axis);
    }

    /** Every output along an axis as a weighted sum of the inputs: {@code weights[in][out]}. */
    private static Tensor mixed(Tensor x, int axis, double[][] weights) {
        double[] flat = Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
        TensorType type = new TensorType(x.dtype(), Shape.of(weights.length, weights[0].length));
        Tensor matrix = x.owner().constant(Literal.of(type, flat));
        Tensor last = ShapeFunctions.swapAxes(x, axis, -1);
        return ShapeFunctions.swapAxes(LinearAlgebra.matmul(last, matrix), axis, -1);
    }

    private static double[][] weights(int in, int out, String mode, Places places) {
        double[][] weights = new double[in][out];
        for (int i = 0; i < out; i++) {
            switch (mode) {
                case "area" -> area(weights, i, in, out);
                case "bicubic" -> cubic(weights, i, in, places.of(i));
                default -> linear(weights, i, in, Math.max(places.of(i), 0));
            }
        }
        return weights;
    }

    private static void linear(double[][] weights, int i, int in, double place) {
        int left = Math.min((int) place, in - 1);
        double t = place - left;
        weights[left][i] += 1 - t;
        weights[Math.min(left + 1, in - 1)][i] += t;
    }

    private static void cubic(double[][] weights, int i, int in, double place) {
        int left = (int) Math.floor(place);
        for (int tap = left - 1; tap <= left + 2; tap++) {
            weights[Math.min(Math.max(tap, 0), in - 1)][i] += keys(Math.abs(place - tap));
        }
    }

    /** The convolution kernel of Keys 1981 with a = −0.75. */
    private static double keys(double d) {
        double a = -0.75;
        return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }

    private static void area(double[][] weights, int i, int in, int out) {
        int from = (int) ((long) i * in / out);
        int to = (int) (((long) (i + 1) * in + out - 1) / out);
        for (int source = from; source < to; source++) {
            weights[source][i] = 1.0 / (to - from);
        }
    }
}
