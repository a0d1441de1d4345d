package io.tapeless.ir;

import java.util.List;

/** Checks shared by the type rules; each throws an {@link IrException} that says what was expected. */
final class Require {
    private Require() {}

    static void that(boolean condition, String message) {
        if (!condition) {
            throw new IrException(message);
        }
    }

    static void operands(List<TensorType> operands, int count) {
        that(operands.size() == count, "expected " + count + " operands, found " + operands.size());
    }

    static void sameDType(TensorType a, TensorType b) {
        that(a.dtype() == b.dtype(),
                "dtypes " + a.dtype() + " and " + b.dtype() + " differ; convert one with cast");
    }

    static void sameShape(TensorType a, TensorType b) {
        that(a.shape().equals(b.shape()), "shapes " + a.shape() + " and " + b.shape() + " differ");
    }

    /** The axes are in range of the shape, ascending and distinct. */
    static void axes(List<Integer> axes, Shape shape) {
        int previous = -1;
        for (int axis : axes) {
            that(axis > previous && axis < shape.rank(),
                    "axes " + axes + " are not ascending axes of shape " + shape);
            previous = axis;
        }
    }

    static void axis(int axis, Shape shape) {
        that(axis >= 0 && axis < shape.rank(), "axis " + axis + " does not exist in shape " + shape);
    }
}
