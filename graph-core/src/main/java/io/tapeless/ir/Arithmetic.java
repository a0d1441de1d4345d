package io.tapeless.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * Operations as methods, so that what builds nodes reads like the formula it implements. Elementwise
 * methods take operands of one shape; a number becomes a constant of the operand's type.
 */
public final class Arithmetic {
    private final GraphBuilder builder;

    public Arithmetic(GraphBuilder builder) {
        this.builder = builder;
    }

    public GraphBuilder builder() {
        return builder;
    }

    /** A function of scalars, applied elementwise. */
    public Node map(ScalarOp function, Node... operands) {
        return builder.map(function, operands);
    }

    public Node add(Node a, Node b) {
        return map(ScalarOp.ADD, a, b);
    }

    public Node add(Node a, double b) {
        return add(a, constant(a, b));
    }

    public Node sub(Node a, Node b) {
        return map(ScalarOp.SUB, a, b);
    }

    public Node sub(double a, Node b) {
        return sub(constant(b, a), b);
    }

    public Node mul(Node a, Node b) {
        return map(ScalarOp.MUL, a, b);
    }

    public Node mul(Node a, double b) {
        return mul(a, constant(a, b));
    }

    public Node div(Node a, Node b) {
        return map(ScalarOp.DIV, a, b);
    }

    public Node div(double a, Node b) {
        return div(constant(b, a), b);
    }

    public Node neg(Node a) {
        return map(ScalarOp.NEG, a);
    }

    public Node sqrt(Node a) {
        return map(ScalarOp.SQRT, a);
    }

    /** {@code a} where the bool {@code condition} holds, else {@code b}. */
    public Node select(Node condition, Node a, Node b) {
        return map(ScalarOp.SELECT, condition, a, b);
    }

    /** {@code a} where the condition holds, else zero. */
    public Node where(Node condition, Node a) {
        return select(condition, a, zeros(a));
    }

    public Node and(Node a, Node b) {
        return map(ScalarOp.AND, a, b);
    }

    public Node or(Node a, Node b) {
        return map(ScalarOp.OR, a, b);
    }

    public Node not(Node a) {
        return map(ScalarOp.NOT, a);
    }

    /** A number repeated to the type of another node. */
    public Node constant(Node like, double value) {
        return builder.constant(like.type(), value);
    }

    public Node zeros(Node like) {
        return constant(like, 0);
    }

    public Node cast(Node a, DType to) {
        return builder.add(new Elementwise.Cast(to), a);
    }

    /** Combines the elements along axes, which ascend. */
    public Node reduce(Reduction.Kind kind, Node a, List<Integer> axes) {
        return builder.add(new Reduction.Reduce(kind, axes), a);
    }

    /** Sums over axes, which ascend. */
    public Node sum(Node a, List<Integer> axes) {
        return reduce(Reduction.Kind.SUM, a, axes);
    }

    /** Sums over all axes. */
    public Node sum(Node a) {
        return sum(a, GraphBuilder.allAxes(a.shape()));
    }

    /** Repeats along new axes, which ascend and are the result's. */
    public Node broadcast(Node a, Shape to, List<Integer> axes) {
        return builder.add(new Movement.Broadcast(to, axes), a);
    }

    /** Repeats a scalar to the shape of another node. */
    public Node spread(Node scalar, Node like) {
        return like.type().rank() == 0 ? scalar
                : broadcast(scalar, like.shape(), GraphBuilder.allAxes(like.shape()));
    }

    public Node reshape(Node a, Shape to) {
        return builder.add(new Movement.Reshape(to), a);
    }

    public Node matMul(Node a, Node b, boolean transposeA, boolean transposeB) {
        return builder.add(new Contraction.MatMul(transposeA, transposeB), a, b);
    }

    /** The elements {@code start … start + size − 1} along one axis. */
    public Node slice(Node a, int axis, Dim start, Dim size) {
        List<Dim> starts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int i = 0; i < a.type().rank(); i++) {
            starts.add(i == axis ? start : Dim.ZERO);
            steps.add(1);
        }
        return builder.add(new Movement.Slice(starts, a.shape().with(axis, size).dims(), steps), a);
    }
}
