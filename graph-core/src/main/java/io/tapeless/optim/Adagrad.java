package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Map;

/**
 * Adagrad: each element has a step size of its own, which falls with the gradients it has seen.
 *
 * <pre>
 *   s ← s + g²
 *   w ← w − η·g / (√s + ε)
 * </pre>
 *
 * Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization,
 * 2011. The slot of a parameter {@code w} is {@code w.adagrad_sum}. Only the gathered rows of a table
 * are touched, if it is used by gathering alone and large.
 *
 * @param learningRate η, a scalar
 */
public record Adagrad(Node learningRate, double epsilon) implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        gradients.forEach((w, gradient) -> {
            Touched part = step.touched(gradient);
            Node g = part.gradient();
            Node old = step.slot(w, "adagrad_sum");
            Node square = x.mul(g, g);
            part.add(old, square);
            Node scale = x.add(x.sqrt(x.add(part.of(old), square)), epsilon);
            part.subtract(w, x.div(step.scaled(learningRate, g), scale));
        });
        return step.build();
    }
}
