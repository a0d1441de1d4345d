package io.tapeless.frontend;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Products of vectors and matrices. Operands are floats of one dtype. */
public final class LinearAlgebra {
    private LinearAlgebra() {}

    /**
     * Matrix product as NumPy's {@code matmul}: {@code [m, k] · [k, n] → [m, n]}; leading axes are
     * batches and broadcast; a vector on the left is a row, on the right a column, and its axis vanishes.
     */
    public static Tensor matmul(Tensor a, Tensor b) {
        Check.floats("matmul", a, b);
        Check.that(a.rank() >= 1 && b.rank() >= 1, "matmul", "a scalar has no axes; use times", a, b);
        Dim left = a.shape().dim(a.rank() - 1);
        Dim right = b.shape().dim(Math.max(b.rank() - 2, 0));
        Check.that(left.equals(right), "matmul", "inner extents " + left + " and " + right + " differ", a, b);
        Tensor rows = a.rank() == 1 ? Broadcasting.reshape(a, Shape.of(Dim.ONE, left)) : a;
        Tensor columns = b.rank() == 1 ? Broadcasting.reshape(b, Shape.of(right, Dim.ONE)) : b;
        Tensor product = product(rows, columns);
        Shape shape = product.shape();
        int last = shape.rank() - 1;
        if (b.rank() == 1) {
            shape = shape.without(List.of(last));
        }
        if (a.rank() == 1) {
            shape = shape.without(List.of(last - 1));
        }
        return Broadcasting.reshape(product, shape);
    }

    /** The product of tensors of rank 2 or more; one matrix on the right is shared by folding the batch into rows. */
    private static Tensor product(Tensor a, Tensor b) {
        Contraction.MatMul op = new Contraction.MatMul(false, false);
        if (a.rank() > 2 && b.rank() == 2) {
            Shape rows = a.shape().slice(0, a.rank() - 1);
            Tensor folded = Broadcasting.reshape(a, Shape.of(rows.size(), a.shape().dim(a.rank() - 1)));
            return Broadcasting.reshape(a.owner().apply(op, folded, b), rows.concat(b.shape().slice(1, 2)));
        }
        Shape batch = Broadcasting.common("matmul", a.shape().slice(0, a.rank() - 2),
                b.shape().slice(0, b.rank() - 2), a, b);
        return a.owner().apply(op, Broadcasting.to("matmul", a, batch.concat(a.shape().slice(a.rank() - 2, a.rank()))),
                Broadcasting.to("matmul", b, batch.concat(b.shape().slice(b.rank() - 2, b.rank()))));
    }

    /** NumPy's {@code dot}: the sum over the last axis of a and the second to last of b. */
    public static Tensor dot(Tensor a, Tensor b) {
        Check.floats("dot", a, b);
        if (a.rank() == 0 || b.rank() == 0) {
            return a.times(b);
        }
        return b.rank() <= 2 ? matmul(a, b) : tensordot(a, b, new int[] {-1}, new int[] {-2});
    }

    /** {@code y[i, j] = a[i]·b[j]}; tensors of more axes are flattened. Any numbers. */
    public static Tensor outer(Tensor a, Tensor b) {
        Check.sameDType("outer", a, b);
        Tensor column = Broadcasting.reshape(a, Shape.of(a.shape().size(), Dim.ONE));
        return column.times(ShapeFunctions.flatten(b));
    }

    /** The vector product along the last axis, which has extent 3. Any numbers. */
    public static Tensor cross(Tensor a, Tensor b) {
        Check.sameDType("cross", a, b);
        for (Tensor x : List.of(a, b)) {
            Check.that(x.rank() >= 1 && x.shape().dim(x.rank() - 1).isConstant(3), "cross",
                    "expected vectors of 3 along the last axis", a, b);
        }
        Tensor forward = turned(a, 1).times(turned(b, 2));
        return forward.minus(turned(a, 2).times(turned(b, 1)));
    }

    private static Tensor turned(Tensor x, int places) {
        return ArrangeFunctions.roll(x, -places, -1);
    }

