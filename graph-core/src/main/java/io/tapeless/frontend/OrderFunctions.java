package io.tapeless.frontend;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Indexing;
import java.util.List;

/**
 * Functions of the order of elements along an axis. NaN comes last, whether ascending or descending; equal elements
 * keep their order. Derivatives flow to the elements chosen. Every function throws
 * {@link io.tapeless.ir.IrException} if shapes or dtypes do not fit.
 */
public final class OrderFunctions {
    private OrderFunctions() {}

    /** The elements along the last axis in ascending order. */
    public static Tensor sort(Tensor x) {
        return sort(x, -1);
    }

    /** The elements along an axis in ascending order. */
    public static Tensor sort(Tensor x, int axis) {
        return sort(x, axis, false);
    }

    /** The elements along an axis in ascending or descending order. */
    public static Tensor sort(Tensor x, int axis, boolean descending) {
        return IndexFunctions.takeAlongAxis(x, order("sort", x, axis, descending), axis);
    }

    /** The i32 indices that sort the last axis. */
    public static Tensor argsort(Tensor x) {
        return argsort(x, -1);
    }

    /** The i32 indices that sort an axis. */
    public static Tensor argsort(Tensor x, int axis) {
        return argsort(x, axis, false);
    }

    /** The i32 indices that sort an axis in ascending or descending order. */
    public static Tensor argsort(Tensor x, int axis, boolean descending) {
        return order("argsort", x, axis, descending);
    }

    private static Tensor order(String function, Tensor x, int axis, boolean descending) {
        Check.that(x.dtype() != DType.BOOL, function, "expected numbers, found bool", x);
        Check.rankAtLeast(1, function, x);
        return x.owner().apply(new Indexing.ArgSort(Check.axis(function, x, axis), descending), x);
    }

    /** The k largest elements along the last axis, largest first, and their i32 indices. */
    public static List<Tensor> topK(Tensor x, int k) {
        return topK(x, k, -1);
    }

    /** The k largest elements along an axis, largest first, and their i32 indices. */
    public static List<Tensor> topK(Tensor x, int k, int axis) {
        Tensor order = order("topK", x, axis, true);
        Dim extent = x.shape().dim(Check.axis("topK", x, axis));
        Check.that(k >= 0 && (!extent.isConstant() || k <= extent.constant()), "topK",
                "axis " + axis + " of extent " + extent + " has no " + k + " elements", x);
        Tensor indices = ShapeFunctions.narrow(order, axis, 0, k);
        return List.of(IndexFunctions.takeAlongAxis(x, indices, axis), indices);
    }

    /** The median of all elements. */
    public static Tensor median(Tensor x) {
        return median(ShapeFunctions.flatten(x), 0);
    }

    /** The median along an axis, which vanishes: of an even number of elements the mean of the two in the middle. */
    public static Tensor median(Tensor x, int axis) {
        return median(x, axis, false);
    }

    /** The median along an axis, which is kept with extent 1 or vanishes; NaN if an element is. */
    public static Tensor median(Tensor x, int axis, boolean keepDims) {
        Check.floats("median", x);
        int normal = Check.axis("median", x, axis);
        Tensor sorted = sort(x, normal);
        Tensor count = x.owner().constant(DType.I32, x.shape().dim(normal));
        Tensor low = IndexFunctions.gather(sorted, count.minus(1).dividedBy(2), normal);
        Tensor high = IndexFunctions.gather(sorted, count.dividedBy(2), normal);
        Tensor last = IndexFunctions.gather(sorted, count.minus(1), normal);
        // halves before the sum, which then can't overflow; a NaN is the last
        Tensor median = Operators.where(MathFunctions.isNan(last), last, low.times(0.5).plus(high.times(0.5)));
        return keepDims ? ShapeFunctions.expandDims(median, normal) : median;
    }
}
