package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Matrix algebra on the last two axes, in which the rules of decompositions are written. */
final class Matrices {
    private final Arithmetic x;
    private final GraphBuilder builder;

    Matrices(Arithmetic arithmetic) {
        this.x = arithmetic;
        this.builder = arithmetic.builder();
    }

    private static int rowAxis(Node a) {
        return a.type().rank() - 2;
    }

    static Dim rows(Node a) {
        return a.shape().dim(rowAxis(a));
    }

    static Dim columns(Node a) {
        return a.shape().dim(rowAxis(a) + 1);
    }

    /** {@code A·B}. */
    Node mul(Node a, Node b) {
        return x.matMul(a, b, false, false);
    }

    /** {@code Aᵀ·B}. */
    Node transposedMul(Node a, Node b) {
        return x.matMul(a, b, true, false);
    }

    /** {@code A·Bᵀ}. */
    Node mulTransposed(Node a, Node b) {
        return x.matMul(a, b, false, true);
    }

    Node transpose(Node a) {
        List<Integer> permutation = new ArrayList<>(GraphBuilder.allAxes(a.shape()));
        int last = permutation.remove(rowAxis(a) + 1);
        permutation.add(rowAxis(a), last);
        return builder.add(new Movement.Transpose(permutation), a);
    }

    /** {@code ½(A + Aᵀ)}. */
    Node symmetric(Node a) {
        return x.mul(x.add(a, transpose(a)), 0.5);
    }

    Node slice(Node a, Dim start, Dim count) {
        return x.slice(a, rowAxis(a), start, count);
    }

    /** The matrices one below the other. */
    Node below(Node... parts) {
        return builder.add(new Movement.Concat(rowAxis(parts[0])), parts);
    }

    Node zeros(Node like, Dim rows) {
        return builder.constant(like.type().with(like.shape().with(rowAxis(like), rows)), 0);
    }

    /** The elements whose row number compares so with that of their column, else 0. */
    private Node where(ScalarOp comparison, Node a) {
        return x.where(x.map(comparison, number(a, rowAxis(a)), number(a, rowAxis(a) + 1)), a);
    }

    private Node number(Node like, int axis) {
        return builder.add(new Leaf.Iota(like.type().with(DType.I32), axis));
    }

    /** The lower triangle with the diagonal. */
    Node lower(Node a) {
        return where(ScalarOp.GE, a);
    }

    Node strictlyLower(Node a) {
        return where(ScalarOp.GT, a);
    }

    /** The upper triangle with the diagonal. */
    Node upper(Node a) {
        return where(ScalarOp.LE, a);
    }

    Node strictlyUpper(Node a) {
        return where(ScalarOp.LT, a);
    }

    Node diagonal(Node a) {
        return where(ScalarOp.EQ, a);
    }

    /** The row vectors (with one row) of the sums of columns. */
    Node columnSums(Node a) {
        return x.sum(a, List.of(rowAxis(a)));
    }

    /** A vector for each matrix, repeated as each row: element (i, j) is v[j]. */
    Node asRows(Node vector, Dim rows) {
        int rank = vector.type().rank();
        Shape shape = vector.shape().slice(0, rank - 1).concat(Shape.of(rows, vector.shape().dim(rank - 1)));
        return x.broadcast(vector, shape, List.of(rank - 1));
    }

    /** A vector for each matrix, repeated as each column: element (i, j) is v[i]. */
    Node asColumns(Node vector, Dim columns) {
        return x.broadcast(vector, vector.shape().concat(Shape.of(columns)), List.of(vector.type().rank()));
    }

    /** {@code 1/a}, and 0 where a is 0. */
    Node inverseOrZero(Node a) {
        Node nonZero = x.map(ScalarOp.NE, a, x.zeros(a));
        return x.where(nonZero, x.div(1, x.select(nonZero, a, x.constant(a, 1))));
    }

    /** The permutation matrix that has a one at column {@code numbers[i]} of row i. */
    Node permutation(Node numbers) {
        Dim n = numbers.shape().dim(numbers.type().rank() - 1);
        Node wanted = asColumns(numbers, n);
        TensorType type = wanted.type();
        Node column = builder.add(new Leaf.Iota(type, type.rank() - 1));
        return x.where(x.map(ScalarOp.EQ, wanted, column), x.constant(wanted, 1));
    }

    /** {@code T⁻¹·B}, or {@code T⁻ᵀ·B}, with T the lower triangle of a matrix. */
    Node solveLower(Node t, boolean transposed, boolean unit, Node b) {
        return builder.add(new Decomposition.TriangularSolve(true, transposed, unit), t, b);
    }

    /** {@code T⁻¹·B}, or {@code T⁻ᵀ·B}, with T the upper triangle of a matrix. */
    Node solveUpper(Node t, boolean transposed, Node b) {
        return builder.add(new Decomposition.TriangularSolve(false, transposed, false), t, b);
    }
}
