package io.tapeless.autodiff;

import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import java.util.Optional;

/** Recognises nodes whose value is one known number everywhere. */
final class Constants {
    private Constants() {}

    private static Optional<Literal> literal(Node node) {
        Node source = node.op() instanceof Movement.Broadcast ? node.operand(0) : node;
        return source.op() instanceof Leaf.Constant constant ? Optional.of(constant.value()) : Optional.empty();
    }

    /** A scalar constant, or one repeated. */
    static boolean isScalar(Node node) {
        return literal(node).filter(l -> l.type().rank() == 0).isPresent();
    }

    /** The value of a node for which {@link #isScalar} holds. */
    static double scalar(Node node) {
        return literal(node).orElseThrow().real(0);
    }

    static boolean isZero(Node node) {
        return literal(node).filter(l -> l.isAll(0)).isPresent();
    }
}
