package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import io.tapeless.ir.DType;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Shape;
import java.util.List;

/**
 * Functions that combine the elements along axes. Axes may be negative; none means all. With
 * {@code keepDims} a reduced axis stays with extent 1. Every function throws
 * {@link io.tapeless.ir.IrException} if an axis does not exist or is named twice.
 */
public final class Reductions {
    private Reductions() {}

    /** {@code Σ x}. */
    public static Tensor sum(Tensor x, int... axes) {
        return sum(x, axes, false);
    }

    /** {@code Σ x}. */
    public static Tensor sum(Tensor x, int[] axes, boolean keepDims) {
        return reduce("sum", Reduction.Kind.SUM, x, axes, keepDims);
    }

    /** {@code Σ x / n}, of floats. */
    public static Tensor mean(Tensor x, int... axes) {
        return mean(x, axes, false);
    }

    /** {@code Σ x / n}, of floats. */
    public static Tensor mean(Tensor x, int[] axes, boolean keepDims) {
        Check.floats("mean", x);
        return Operators.dividedBy(reduce("mean", Reduction.Kind.SUM, x, axes, keepDims), count("mean", x, axes));
    }

    /** {@code Π x}. */
    public static Tensor prod(Tensor x, int... axes) {
        return prod(x, axes, false);
    }

    /** {@code Π x}. */
    public static Tensor prod(Tensor x, int[] axes, boolean keepDims) {
        return reduce("prod", Reduction.Kind.PROD, x, axes, keepDims);
    }

    /** The largest element; ties share the adjoint. */
    public static Tensor max(Tensor x, int axis) {
        return max(x, new int[] {axis}, false);
    }

    /** The largest element; ties share the adjoint. */
    public static Tensor max(Tensor x, int... axes) {
        return max(x, axes, false);
    }

    /** The largest element; ties share the adjoint. */
    public static Tensor max(Tensor x, int[] axes, boolean keepDims) {
        return reduce("max", Reduction.Kind.MAX, x, axes, keepDims);
    }

    /** The smallest element; ties share the adjoint. */
    public static Tensor min(Tensor x, int axis) {
        return min(x, new int[] {axis}, false);
    }

    /** The smallest element; ties share the adjoint. */
    public static Tensor min(Tensor x, int... axes) {
        return min(x, axes, false);
    }

    /** The smallest element; ties share the adjoint. */
    public static Tensor min(Tensor x, int[] axes, boolean keepDims) {
        return reduce("min", Reduction.Kind.MIN, x, axes, keepDims);
    }

    /** The i32 index along an axis of the largest element, the first of several. */
    public static Tensor argmax(Tensor x, int axis) {
        return argReduce("argmax", Reduction.Kind.MAX, x, axis);
    }

    /** The i32 index along an axis of the smallest element, the first of several. */
    public static Tensor argmin(Tensor x, int axis) {
        return argReduce("argmin", Reduction.Kind.MIN, x, axis);
    }

    private static Tensor argReduce(String function, Reduction.Kind kind, Tensor x, int axis) {
        Check.that(x.dtype() != DType.BOOL, function, "expected numbers, found bool; convert with cast", x);
        return x.owner().apply(new Reduction.ArgReduce(kind, Check.axis(function, x, axis)), x);
    }

    /** Reduces on behalf of a named function. */
    static Tensor reduce(String function, Reduction.Kind kind, Tensor x, int[] axes, boolean keepDims) {
        boolean order = kind == Reduction.Kind.MAX || kind == Reduction.Kind.MIN;
        Check.that(order || x.dtype() != DType.BOOL, function, "expected numbers, found bool; convert with cast", x);
        List<Integer> normal = Check.axes(function, x, axes);
        Tensor reduced = normal.isEmpty() ? x : x.owner().apply(new Reduction.Reduce(kind, normal), x);
        return keepDims ? keep(reduced, x.shape(), normal) : reduced;
    }

    /** Gives reduced axes back with extent 1. */
    static Tensor keep(Tensor reduced, Shape from, List<Integer> axes) {
        Shape kept = from;
        for (int axis : axes) {
            kept = kept.with(axis, Dim.ONE);
        }
        return Broadcasting.reshape(reduced, kept);
    }

    /** The number of elements along axes, as a scalar of x's dtype. */
    static Tensor count(String function, Tensor x, int... axes) {
        Dim count = Dim.product(Check.axes(function, x, axes).stream().map(x.shape()::dim).toList());
        return x.owner().constant(x.dtype(), count);
    }
}
