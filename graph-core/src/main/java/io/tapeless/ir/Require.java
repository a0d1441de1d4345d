package io.tapeless.ir;

import java.util.List;
import java.util.function.Supplier;

/** Checks shared by the type rules; each throws an {@link IrException} that says what was expected. */
final class Require {
    private Require() {}

    static void that(boolean condition, String message) {
        that(condition, () -> message);
    }

    /** As above; the message is not made unless it is needed, as every node passes several checks. */
    static void that(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new IrException(message.get());
        }
    }

    static void operands(List<TensorType> operands, int count) {
        that(operands.size() == count, () -> "expected " + count + " operands, found " + operands.size());
    }

    static void sameDType(TensorType a, TensorType b) {
        that(a.dtype() == b.dtype(),
                () -> "dtypes " + a.dtype() + " and " + b.dtype() + " differ; convert one with cast");
    }

    static void sameShape(TensorType a, TensorType b) {
        that(a.shape().equals(b.shape()), () -> "shapes " + a.shape() + " and " + b.shape() + " differ");
    }

    /** The axes are in range of the shape, ascending and distinct. */
    static void axes(List<Integer> axes, Shape shape) {
        int previous = -1;
        for (int axis : axes) {
            that(axis > previous && axis < shape.rank(),
                    () -> "axes " + axes + " are not ascending axes of shape " + shape);
            previous = axis;
        }
    }

    /** The windows cut ascending axes of a rank, and have positive sizes, strides and dilations. */
    static void windows(List<Window> windows, int rank) {
        that(!windows.isEmpty(), "expected at least one window");
        int previous = -1;
        for (Window window : windows) {
            that(window.axis() > previous && window.axis() < rank,
                    "windows " + windows + " are not of ascending axes of " + rank);
            that(window.size() > 0 && window.stride() > 0 && window.dilation() > 0,
                    "size, stride and dilation are positive, found " + window);
            previous = window.axis();
        }
    }

    /** A number of windows fits an extent. */
    static void fits(Window window, Dim count, Dim extent) {
        Dim room = extent.minus(window.reach(count));
        that(!count.isConstant() || count.constant() >= 0, "counts are not negative, found " + count);
        that(!room.isConstant() || room.constant() >= 0 || count.isConstant(0), "axis " + window.axis()
                + " of extent " + extent + " is too short for " + count + " windows of " + window.size()
                + " with stride " + window.stride() + " and dilation " + window.dilation());
    }

    static void axis(int axis, Shape shape) {
        that(axis >= 0 && axis < shape.rank(), () -> "axis " + axis + " does not exist in shape " + shape);
    }
}
