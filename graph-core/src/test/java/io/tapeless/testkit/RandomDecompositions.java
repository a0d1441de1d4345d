package io.tapeless.testkit;

import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;

/** Adds factors of matrices and what is solved with them. */
final class RandomDecompositions {
    /** Larger matrices take the loop interpreter minutes to diagonalise. */
    private static final int MOST_ROWS = 5;

    private final RandomNodes nodes;

    RandomDecompositions(RandomNodes nodes) {
        this.nodes = nodes;
    }

    /** Adds one operation on a matrix near a diagonal one of elements 3, 6, … */
    void step() {
        Dim symbol = nodes.batch();
        Dim n = nodes.chance(0.2) && nodes.valueOf(symbol) <= MOST_ROWS ? symbol : Dim.of(1 + nodes.below(4));
        Shape batch = nodes.chance(0.3) ? Shape.of(nodes.batch()) : Shape.SCALAR;
        Node a = matrix(nodes.real(batch.concat(Shape.of(n, n))));
        Node b = nodes.real(batch.concat(Shape.of(n, Dim.of(1 + nodes.below(3)))));
        boolean transposed = nodes.chance(0.5);
        nodes.offer(switch (nodes.below(8)) {
            case 0 -> nodes.add(new Decomposition.Cholesky(), a);
            case 1, 2 -> nodes.add(new Decomposition.TriangularSolve(nodes.chance(0.5), transposed,
                    nodes.chance(0.4)), a, b);
            case 3 -> nodes.add(new Decomposition.Lu(), a);
            case 4 -> nodes.add(new Decomposition.LuSolve(transposed), a, nodes.add(new Decomposition.Lu(), a), b);
            case 5 -> nodes.add(new Decomposition.Qr(), a);
            case 6 -> nodes.add(new Decomposition.Eigh(), a);
            default -> nodes.add(new Decomposition.Svd(), a);
        });
    }

    /** {@code diag(3, 6, …) + 0.2·tanh(x)}, whose eigenvalues are apart. */
    private Node matrix(Node x) {
        int rank = x.type().rank();
        Node row = nodes.add(new Leaf.Iota(x.type().with(DType.I32), rank - 2));
        Node column = nodes.add(new Leaf.Iota(x.type().with(DType.I32), rank - 1));
        Node steps = nodes.map(ScalarOp.MUL, nodes.map(ScalarOp.ADD, row, nodes.constant(row, 1)),
                nodes.constant(row, 3));
        Node diagonal = nodes.map(ScalarOp.SELECT, nodes.map(ScalarOp.EQ, row, column), steps,
                nodes.constant(row, 0));
        return nodes.map(ScalarOp.ADD, nodes.add(new Elementwise.Cast(nodes.dtype()), diagonal),
                nodes.map(ScalarOp.MUL, nodes.map(ScalarOp.TANH, x), nodes.constant(x, 0.2)));
    }
}
