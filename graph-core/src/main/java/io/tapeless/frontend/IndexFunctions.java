package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;

/**
 * Functions that read or add at places named by i32 or i64 tensors. An index out of range is an error
 * at run time. Every function throws {@link io.tapeless.ir.IrException} if shapes or dtypes do not fit.
 */
public final class IndexFunctions {
    private IndexFunctions() {}

    /** Picks along an axis: replaces it by the axes of the indices, as NumPy's {@code take}. */
    public static Tensor gather(Tensor x, Tensor indices, int axis) {
        requireIndices("gather", indices, x, indices);
        return x.owner().apply(new Indexing.Gather(Check.axis("gather", x, axis)), x, indices);
    }

    /** {@code x} plus, at each index along an axis, the slice of updates at its place; the adjoint of gather. */
    public static Tensor scatterAdd(Tensor x, Tensor indices, Tensor updates, int axis) {
        requireIndices("scatterAdd", indices, x, indices, updates);
        int normal = Check.axis("scatterAdd", x, axis);
        Shape expected = x.shape().slice(0, normal).concat(indices.shape())
                .concat(x.shape().slice(normal + 1, x.rank()));
        Check.that(updates.type().equals(x.type().with(expected)), "scatterAdd", "expected updates of type "
                + x.type().with(expected), x, indices, updates);
        return x.owner().apply(new Indexing.ScatterAdd(normal), x, indices, updates);
    }

    /** {@code y[…, i, …] = x[…, indices[…, i, …], …]}: other axes of x and indices are equal. */
    public static Tensor takeAlongAxis(Tensor x, Tensor indices, int axis) {
        requireIndices("takeAlongAxis", indices, x, indices);
        Tensor places = placesAlong("takeAlongAxis", x, indices, Check.axis("takeAlongAxis", x, axis));
        return gather(ShapeFunctions.flatten(x), places, 0);
    }

    /** {@code x[…, indices[…, i, …], …] += updates[…, i, …]}: other axes of x, indices and updates are equal. */
    public static Tensor scatterAddAlongAxis(Tensor x, Tensor indices, Tensor updates, int axis) {
        requireIndices("scatterAddAlongAxis", indices, x, indices, updates);
        Check.that(updates.type().equals(x.type().with(indices.shape())), "scatterAddAlongAxis",
                "expected updates of type " + x.type().with(indices.shape()), x, indices, updates);
        Tensor places = placesAlong("scatterAddAlongAxis", x, indices, Check.axis("scatterAddAlongAxis", x, axis));
        return Broadcasting.reshape(scatterAdd(ShapeFunctions.flatten(x), places, updates, 0), x.shape());
    }

    /**
     * {@code x[…, indices[…, i, …], …] = updates[…, i, …]}: other axes of x, indices and updates are equal. Of several
     * updates of one place the last counts. Takes time of order n² in the number n of indices along the axis.
     */
    public static Tensor putAlongAxis(Tensor x, Tensor indices, Tensor updates, int axis) {
        requireIndices("putAlongAxis", indices, x, indices);
        Check.that(updates.type().equals(x.type().with(indices.shape())), "putAlongAxis",
                "expected updates of type " + x.type().with(indices.shape()), x, indices, updates);
        Check.that(x.dtype() != DType.BOOL, "putAlongAxis", "expected numbers, found bool", x, indices, updates);
        int normal = Check.axis("putAlongAxis", x, axis);
        Tensor order = PatternFunctions.iota(x.owner(), indices.type(), normal);
        Tensor same = ShapeFunctions.expandDims(indices, normal + 1).eq(ShapeFunctions.expandDims(indices, normal));
        Tensor later = ShapeFunctions.expandDims(order, normal).gt(ShapeFunctions.expandDims(order, normal + 1));
        Tensor counts = same.and(later).any(normal + 1).not();
        Tensor none = zeros(x, x.shape());
        Tensor put = scatterAddAlongAxis(none, indices, where(counts, updates, zeros(x, updates.shape())), normal);
        Tensor one = x.owner().constant(DType.I32, 1);
        Tensor zero = zeros(one, x.shape());
        Tensor places = scatterAddAlongAxis(zero, indices, zeros(one, indices.shape()).plus(1), normal);
        return where(places.gt(0), put, x);
    }

    /** Row-major places in x of the elements that indices name along an axis; −1 for one out of range. */
    private static Tensor placesAlong(String function, Tensor x, Tensor indices, int axis) {
        Shape shape = x.shape();
        Check.that(indices.rank() == x.rank() && indices.shape().with(axis, shape.dim(axis)).equals(shape), function,
                "the indices have shape " + shape + " except along axis " + axis, x, indices);
        ModelBuilder model = x.owner();
        Tensor place = indices.times(model.constant(indices.dtype(), stride(shape, axis)));
        for (int other = 0; other < x.rank(); other++) {
            if (other != axis) {
                Tensor position = PatternFunctions.iota(model, indices.type(), other);
                place = place.plus(position.times(model.constant(indices.dtype(), stride(shape, other))));
            }
        }
        return checked(indices, shape.dim(axis), place);
    }

    private static Dim stride(Shape shape, int axis) {
        return shape.slice(axis + 1, shape.rank()).size();
    }

    /** The place where an index is in range, else −1, so that the run fails instead of reading elsewhere. */
    private static Tensor checked(Tensor index, Dim extent, Tensor place) {
        Tensor inside = index.ge(0).and(index.lt(index.owner().constant(index.dtype(), extent)));
        return where(inside, place, -1);
    }

