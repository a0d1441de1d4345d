package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A window that slides along the last axes of a tensor: what convolutions and pools have in common. One entry
 * an axis; {@code before} and {@code after} count what surrounds the axis.
 */
record Windows(String function, int[] kernel, int[] stride, int[] before, int[] after, int[] dilation) {

    /**
     * Windows over as many of the last axes of x as the kernel has entries.
     *
     * @param stride, dilation one number for all axes or one an axis
     * @param padding one number for all, one an axis, or one before and one after each axis
     */
    static Windows of(String function, Tensor x, int[] kernel, int[] stride, int[] padding, int[] dilation) {
        int axes = kernel.length;
        boolean sides = padding.length == 2 * axes;
        int[] before = sides ? everySecond(padding, 0) : each(function, "padding", x, padding, axes);
        int[] after = sides ? everySecond(padding, 1) : before;
        Windows windows = new Windows(function, kernel, each(function, "stride", x, stride, axes), before, after,
                each(function, "dilation", x, dilation, axes));
        windows.requireSense(x);
        return windows;
    }

    /**
     * As {@link #of}, with the padding by name: {@code "valid"} is none; {@code "same"} gives
     * {@code ⌈extent/stride⌉} places, an odd element more after than before.
     */
    static Windows of(String function, Tensor x, int[] kernel, int[] stride, String padding, int[] dilation) {
        Windows bare = of(function, x, kernel, stride, new int[] {0}, dilation);
        return switch (padding) {
            case "valid" -> bare;
            case "same" -> bare.same(x);
            default -> throw Check.error(function, "there is no padding \"" + padding
                    + "\"; expected \"same\", \"valid\" or numbers", x);
        };
    }

    /** A number for every axis. */
    static int[] each(String function, String what, Tensor x, int[] numbers, int axes) {
        if (numbers.length == 1) {
            int[] all = new int[axes];
            Arrays.fill(all, numbers[0]);
            return all;
        }
        Check.that(numbers.length == axes, function, "expected 1 or " + axes + " numbers of " + what + ", found "
                + Arrays.toString(numbers), x);
        return numbers;
    }

    private static int[] everySecond(int[] numbers, int first) {
        return IntStream.range(0, numbers.length / 2).map(i -> numbers[2 * i + first]).toArray();
    }

    private void requireSense(Tensor x) {
        for (int i = 0; i < kernel.length; i++) {
            Check.that(kernel[i] > 0 && stride[i] > 0 && dilation[i] > 0, function,
                    "kernel, stride and dilation are positive, found " + Arrays.toString(kernel) + ", "
                            + Arrays.toString(stride) + " and " + Arrays.toString(dilation), x);
            Check.that((long) dilation[i] * (kernel[i] - 1) < Integer.MAX_VALUE, function, "a kernel of " + kernel[i]
                    + " with dilation " + dilation[i] + " is too large", x);
            Check.that(before[i] >= 0 && after[i] >= 0, function, "paddings are not negative, found "
                    + Arrays.toString(before) + " and " + Arrays.toString(after), x);
        }
    }

    private Windows same(Tensor x) {
        Check.rankAtLeast(kernel.length + 1, function, x);
        int[] low = new int[kernel.length];
        int[] high = new int[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            int total = span(i) - 1;
            if (stride[i] > 1) {
                int extent = Check.extent(function, x, axis(x, i));
                int places = (extent + stride[i] - 1) / stride[i];
                total = Math.max((places - 1) * stride[i] + span(i) - extent, 0);
            }
            low[i] = total / 2;
            high[i] = total - total / 2;
        }
        return new Windows(function, kernel, stride, low, high, dilation);
    }

    /** From the first to the last element of a window, both counted. */
    int span(int i) {
        return dilation[i] * (kernel[i] - 1) + 1;
    }

    /** The elements of a window. */
    int size() {
        return Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
    }

    int axis(Tensor x, int i) {
        return x.rank() - kernel.length + i;
    }

