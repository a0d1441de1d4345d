package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Map;

/**
 * Adadelta: steps in the units of the parameter, from running averages of squared gradients and squared steps.
 *
 * <pre>
 *   v ← ρ·v + (1 − ρ)·g²
 *   d = g·√(u + ε) / √(v + ε)
 *   u ← ρ·u + (1 − ρ)·d²
 *   w ← w − η·d
 * </pre>
 *
 * Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012, where η is 1. The slots of a parameter {@code w}
 * are {@code w.adadelta_v} and {@code w.adadelta_u}.
 *
 * @param learningRate η, a scalar
 */
public record Adadelta(Node learningRate, double rho, double epsilon) implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        gradients.forEach((w, g) -> {
            Node u = step.slot(w, "adadelta_u");
            Node v = step.average(step.slot(w, "adadelta_v"), x.mul(g, g), rho);
            Node direction = x.div(x.mul(g, x.sqrt(x.add(u, epsilon))), x.sqrt(x.add(v, epsilon)));
            step.average(u, x.mul(direction, direction), rho);
            step.update(w, x.sub(w, step.scaled(learningRate, direction)));
        });
        return step.build();
    }
}
