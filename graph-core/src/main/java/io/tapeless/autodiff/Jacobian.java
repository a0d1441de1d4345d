package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A Jacobian from a sweep: the sweep is built for a placeholder and then batched over all unit vectors. */
final class Jacobian {
    /** Not a name that a model can declare; no built graph contains it. */
    private static final String PLACEHOLDER = "#seed";

    private Jacobian() {}

    static boolean isForwardCheaper(Node y, Node x) {
        return x.shape().isStatic()
                && (!y.shape().isStatic() || x.shape().size().constant() <= y.shape().size().constant());
    }

    /** From {@code v ↦ vᵀ·∂y/∂x}: row i is its value at unit vector i. */
    static Node reverse(GraphBuilder builder, Node y, Node x, UnaryOperator<Node> vjp) {
        Node rows = atUnitVectors(builder, y, y.type(), vjp);
        return made(builder, y, () -> reshaped(builder, rows, y, x));
    }

    /** From {@code v ↦ ∂y/∂x·v}: column j is its value at unit vector j. */
    static Node forward(GraphBuilder builder, Node y, Node x, UnaryOperator<Node> jvp) {
        Node columns = atUnitVectors(builder, y, x.type(), jvp);
        List<Integer> frontToLast = new ArrayList<>();
        for (int axis = 1; axis < columns.type().rank(); axis++) {
            frontToLast.add(axis);
        }
        frontToLast.add(0);
        return made(builder, y, () ->
                reshaped(builder, builder.add(new Movement.Transpose(frontToLast), columns), y, x));
    }

    private static Node reshaped(GraphBuilder builder, Node rows, Node y, Node x) {
        return new Arithmetic(builder).reshape(rows, y.shape().concat(x.shape()));
    }

    private static Node made(GraphBuilder builder, Node y, Supplier<Node> action) {
        return builder.with(y.origin().derivedFrom(y, "jacobian"), action);
    }

    private static Node atUnitVectors(GraphBuilder builder, Node y, TensorType type, UnaryOperator<Node> linear) {
        Node placeholder = builder.add(new Leaf.Input(PLACEHOLDER, type));
        Node unitVectors = made(builder, y, () -> unitVectors(builder, type));
        return Batching.apply(builder, linear.apply(placeholder), placeholder, unitVectors);
    }

    /** The n unit vectors of a type of n elements, stacked: {@code e[i, j…] = 1} if j is the i-th place. */
    private static Node unitVectors(GraphBuilder builder, TensorType type) {
        Dim size = type.shape().size();
        TensorType square = new TensorType(DType.I32, Shape.of(size, size));
        Node diagonal = builder.map(ScalarOp.EQ,
                builder.add(new Leaf.Iota(square, 0)), builder.add(new Leaf.Iota(square, 1)));
        Arithmetic arithmetic = new Arithmetic(builder);
        return arithmetic.reshape(arithmetic.cast(diagonal, type.dtype()), Shape.of(size).concat(type.shape()));
    }
}
