package io.tapeless.codegen.schedule;

import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;

/**
 * Which loops compute a node. Axes of extent 1 make no loop, so that spaces which differ in them alone are one. A
 * concatenation of parts of one shape is computed in the loop over that shape: it computes the parts side by side and
 * stores each where it lies in the whole, so that no part needs memory of its own.
 */
public final class Spaces {
    private Spaces() {}

    /** True for a concatenation of parts of one shape. */
    public static boolean isJoin(Node node) {
        return node.op() instanceof Movement.Concat && node.operands().size() > 1
                && node.operands().stream().allMatch(o -> o.shape().equals(node.operand(0).shape()));
    }

    /** The shape of the loop that computes a node: of a join's parts, else of the node itself. */
    static Shape of(Node node) {
        return isJoin(node) ? node.operand(0).shape() : node.shape();
    }

    /** True if the same loop walks both shapes: they agree in all axes that are longer than 1. */
    static boolean areSame(Shape a, Shape b) {
        return a.agreesInLongAxes(b);
    }

    /** The value that an operand is in the same loop: what is behind reshapes that add and drop axes of extent 1. */
    static Node value(Node operand) {
        Node value = operand;
        while (value.op() instanceof Movement.Reshape && Views.isAxisWise(value)) {
            value = value.operand(0);
        }
        return value;
    }
}
