package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
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

    /** True where any element is true, or any number is not 0. */
    public static Tensor any(Tensor x, int... axes) {
        return any(x, axes, false);
    }

    /** True where any element is true, or any number is not 0. */
    public static Tensor any(Tensor x, int[] axes, boolean keepDims) {
        return reduce("any", Reduction.Kind.MAX, x.cast(DType.BOOL), axes, keepDims);
    }

    /** True where every element is true, or every number is not 0. */
    public static Tensor all(Tensor x, int... axes) {
        return all(x, axes, false);
    }

    /** True where every element is true, or every number is not 0. */
    public static Tensor all(Tensor x, int[] axes, boolean keepDims) {
        return reduce("all", Reduction.Kind.MIN, x.cast(DType.BOOL), axes, keepDims);
    }

    /** How many elements are not 0, as i32. */
    public static Tensor countNonzero(Tensor x, int... axes) {
        return countNonzero(x, axes, false);
    }

    /** How many elements are not 0, as i32. */
    public static Tensor countNonzero(Tensor x, int[] axes, boolean keepDims) {
        return reduce("countNonzero", Reduction.Kind.SUM, x.cast(DType.BOOL).cast(DType.I32), axes, keepDims);
    }

    /** The i32 index of the largest of all elements in row-major order, the first of several. */
    public static Tensor argmax(Tensor x) {
        return argmax(ShapeFunctions.flatten(x), 0);
    }

    /** The i32 index along an axis of the largest element, the first of several. */
    public static Tensor argmax(Tensor x, int axis) {
        return argReduce("argmax", Reduction.Kind.MAX, x, axis, false);
    }

    /** The i32 index along an axis of the largest element, the first of several. */
    public static Tensor argmax(Tensor x, int axis, boolean keepDims) {
        return argReduce("argmax", Reduction.Kind.MAX, x, axis, keepDims);
    }

    /** The i32 index of the smallest of all elements in row-major order, the first of several. */
    public static Tensor argmin(Tensor x) {
        return argmin(ShapeFunctions.flatten(x), 0);
    }

    /** The i32 index along an axis of the smallest element, the first of several. */
    public static Tensor argmin(Tensor x, int axis) {
        return argReduce("argmin", Reduction.Kind.MIN, x, axis, false);
    }

    /** The i32 index along an axis of the smallest element, the first of several. */
    public static Tensor argmin(Tensor x, int axis, boolean keepDims) {
        return argReduce("argmin", Reduction.Kind.MIN, x, axis, keepDims);
    }

    private static Tensor argReduce(String function, Reduction.Kind kind, Tensor x, int axis, boolean keepDims) {
        Check.that(x.dtype() != DType.BOOL, function, "expected numbers, found bool; convert with cast", x);
        int normal = Check.axis(function, x, axis);
        Tensor index = x.owner().apply(new Reduction.ArgReduce(kind, normal), x);
        return keepDims ? keep(index, x.shape(), List.of(normal)) : index;
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
