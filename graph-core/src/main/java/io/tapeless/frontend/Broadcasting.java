package io.tapeless.frontend;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Movement;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * NumPy's broadcasting made explicit: shapes are aligned at their last axes; an axis that is missing
 * or has extent 1 is repeated.
 */
final class Broadcasting {
    private Broadcasting() {}

    /** Applies a scalar function to operands brought to their common shape. */
    static Tensor map(String function, ScalarOp op, Tensor... operands) {
        Shape shape = common(function, operands);
        return operands[0].owner().apply(new Elementwise.Map(op),
                Stream.of(operands).map(x -> to(function, x, shape)).toArray(Tensor[]::new));
    }

    /** A constant of a tensor's dtype, as a scalar. */
    static Tensor scalar(String function, Tensor like, double value) {
        Check.that(like.dtype().isFloat() || value == Math.rint(value), function, "the number " + value
                + " is not an integer, as " + like.dtype() + " needs; convert with cast", like);
        return like.owner().constant(like.dtype(), value);
    }

    /** The shape all operands broadcast to. */
    static Shape common(String function, Tensor... operands) {
        Shape shape = Shape.SCALAR;
        for (Tensor operand : operands) {
            shape = common(function, shape, operand.shape(), operands);
        }
        return shape;
    }

    /** The shape two shapes broadcast to; the operands are for the message. */
    static Shape common(String function, Shape a, Shape b, Tensor... operands) {
        int rank = Math.max(a.rank(), b.rank());
        List<Dim> dims = new ArrayList<>();
        for (int fromEnd = rank; fromEnd >= 1; fromEnd--) {
            Dim left = fromEnd <= a.rank() ? a.dim(a.rank() - fromEnd) : Dim.ONE;
            Dim right = fromEnd <= b.rank() ? b.dim(b.rank() - fromEnd) : Dim.ONE;
            Check.that(left.equals(right) || left.isConstant(1) || right.isConstant(1), function, "shapes " + a
                    + " and " + b + " do not broadcast: extents " + left + " and " + right + " of axis -" + fromEnd,
                    operands);
            dims.add(left.isConstant(1) ? right : left);
        }
        return new Shape(dims);
    }

    /** Repeats a tensor to a shape. */
    static Tensor to(String function, Tensor x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        int lead = shape.rank() - x.rank();
        List<Integer> added = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            Dim from = axis < lead ? Dim.ONE : x.shape().dim(axis - lead);
            boolean grows = !from.equals(shape.dim(axis));
            Check.that(lead >= 0 && (!grows || from.isConstant(1)), function, "shape " + x.shape()
                    + " does not broadcast to " + shape, x);
            if (axis < lead || grows) {
                added.add(axis);
            }
        }
        Tensor kept = reshape(x, shape.without(added));
        return added.isEmpty() ? kept : x.owner().apply(new Movement.Broadcast(shape, added), kept);
    }

    /** The shape of all extents 1. */
    static Shape ones(int rank) {
        return new Shape(Collections.nCopies(rank, Dim.ONE));
    }

    /** The same elements under another shape of equal size. What x is reshaped from stays seen: derivatives pass x. */
    static Tensor reshape(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : x.owner().apply(new Movement.Reshape(shape), x);
    }
}