    /** True if each window is one element and all are taken. */
    boolean areElements() {
        return IntStream.range(0, kernel.length)
                .allMatch(i -> kernel[i] == 1 && stride[i] == 1 && before[i] == 0 && after[i] == 0);
    }

    /**
     * More padding after, so that a last window that begins inside x or in the padding before it is not lost
     * for lack of room.
     */
    Windows roundedUp(Tensor x) {
        int[] high = after.clone();
        for (int i = 0; i < kernel.length; i++) {
            int extent = Check.extent(function, x, axis(x, i));
            int room = extent + before[i] + after[i] - span(i);
            int places = Math.max(room + stride[i] - 1, 0) / stride[i] + 1;
            if ((places - 1) * stride[i] >= extent + before[i]) {
                places--;
            }
            high[i] += Math.max((places - 1) * stride[i] - room, 0);
        }
        return new Windows(function, kernel, stride, before, high, dilation);
    }

    /** x surrounded by a value. */
    Tensor padded(Tensor x, double value) {
        int lead = x.rank() - kernel.length;
        if (Arrays.stream(before).allMatch(n -> n == 0) && Arrays.stream(after).allMatch(n -> n == 0)) {
            return x;
        }
        int[] low = new int[x.rank()];
        int[] high = new int[x.rank()];
        System.arraycopy(before, 0, low, lead, kernel.length);
        System.arraycopy(after, 0, high, lead, kernel.length);
        return ArrangeFunctions.pad(x, low, high, value);
    }

    /** The windows of x surrounded by a value, the axes within a window last: {@code [.., places.., kernel..]}. */
    Tensor unfolded(Tensor x, double value) {
        Tensor padded = padded(x, value);
        List<Dim> counts = new ArrayList<>();
        for (int i = 0; i < kernel.length; i++) {
            counts.add(places(x, padded.shape().dim(axis(x, i)), i));
        }
        return x.owner().apply(new Movement.Unfold(windows(x.rank()), counts), padded);
    }

    /** The windows of x surrounded by a value, the axes within a window first: {@code [kernel.., .., places..]}. */
    Tensor kernelFirst(Tensor x, double value) {
        int[] order = new int[x.rank() + kernel.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i < kernel.length ? x.rank() + i : i - kernel.length;
        }
        return ShapeFunctions.transpose(unfolded(x, value), order);
    }

    List<Window> windows(int rank) {
        return IntStream.range(0, kernel.length)
                .mapToObj(i -> new Window(rank - kernel.length + i, kernel[i], stride[i], dilation[i])).toList();
    }

    private Dim places(Tensor x, Dim extent, int i) {
        Dim room = extent.minus(span(i));
        Check.that(!room.isConstant() || room.constant() >= 0, function, "the kernel spans " + span(i) + " of axis "
                + axis(x, i) + ", which has " + extent + " with its padding", x);
        long rest = Math.floorMod(constantTerm(room), (long) stride[i]);
        return room.minus(rest).dividedBy(Dim.of(stride[i])).orElseThrow(() -> Check.error(function,
                "the symbolic extent " + room + " is not a multiple of stride " + stride[i], x)).plus(1);
    }

    private static long constantTerm(Dim dim) {
        return dim.terms().stream().filter(t -> t.factors().isEmpty()).mapToLong(Dim.Term::coefficient).sum();
    }

    /** The axes of one window of {@link #kernelFirst}. */
    int[] kernelAxes() {
        return IntStream.range(0, kernel.length).toArray();
    }

    /** Applies a function of batches to x, or to a batch of one if x is a single example without the first axis. */
    static Tensor batched(String function, Tensor x, int rank, UnaryOperator<Tensor> f) {
        if (x.rank() == rank - 1) {
            Tensor y = f.apply(Broadcasting.reshape(x, Shape.of(Dim.ONE).concat(x.shape())));
            return Broadcasting.reshape(y, y.shape().without(Collections.singleton(0)));
        }
        Check.that(x.rank() == rank, function, "expected " + rank + " axes, or " + (rank - 1)
                + " for a single example, found " + x.rank(), x);
        return f.apply(x);
    }
}
