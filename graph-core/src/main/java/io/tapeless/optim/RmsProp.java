package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Map;

/**
 * RMSProp, with momentum μ if it is not zero:
 *
 * <pre>
 *   v ← ρ·v + (1 − ρ)·g²
 *   plain      w ← w − η·g / (√v + ε)
 *   momentum   u ← μ·u + g / (√v + ε),   w ← w − η·u
 * </pre>
 *
 * Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning, 2012. The slots of a parameter
 * {@code w} are {@code w.rmsprop_v} and, with momentum, {@code w.momentum}.
 *
 * @param learningRate η, a scalar
 */
public record RmsProp(Node learningRate, double rho, double epsilon, double momentum) implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        gradients.forEach((w, g) -> {
            Node v = step.average(step.slot(w, "rmsprop_v"), x.mul(g, g), rho);
            Node direction = x.div(g, x.add(x.sqrt(v), epsilon));
            if (momentum != 0) {
                Node old = step.slot(w, "momentum");
                direction = x.add(x.mul(old, momentum), direction);
                step.update(old, direction);
            }
            step.update(w, x.sub(w, step.scaled(learningRate, direction)));
        });
        return step.build();
    }
}
