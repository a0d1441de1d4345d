package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An optimiser that makes one update in k steps, from the mean of their gradients:
 *
 * <pre>
 *   a ← a + g / k;   each k-th step:  update with a, then a ← 0
 * </pre>
 *
 * Where the loss is a mean over examples and the batches have one size, that is the gradient of one batch of all
 * their examples. The slot of a parameter {@code w} is {@code w.accumulated}; the scalar slot counts steps since
 * the last update.
 *
 * @param steps k
 */
public record AccumulatedGradients(Optimizer optimizer, int steps) implements Optimizer {
    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        Node before = step.slot("accumulated.steps", UpdateBuilder.scalar(gradients.keySet()));
        Node count = x.add(before, 1);
        Node due = x.map(ScalarOp.GE, count, x.constant(count, steps));
        step.update(before, x.where(x.not(due), count));
        Map<Node, Node> means = new LinkedHashMap<>();
        gradients.forEach((w, g) -> {
            Node sum = step.slot(w, "accumulated");
            Node mean = x.add(sum, x.mul(g, 1.0 / steps));
            means.put(w, mean);
            step.update(sum, x.where(x.spread(x.not(due), mean), mean));
        });
        Updates updates = optimizer.updates(builder, means);
        step.include(new Updates(step.onlyIf(due, updates.values()), updates.slots()));
        return step.build();
    }
}
