package io.tapeless.frontend;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Shape;
import java.util.List;

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
}
