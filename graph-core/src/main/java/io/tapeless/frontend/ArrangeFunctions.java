package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Functions that surround, turn and repeat. They take any dtype unless said; every function throws
 * {@link io.tapeless.ir.IrException} if axes or counts do not fit the shape.
 */
public final class ArrangeFunctions {
    private ArrangeFunctions() {}

    /** Surrounds with zeros: so many before and after, per axis. */
    public static Tensor pad(Tensor x, int[] before, int[] after) {
        return pad(x, before, after, 0);
    }

    /** Surrounds with a value: so many before and after, per axis. */
    public static Tensor pad(Tensor x, int[] before, int[] after, double value) {
        requirePadding(x, before, after);
        Check.that(x.dtype() != DType.BOOL || value == 0 || value == 1, "pad", "the value of a bool is 0 or 1", x);
        List<Dim> low = List.of(ShapeFunctions.dims(before));
        List<Dim> high = List.of(ShapeFunctions.dims(after));
        Tensor filler = x.dtype() == DType.BOOL
                ? x.owner().constant(Literal.scalar(DType.BOOL, (long) value)) : Broadcasting.scalar("pad", x, value);
        return x.owner().apply(new Movement.Pad(low, high, Collections.nCopies(x.rank(), 0)), x, filler);
    }

    /**
     * Surrounds with what the mode says, per axis: {@code "constant"} zeros, {@code "reflect"} the mirror image
     * without the edge, {@code "replicate"} the edge, {@code "circular"} the other end.
     */
    public static Tensor pad(Tensor x, int[] before, int[] after, String mode) {
        requirePadding(x, before, after);
        if (mode.equals("constant")) {
            return pad(x, before, after);
        }
        Tensor padded = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            List<Tensor> parts = new ArrayList<>();
            if (before[axis] > 0) {
                parts.add(margin(padded, axis, before[axis], mode, true));
            }
            parts.add(padded);
            if (after[axis] > 0) {
                parts.add(margin(padded, axis, after[axis], mode, false));
            }
            padded = ShapeFunctions.concat(axis, parts);
        }
        return padded;
    }

    private static Tensor margin(Tensor x, int axis, int width, String mode, boolean before) {
        Dim extent = x.shape().dim(axis);
        Dim length = Dim.of(width);
        int needed = mode.equals("reflect") ? width + 1 : mode.equals("circular") ? width : 1;
        Check.that(!extent.isConstant() || extent.constant() >= needed, "pad", "mode " + mode + " can't pad axis "
                + axis + " of extent " + extent + " by " + width, x);
        return switch (mode) {
            case "reflect" -> flip(ShapeFunctions.narrow(x, axis,
                    before ? Dim.ONE : extent.minus(width + 1L), length), axis);
            case "replicate" -> Broadcasting.to("pad", ShapeFunctions.narrow(x, axis,
                    before ? Dim.ZERO : extent.minus(1), Dim.ONE), x.shape().with(axis, length));
            case "circular" -> ShapeFunctions.narrow(x, axis, before ? extent.minus(width) : Dim.ZERO, length);
            default -> throw Check.error("pad", "there is no mode " + mode
                    + "; expected constant, reflect, replicate or circular", x);
        };
    }

    private static void requirePadding(Tensor x, int[] before, int[] after) {
        Check.that(before.length == x.rank() && after.length == x.rank(), "pad", "expected one number per axis, found "
                + Arrays.toString(before) + " and " + Arrays.toString(after), x);
        for (int axis = 0; axis < x.rank(); axis++) {
            Check.that(before[axis] >= 0 && after[axis] >= 0, "pad", "paddings are not negative, found "
                    + Arrays.toString(before) + " and " + Arrays.toString(after), x);
        }
    }

    /** Turns the order around along these axes; none means all. */
    public static Tensor flip(Tensor x, int... axes) {
        List<Integer> normal = Check.axes("flip", x, axes);
        return normal.isEmpty() ? x : x.owner().apply(new Movement.Reverse(normal), x);
    }

    /** Turns the plane of the first two axes by 90° from the first toward the second, {@code times} times. */
    public static Tensor rot90(Tensor x, int times) {
        return rot90(x, times, 0, 1);
    }

    /** Turns the plane of two axes by 90° from the first toward the second, {@code times} times. */
    public static Tensor rot90(Tensor x, int times, int first, int second) {
        int a = Check.axis("rot90", x, first);
        int b = Check.axis("rot90", x, second);
        Check.that(a != b, "rot90", "the two axes are one", x);
        return switch (Math.floorMod(times, 4)) {
            case 1 -> ShapeFunctions.swapAxes(flip(x, b), a, b);
            case 2 -> flip(x, a, b);
            case 3 -> flip(ShapeFunctions.swapAxes(x, a, b), b);
            default -> x;
        };
    }

    /** Repeats the whole, so often per axis; the numbers belong to the last axes, as in NumPy. */
    public static Tensor tile(Tensor x, int... times) {
        int rank = Math.max(x.rank(), times.length);
        Shape wide = Broadcasting.ones(rank - x.rank()).concat(x.shape());
        List<Dim> single = new ArrayList<>();
        List<Dim> repeated = new ArrayList<>();
        List<Dim> joined = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int from = axis - (rank - times.length);
            int count = from < 0 ? 1 : times[from];
            Check.that(count >= 0, "tile", "counts are not negative, found " + Arrays.toString(times), x);
            Dim extent = wide.dim(axis);
            single.addAll(List.of(Dim.ONE, extent));
            repeated.addAll(List.of(Dim.of(count), extent));
            joined.add(extent.times(count));
        }
        Tensor alone = Broadcasting.reshape(x, new Shape(single));
        return Broadcasting.reshape(Broadcasting.to("tile", alone, new Shape(repeated)), new Shape(joined));
    }

    /** Repeats each element so often along an axis. */
    public static Tensor repeat(Tensor x, int times, int axis) {
        int normal = Check.axis("repeat", x, axis);
        Check.that(times >= 0, "repeat", "the count is not negative, found " + times, x);
        Tensor alone = ShapeFunctions.expandDims(x, normal + 1);
        return Broadcasting.reshape(Broadcasting.to("repeat", alone, alone.shape().with(normal + 1, Dim.of(times))),
                x.shape().with(normal, x.shape().dim(normal).times(times)));
    }

    /** Moves the elements along an axis by so many places; those pushed out come in at the other end. */
    public static Tensor roll(Tensor x, int shift, int axis) {
        int normal = Check.axis("roll", x, axis);
        Dim extent = x.shape().dim(normal);
        if (extent.isConstant(0)) {
            return x;
        }
        long places = extent.isConstant() ? Math.floorMod(shift, extent.constant()) : shift;
        if (places == 0) {
            return x;
        }
        Dim head = places > 0 ? extent.minus(places) : Dim.of(-places);
        return ShapeFunctions.concat(normal, ShapeFunctions.narrow(x, normal, head, extent.minus(head)),
                ShapeFunctions.narrow(x, normal, Dim.ZERO, head));
    }

    /** Moves all elements, in row-major order, by so many places. */
    public static Tensor roll(Tensor x, int shift) {
        return Broadcasting.reshape(roll(ShapeFunctions.flatten(x), shift, 0), x.shape());
    }
}
