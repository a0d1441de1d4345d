package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Map;

/**
 * Gradient descent, with momentum μ if it is not zero:
 *
 * <pre>
 *   plain      w ← w − η·g
 *   momentum   u ← μ·u + g,   w ← w − η·u
 *   Nesterov   u ← μ·u + g,   w ← w − η·(g + μ·u)
 * </pre>
 *
 * Sutskever et al., On the importance of initialization and momentum in deep learning, 2013, with η
 * taken out of u, so that it may change from step to step. The slot of a parameter {@code w} is
 * {@code w.momentum}.
 *
 * <p>Without momentum only the gathered rows of a table are touched, if it is used by gathering alone and large;
 * with momentum all rows go on moving.
 *
 * @param learningRate η, a scalar
 */
public record Sgd(Node learningRate, double momentum, boolean nesterov) implements Optimizer {
    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        gradients.forEach((w, g) -> {
            Touched part = momentum == 0 ? step.touched(g) : new AllElements(step, direction(step, w, g));
            part.subtract(w, step.scaled(learningRate, part.gradient()));
        });
        return step.build();
    }

    private Node direction(UpdateBuilder step, Node w, Node g) {
        Arithmetic x = step.arithmetic();
        Node old = step.slot(w, "momentum");
        Node velocity = x.add(x.mul(old, momentum), g);
        step.update(old, velocity);
        return nesterov ? x.add(g, x.mul(velocity, momentum)) : velocity;
    }
}
