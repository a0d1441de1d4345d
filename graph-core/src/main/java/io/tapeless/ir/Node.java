package io.tapeless.ir;

import java.util.List;

/**
 * One operation applied to operands, with one result. Immutable; made only by a {@link GraphBuilder},
 * which makes equal nodes identical, so identity is equality.
 */
public final class Node {
    private final Op op;
    private final List<Node> operands;
    private final TensorType type;
    private final Origin origin;

    Node(Op op, List<Node> operands, TensorType type, Origin origin) {
        this.op = op;
        this.operands = List.copyOf(operands);
        this.type = type;
        this.origin = origin;
    }

    public Op op() {
        return op;
    }

    public List<Node> operands() {
        return operands;
    }

    public Node operand(int index) {
        return operands.get(index);
    }

    public TensorType type() {
        return type;
    }

    public Shape shape() {
        return type.shape();
    }

    public DType dtype() {
        return type.dtype();
    }

    public Origin origin() {
        return origin;
    }

    /** {@code matmul : f32[B, 10]}, for messages; a graph prints itself with {@link GraphPrinter}. */
    @Override
    public String toString() {
        return op.mnemonic() + " : " + type + (origin.site().isKnown() ? " at " + origin.site() : "");
    }
}
