package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Map;

/**
 * Steps that change nothing if their loss or the norm of their gradients is not finite, but count themselves.
 */
final class FiniteSteps {
    /** The scalar variable that counts the steps that changed nothing. */
    static final String SKIPPED = "$skippedSteps";

    private FiniteSteps() {}

    /** The values that variables get instead of the given ones. */
    static Map<Node, Node> guarded(UpdateBuilder step, Node loss, Map<Node, Node> gradients, Map<Node, Node> values) {
        Arithmetic x = step.arithmetic();
        Node norm = step.globalNorm(gradients);
        Node finite = x.and(isFinite(x, loss), isFinite(x, norm));
        Map<Node, Node> guarded = step.onlyIf(finite, values);
        Node skipped = step.slot(SKIPPED, norm.type());
        guarded.put(skipped, x.select(finite, skipped, x.add(skipped, 1)));
        return guarded;
    }

    /** {@code |a| ≤ max}, which holds neither for infinities nor for NaN. */
    private static Node isFinite(Arithmetic x, Node a) {
        double largest = a.dtype() == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        return x.map(ScalarOp.LE, x.map(ScalarOp.ABS, a), x.constant(a, largest));
    }
}