    /** Distances between rows: {@code [.., m, d]} and {@code [.., n, d]} give {@code [.., m, n]}; 2-norm. */
    public static Tensor cdist(Tensor a, Tensor b) {
        return cdist(a, b, 2);
    }

    /** Distances between rows: {@code [.., m, d]} and {@code [.., n, d]} give {@code [.., m, n]}; p-norm. */
    public static Tensor cdist(Tensor a, Tensor b, double p) {
        Check.floats("cdist", a, b);
        Check.rankAtLeast(2, "cdist", a);
        Check.rankAtLeast(2, "cdist", b);
        return Statistics.norm(ShapeFunctions.expandDims(a, -2).minus(ShapeFunctions.expandDims(b, -3)), p, -1);
    }

    /**
     * Einstein's sum: letters name axes, those missing on the right are summed over, as in
     * {@code "bij,bjk->bik"}; without {@code ->}, the letters that occur once stay, in alphabetical order.
     */
    public static Tensor einsum(String equation, Tensor... operands) {
        return einsum(equation, List.of(operands));
    }

    /** Einstein's sum over a list of operands. */
    public static Tensor einsum(String equation, List<Tensor> operands) {
        return Einsum.of(equation, operands);
    }

    /** The sum over the last {@code axes} axes of a with the first of b. */
    public static Tensor tensordot(Tensor a, Tensor b, int axes) {
        Check.that(axes >= 0 && axes <= Math.min(a.rank(), b.rank()), "tensordot", "can't sum over " + axes + " axes",
                a, b);
        int skipped = a.rank() - axes;
        return tensordot(a, b, IntStream.range(skipped, a.rank()).toArray(), IntStream.range(0, axes).toArray());
    }

    /** The sum over given axes of a with given axes of b; the remaining axes of a, then of b, stay. */
    public static Tensor tensordot(Tensor a, Tensor b, int[] axesA, int[] axesB) {
        Check.floats("tensordot", a, b);
        Check.that(axesA.length == axesB.length, "tensordot", "expected as many axes of one as of the other", a, b);
        int[] labelsA = IntStream.range(0, a.rank()).toArray();
        int[] labelsB = IntStream.range(a.rank(), a.rank() + b.rank()).toArray();
        Set<Integer> named = new HashSet<>();
        for (int i = 0; i < axesA.length; i++) {
            int axis = Check.axis("tensordot", a, axesA[i]);
            int other = Check.axis("tensordot", b, axesB[i]);
            Check.that(a.shape().dim(axis).equals(b.shape().dim(other)), "tensordot", "axes " + axesA[i] + " and "
                    + axesB[i] + " have extents " + a.shape().dim(axis) + " and " + b.shape().dim(other), a, b);
            boolean unnamed = named.add(axis) && labelsB[other] >= a.rank();
            Check.that(unnamed, "tensordot", "an axis is named twice", a, b);
            labelsB[other] = axis;
        }
        return Einsum.contract(a, labelsA, b, labelsB);
    }

    /** The sum of the diagonal of the first two axes. Any numbers. */
    public static Tensor trace(Tensor x) {
        Check.rankAtLeast(2, "trace", x);
        return PatternFunctions.diagonal(x).sum(-1);
    }

    /** The product of n equal square matrices (batched); the identity for n = 0, of the inverse for n < 0. */
    public static Tensor matrixPower(Tensor x, int n) {
        Check.floats("matrixPower", x);
        Check.rankAtLeast(2, "matrixPower", x);
        Dim rows = x.shape().dim(x.rank() - 2);
        Check.that(rows.equals(x.shape().dim(x.rank() - 1)), "matrixPower", "expected square matrices", x);
        if (n < 0) {
            return matrixPower(MatrixFunctions.inverse(x), -n);
        }
        if (n == 0) {
            return Broadcasting.to("matrixPower", PatternFunctions.eye(x.owner(), rows, x.dtype()), x.shape());
        }
        Tensor half = n == 1 ? x : matrixPower(x, n / 2);
        return n == 1 ? x : n % 2 == 0 ? matmul(half, half) : matmul(matmul(half, half), x);
    }
}
