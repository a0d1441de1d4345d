package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
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
        return unfold(x, new int[] {k, k}, new int[] {1, 1}, new int[] {0, 0}, new int[] {1, 1});
    }

    /** Patches as columns, with kernel, stride, zero padding and dilation as {@code {vertical, horizontal}}. */
    public static Tensor unfold(Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation) {
        Check.rank(4, "unfold", x);
        for (int[] pair : List.of(kernel, stride, padding, dilation)) {
            Check.that(pair.length == 2, "unfold", "kernel, stride, padding and dilation are pairs", x);
        }
        int[] margin = {0, 0, padding[0], padding[1]};
        Tensor padded = padding[0] == 0 && padding[1] == 0 ? x : ArrangeFunctions.pad(x, margin, margin);
        Shape from = padded.shape();
        Shape out = from.with(2, places(x, from.dim(2), kernel[0], stride[0], dilation[0]))
                .with(3, places(x, from.dim(3), kernel[1], stride[1], dilation[1]));
        List<Tensor> patches = new ArrayList<>();
        for (int i = 0; i < kernel[0]; i++) {
            for (int j = 0; j < kernel[1]; j++) {
                List<Dim> starts = List.of(Dim.ZERO, Dim.ZERO, Dim.of((long) i * dilation[0]),
                        Dim.of((long) j * dilation[1]));
                patches.add(ShapeFunctions.slice(padded, starts, out, List.of(1, 1, stride[0], stride[1])));
            }
        }
        return ShapeFunctions.reshape(ShapeFunctions.stack(2, patches), from.dim(0),
                from.dim(1).times((long) kernel[0] * kernel[1]), out.dim(2).times(out.dim(3)));
    }

    private static Dim places(Tensor x, Dim extent, int kernel, int stride, int dilation) {
        Dim room = extent.minus((long) dilation * (kernel - 1) + 1);
        if (room.isConstant()) {
            Check.that(room.constant() >= 0, "unfold", "the kernel is larger than the image", x);
            return Dim.of(room.constant() / stride + 1);
        }
        return room.dividedBy(Dim.of(stride)).orElseThrow(() -> Check.error("unfold", "the symbolic extent " + room
                + " is not a multiple of stride " + stride, x)).plus(1);
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

    /** The mean over all axes from the third on: {@code [N, C, H, W] → [N, C]}. */
    public static Tensor globalAvgPool(Tensor x) {
        Check.rankAtLeast(3, "globalAvgPool", x);
        return Reductions.mean(x, IntStream.range(2, x.rank()).toArray());
    }

    /** Enlarges the axes from the third on by a factor; see the form with sizes. */
    public static Tensor interpolate(Tensor x, int factor, String mode) {
        Check.rankAtLeast(3, "interpolate", x);
        return interpolate(x, IntStream.range(2, x.rank()).map(a -> Check.extent("interpolate", x, a) * factor)
                .toArray(), mode);
    }

    /**
     * Resamples the axes from the third on to given sizes. Modes: {@code "nearest"}; {@code "linear"} of one axis
     * and {@code "bilinear"} of two; {@code "bicubic"} of two (Keys 1981, a = −0.75); {@code "area"}, the mean of
     * the covered pixels. Pixels are areas: output i lies at {@code (i + ½)·in/out − ½}.
     */
    public static Tensor interpolate(Tensor x, int[] sizes, String mode) {
        Check.floats("interpolate", x);
        int axes = switch (mode) {
            case "linear" -> 1;
            case "bilinear", "bicubic" -> 2;
            case "nearest", "area" -> x.rank() - 2;
            default -> throw Check.error("interpolate", "there is no mode " + mode
                    + "; expected nearest, linear, bilinear, bicubic or area", x);
        };
        Check.that(axes >= 1 && x.rank() == axes + 2 && sizes.length == axes, "interpolate", "mode " + mode
                + " expected " + Math.max(axes, 1) + " axes after the second and as many sizes, found "
                + (x.rank() - 2) + " and " + sizes.length, x);
        Tensor result = x;
        for (int i = 0; i < sizes.length; i++) {
            result = resample(result, i + 2, sizes[i], mode);
        }
        return result;
    }

    private static Tensor resample(Tensor x, int axis, int out, String mode) {
        int in = Check.extent("interpolate", x, axis);
        Check.that(out > 0, "interpolate", "sizes are positive, found " + out, x);
        if (mode.equals("nearest")) {
            long[] source = IntStream.range(0, out).mapToLong(i -> (long) i * in / out).toArray();
            Tensor index = x.owner().constant(Literal.ofIntegers(new TensorType(DType.I32, Shape.of(out)), source));
            return IndexFunctions.gather(x, index, axis);
        }
        double[] weights = new double[in * out];
        for (int i = 0; i < out; i++) {
            switch (mode) {
                case "area" -> area(weights, i, in, out);
                case "bicubic" -> cubic(weights, i, in, out);
                default -> linear(weights, i, in, out);
            }
        }
        Tensor map = x.owner().constant(Literal.of(new TensorType(x.dtype(), Shape.of(in, out)), weights));
        Tensor last = ShapeFunctions.swapAxes(x, axis, -1);
        return ShapeFunctions.swapAxes(LinearAlgebra.matmul(last, map), axis, -1);
    }

    private static void linear(double[] weights, int i, int in, int out) {
        double place = Math.max((i + 0.5) * in / out - 0.5, 0);
        int left = Math.min((int) place, in - 1);
        double t = place - left;
        weights[left * out + i] += 1 - t;
        weights[Math.min(left + 1, in - 1) * out + i] += t;
    }

    private static void cubic(double[] weights, int i, int in, int out) {
        double place = (i + 0.5) * in / out - 0.5;
        int left = (int) Math.floor(place);
        for (int tap = left - 1; tap <= left + 2; tap++) {
            int source = Math.min(Math.max(tap, 0), in - 1);
            weights[source * out + i] += keys(Math.abs(place - tap));
        }
    }

    /** The convolution kernel of Keys 1981 with a = −0.75. */
    private static double keys(double d) {
        double a = -0.75;
        return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }

    private static void area(double[] weights, int i, int in, int out) {
        int from = (int) ((long) i * in / out);
        int to = (int) (((long) (i + 1) * in + out - 1) / out);
        for (int source = from; source < to; source++) {
            weights[source * out + i] = 1.0 / (to - from);
        }
    }
}
