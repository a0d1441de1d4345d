package io.tapeless.codegen.schedule;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which nodes are read through, as another way to walk the memory of their operand. */
public final class Views {
    private Views() {}

    /** True if the node computes nothing and stores nothing: its users walk its operand instead. */
    public static boolean isView(Node node) {
        Op op = node.op();
        return op instanceof Movement.Reshape || op instanceof Movement.Transpose
                || op instanceof Movement.Broadcast || op instanceof Movement.Slice
                || op instanceof Movement.Reverse || op instanceof Movement.Unfold || isIdentity(op)
                || op instanceof Reduction.Reduce reduce && reduce.axes().isEmpty();
    }

    private static boolean isIdentity(Op op) {
        return op instanceof Elementwise.StopGradient || op instanceof OwnDerivative;
    }

    /** True if the node is its first operand, element by element in the same order. */
    public static boolean isSameMemory(Node node) {
        return node.op() instanceof Movement.Reshape || isIdentity(node.op());
    }

    /** The node behind all views. */
    public static Node source(Node node) {
        while (isView(node)) {
            node = node.operand(0);
        }
        return node;
    }

    /**
     * The node whose value a loop takes when it reads an operand. Views are walked through, also those that
     * are stored for others, but for what a reshape needs in memory in the order of its elements.
     */
    static Node read(Node operand, Predicate<Node> stored) {
        Node node = operand;
        boolean inOrder = false;
        while (isView(node) && !(inOrder && stored.test(node))) {
            inOrder |= node.op() instanceof Movement.Reshape && !isAxisWise(node);
            node = node.operand(0);
        }
        return node;
    }

    /** True if a value is in memory before any kernel runs. */
    public static boolean isStoredLeaf(Node node) {
        return node.op() instanceof Leaf.Input || node.op() instanceof Leaf.Variable
                || node.op() instanceof Leaf.Constant constant && constant.value().type().rank() > 0;
    }

    /** True if a value is written into the code: scalar constants and counting. */
    public static boolean isImmediate(Node node) {
        return node.op() instanceof Leaf.Iota
                || node.op() instanceof Leaf.Constant constant && constant.value().type().rank() == 0;
    }

    /**
     * True for a reshape that adds and drops axes of extent 1 only, so that positions carry over axis by
     * axis. Any other reshape walks the elements in their order in memory.
     */
    public static boolean isAxisWise(Node reshape) {
        return reshape.shape().agreesInLongAxes(reshape.operand(0).shape());
    }

    /**
     * The views, the operand itself first, that a contraction reads its operand through down to the last reshape that
     * it takes apart by {@link ReshapeSplit}; none if it can't, or need not as all elements lie in order, or nothing lies
     * in memory. What is repeated along an axis would be taken apart again each time, so that it is better stored.
     */
    static List<Node> splits(Node operand) {
        if (isImmediate(source(operand))) {
            return List.of();
        }
        List<Node> walked = new ArrayList<>();
        List<Node> split = List.of();
        boolean digits = true;
        for (Node node = operand; isView(node); node = node.operand(0)) {
            walked.add(node);
            if (node.op() instanceof Movement.Reshape && !isAxisWise(node)) {
                if (isContiguous(node)) {
                    break;
                } else if (!digits || ReshapeSplit.of(node).isEmpty()) {
                    return List.of();
                }
                split = List.copyOf(walked);
            } else if (node.op() instanceof Movement.Broadcast) {
                return split;
            }
            digits &= isSameMemory(node) || node.op() instanceof Movement.Transpose;
        }
        return split;
    }

    /** True if elements lie in memory in the order of the node's own shape. */
    public static boolean isContiguous(Node node) {
        while (isSameMemory(node)) {
            node = node.operand(0);
        }
        return !isView(node);
    }
}
