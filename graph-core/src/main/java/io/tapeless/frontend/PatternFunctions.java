package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;

/**
 * Tensors made of positions: counting, identity, triangles, diagonals. A function that takes no tensor
 * takes the builder to make its tensor in. Every function throws {@link io.tapeless.ir.IrException} if
 * shapes do not fit.
 */
public final class PatternFunctions {
    private PatternFunctions() {}

    // ------------------------------------------------------------------ made from nothing

    /** 0, 1, … n − 1, as i32. */
    public static Tensor iota(ModelBuilder model, Dim n) {
        return iota(model, n, DType.I32);
    }

    /** 0, 1, … n − 1. */
    public static Tensor iota(ModelBuilder model, Dim n, DType dtype) {
        return iota(model, new TensorType(dtype, Shape.of(n)), 0);
    }

    /** The position along one axis of a shape. */
    static Tensor iota(ModelBuilder model, TensorType type, int axis) {
        return model.apply(new Leaf.Iota(type, axis));
    }

    /** {@code count} f32 numbers at equal distances from lo to hi, both included. */
    public static Tensor linspace(ModelBuilder model, double lo, double hi, int count) {
        return linspace(model, lo, hi, count, DType.F32);
    }

    /** {@code count} numbers at equal distances from lo to hi, both included. */
    public static Tensor linspace(ModelBuilder model, double lo, double hi, int count, DType dtype) {
        if (count < 1) {
            throw model.error("linspace: expected a positive count, found " + count);
        }
        double step = count == 1 ? 0 : (hi - lo) / (count - 1);
        Tensor places = iota(model, Dim.of(count), dtype);
        Tensor line = places.times(step).plus(lo);
        return count == 1 ? line : where(places.eq(count - 1), hi, line);
    }

    /** The f32 identity matrix of n rows. */
    public static Tensor eye(ModelBuilder model, Dim n) {
        return eye(model, n, DType.F32);
    }

    /** The identity matrix of n rows. */
    public static Tensor eye(ModelBuilder model, Dim n, DType dtype) {
        TensorType index = new TensorType(DType.I32, Shape.of(n, n));
        return iota(model, index, 0).eq(iota(model, index, 1)).cast(dtype);
    }

    // ------------------------------------------------------------------ made from indices

    /** f32 rows of length {@code classes} with 1 at the label and 0 elsewhere; all 0 for a label out of range. */
    public static Tensor oneHot(Tensor labels, int classes) {
        return oneHot(labels, classes, DType.F32);
    }

    /** Rows of length {@code classes} with 1 at the label and 0 elsewhere; all 0 for a label out of range. */
    public static Tensor oneHot(Tensor labels, int classes, DType dtype) {
        Check.integers("oneHot", labels);
        Shape shape = labels.shape().concat(Shape.of(classes));
        Tensor index = iota(labels.owner(), new TensorType(labels.dtype(), shape), labels.rank());
        return index.eq(ShapeFunctions.expandDims(labels, -1)).cast(dtype);
    }

    // ------------------------------------------------------------------ triangles and diagonals

    /** The lower triangle of the last two axes; 0 above. */
    public static Tensor tril(Tensor x) {
        return tril(x, 0);
    }

    /** The elements of the last two axes at or below diagonal {@code offset}; 0 above. */
    public static Tensor tril(Tensor x, int offset) {
        Check.rankAtLeast(2, "tril", x);
        return where(Operators.ge(rows(x, offset), columns(x)), x, zero(x));
    }

    /** The upper triangle of the last two axes; 0 below. */
    public static Tensor triu(Tensor x) {
        return triu(x, 0);
    }

    /** The elements of the last two axes at or above diagonal {@code offset}; 0 below. */
    public static Tensor triu(Tensor x, int offset) {
        Check.rankAtLeast(2, "triu", x);
        return where(Operators.le(rows(x, offset), columns(x)), x, zero(x));
    }

    /** Of a vector, the matrix with it on the diagonal; of a matrix, its diagonal. */
    public static Tensor diag(Tensor x) {
        Check.that(x.rank() == 1 || x.rank() == 2, "diag", "expected a vector or a matrix", x);
        if (x.rank() == 2) {
            return diagonal(x);
        }
        Dim n = x.shape().dim(0);
        Tensor square = Broadcasting.to("diag", x, Shape.of(n, n));
        return where(rows(square, 0).eq(columns(square)), square, zero(x));
    }

    /** The diagonal of the first two axes, as the last axis of the result. */
    public static Tensor diagonal(Tensor x) {
        return diagonal(x, 0, 0, 1);
    }

    /** The diagonal of the first two axes that starts {@code offset} columns to the right. */
    public static Tensor diagonal(Tensor x, int offset) {
        return diagonal(x, offset, 0, 1);
    }

    /** The diagonal of two axes that starts {@code offset} places along the second, as the last axis of the result. */
    public static Tensor diagonal(Tensor x, int offset, int first, int second) {
        Check.rankAtLeast(2, "diagonal", x);
        int a = Check.axis("diagonal", x, first);
        int b = Check.axis("diagonal", x, second);
        Check.that(a != b, "diagonal", "the two axes are one", x);
        Tensor plane = toLast(x, a, b);
        Dim rows = x.shape().dim(a);
        Dim columns = x.shape().dim(b);
        if (offset == 0 && rows.equals(columns)) {
            return where(rows(plane, 0).eq(columns(plane)), plane, zero(x)).sum(-1);
        }
        int height = Check.extent("diagonal", x, a);
        int width = Check.extent("diagonal", x, b);
        int start = Math.max(0, -offset);
        int length = Math.min(height - start, width - Math.max(0, offset));
        Check.that(length > 0, "diagonal", "there is no diagonal " + offset, x);
        Tensor square = ShapeFunctions.narrow(ShapeFunctions.narrow(plane, -2, start, length), -1,
                Math.max(0, offset), length);
        return diagonal(square, 0, -2, -1);
    }

    private static Tensor toLast(Tensor x, int a, int b) {
        int[] permutation = new int[x.rank()];
        int next = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (axis != a && axis != b) {
                permutation[next++] = axis;
            }
        }
        permutation[next] = a;
        permutation[next + 1] = b;
        return ShapeFunctions.transpose(x, permutation);
    }

    private static Tensor rows(Tensor x, int offset) {
        Tensor rows = iota(x.owner(), new TensorType(DType.I32, x.shape()), x.rank() - 2);
        return offset == 0 ? rows : rows.plus(offset);
    }

    private static Tensor columns(Tensor x) {
        return iota(x.owner(), new TensorType(DType.I32, x.shape()), x.rank() - 1);
    }

    /** A zero of x's dtype, false for bool. */
    static Tensor zero(Tensor x) {
        return x.owner().constant(x.dtype(), Dim.ZERO);
    }
}
