package io.tapeless.rewrite;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Optional;

/** What rules ask of a node. */
final class Match {
    private Match() {}

    static boolean is(Node node, ScalarOp function) {
        return node.op() instanceof Elementwise.Map map && map.function() == function;
    }

    /** The scalar literal that the node repeats to its shape. */
    static Optional<Literal> splat(Node node) {
        Node source = node.op() instanceof Movement.Broadcast ? node.operand(0) : node;
        return source.op() instanceof Leaf.Constant constant && constant.value().type().rank() == 0
                ? Optional.of(constant.value()) : Optional.empty();
    }

    static boolean isSplat(Node node) {
        return splat(node).isPresent();
    }

    /** True if every element is this number, and the same zero. */
    static boolean isConstant(Node node, double value) {
        return splat(node).filter(literal -> Double.compare(literal.real(0), value) == 0).isPresent();
    }

    /** {@code |x| < ∞}, which is false for NaN too. */
    static Node finite(Node node, Arithmetic x) {
        return x.map(ScalarOp.LT, x.map(ScalarOp.ABS, node), x.constant(node, Double.POSITIVE_INFINITY));
    }
}
