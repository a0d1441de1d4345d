package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An optimiser that is given gradients which are not too large, in this order:
 *
 * <pre>
 *   value         g ← min(max(g, −c), c)          each element
 *   norm          g ← g·min(1, c / ‖g‖)           each parameter
 *   global norm   g ← g·min(1, c / √Σ‖g‖²)        all parameters together
 * </pre>
 *
 * Pascanu, Mikolov and Bengio, On the difficulty of training recurrent neural networks, 2013.
 *
 * @param value the bound c of each element, infinite for none
 * @param norm the bound of each parameter's gradient
 * @param globalNorm the bound of all gradients
 */
public record ClippedGradients(Optimizer optimizer, double value, double norm, double globalNorm)
        implements Optimizer {
    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Map<Node, Node> clipped = new LinkedHashMap<>();
        gradients.forEach((w, g) -> clipped.put(w, shortened(step, withinValue(step.arithmetic(), g))));
        if (Double.isFinite(globalNorm)) {
            Node factor = factor(step.arithmetic(), globalNorm, step.globalNorm(clipped));
            clipped.replaceAll((w, g) -> step.scaled(factor, g));
        }
        return optimizer.updates(builder, clipped);
    }

    private Node withinValue(Arithmetic x, Node g) {
        return Double.isFinite(value) ? x.map(ScalarOp.CLIP, g, x.constant(g, -value), x.constant(g, value)) : g;
    }

    private Node shortened(UpdateBuilder step, Node g) {
        return Double.isFinite(norm) ? step.scaled(factor(step.arithmetic(), norm, step.norm(g)), g) : g;
    }

    private static Node factor(Arithmetic x, double bound, Node length) {
        return x.map(ScalarOp.MIN, x.constant(length, 1), x.div(bound, length));
    }
}