    /** {@code y[i…] = x[indices[i…, 0], indices[i…, 1], …]}: the last axis of the indices names places in x. */
    public static Tensor gatherNd(Tensor x, Tensor indices) {
        requireIndices("gatherNd", indices, x, indices);
        int depth = depth("gatherNd", x.shape(), indices, x, indices);
        Shape rest = x.shape().slice(depth, x.rank());
        Tensor rows = Broadcasting.reshape(x, Shape.of(x.shape().slice(0, depth).size()).concat(rest));
        return gather(rows, rowsOf(indices, x.shape(), depth), 0);
    }

    /** Zeros of a shape, plus updates at the places that the last axis of the indices names. */
    public static Tensor scatterNd(Tensor indices, Tensor updates, Dim... dims) {
        requireIndices("scatterNd", indices, indices, updates);
        Shape shape = Shape.of(dims);
        int depth = depth("scatterNd", shape, indices, indices, updates);
        Shape rest = shape.slice(depth, shape.rank());
        Shape expected = indices.shape().slice(0, indices.rank() - 1).concat(rest);
        Check.that(updates.shape().equals(expected), "scatterNd", "expected updates of shape " + expected, indices,
                updates);
        Tensor zeros = zeros(updates, Shape.of(shape.slice(0, depth).size()).concat(rest));
        return Broadcasting.reshape(scatterAdd(zeros, rowsOf(indices, shape, depth), updates, 0), shape);
    }

    private static int depth(String function, Shape shape, Tensor indices, Tensor... operands) {
        Check.that(indices.rank() >= 1, function, "the indices have at least one axis", operands);
        int depth = Check.extent(function, indices, indices.rank() - 1);
        Check.that(depth >= 1 && depth <= shape.rank(), function, "the last axis of the indices has 1 to "
                + shape.rank() + " places for shape " + shape, operands);
        return depth;
    }

    /** The row that each index tuple names when the first axes of a shape are one. */
    private static Tensor rowsOf(Tensor indices, Shape shape, int depth) {
        Shape leading = shape.slice(0, depth);
        Tensor place = null;
        Tensor inside = null;
        for (int axis = 0; axis < depth; axis++) {
            Tensor index = ShapeFunctions.squeeze(ShapeFunctions.narrow(indices, -1, axis, 1), -1);
            Tensor extent = index.owner().constant(index.dtype(), leading.dim(axis));
            Tensor fits = index.ge(0).and(index.lt(extent));
            inside = axis == 0 ? fits : inside.and(fits);
            place = axis == 0 ? index : place.times(extent).plus(index);
        }
        return where(inside, place, -1);
    }

    /** {@code y[s] = Σ x[i]} over the rows i of segment s, for {@code count} segments. */
    public static Tensor segmentSum(Tensor x, Tensor segments, int count) {
        requireSegments("segmentSum", x, segments);
        return scatterAdd(zeros(x, x.shape().with(0, Dim.of(count))), segments, x, 0);
    }

    /** The mean of the rows of each segment; 0 for an empty one. */
    public static Tensor segmentMean(Tensor x, Tensor segments, int count) {
        Check.floats("segmentMean", x);
        requireSegments("segmentMean", x, segments);
        Tensor ones = zeros(x, segments.shape()).plus(1);
        Tensor rows = segmentSum(ones, segments, count).max(1.0);
        Shape column = Broadcasting.ones(x.rank()).with(0, Dim.of(count));
        return segmentSum(x, segments, count).dividedBy(Broadcasting.reshape(rows, column));
    }

    /**
     * The largest of the rows of each segment; −∞, or the smallest integer, for an empty one. Takes time of order rows
     * times segments.
     */
    public static Tensor segmentMax(Tensor x, Tensor segments, int count) {
        Check.that(x.dtype() != DType.BOOL, "segmentMax", "expected numbers, found bool", x, segments);
        requireSegments("segmentMax", x, segments);
        Shape all = Shape.of(count).concat(x.shape());
        TensorType numbers = new TensorType(segments.dtype(), Shape.of(count));
        Tensor segment = Broadcasting.reshape(PatternFunctions.iota(x.owner(), numbers, 0),
                Broadcasting.ones(all.rank()).with(0, Dim.of(count)));
        Tensor row = Broadcasting.reshape(segments, Broadcasting.ones(all.rank()).with(1, segments.shape().dim(0)));
        Tensor rows = Broadcasting.to("segmentMax", ShapeFunctions.expandDims(x, 0), all);
        Tensor smallest = Broadcasting.to("segmentMax", x.owner().constant(smallest(x.dtype())), all);
        return where(Broadcasting.to("segmentMax", row.eq(segment), all), rows, smallest).max(1);
    }

    private static Literal smallest(DType dtype) {
        return switch (dtype) {
            case I32 -> Literal.scalar(dtype, Integer.MIN_VALUE);
            case I64 -> Literal.scalar(dtype, Long.MIN_VALUE);
            default -> Literal.scalar(dtype, Double.NEGATIVE_INFINITY);
        };
    }

    private static void requireSegments(String function, Tensor x, Tensor segments) {
        requireIndices(function, segments, x, segments);
        Check.that(x.rank() >= 1 && segments.shape().equals(x.shape().slice(0, 1)), function,
                "expected one segment number per row", x, segments);
    }

    private static void requireIndices(String function, Tensor indices, Tensor... operands) {
        Check.that(indices.dtype().isInteger(), function, "indices are i32 or i64, found " + indices.dtype(), operands);
    }

    private static Tensor zeros(Tensor like, Shape shape) {
        return Broadcasting.to("zeros", PatternFunctions.zero(like), shape);
    }
}
