package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Map;

/**
 * Weight decay λ beside an optimiser's update u, which knows nothing of it:
 *
 * <pre>
 *   w ← w − u − η·λ·w
 * </pre>
 *
 * Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019; with Adam it is AdamW.
 *
 * @param learningRate η, a scalar
 * @param decay λ of each parameter
 */
public record DecayedWeights(Optimizer optimizer, Node learningRate, ByName decay) implements Optimizer {
    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        decay.requireUsed(gradients.keySet().stream().map(UpdateBuilder::name).toList());
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        Updates updates = optimizer.updates(builder, gradients);
        step.include(updates);
        for (Node w : gradients.keySet()) {
            double rate = decay.of(UpdateBuilder.name(w));
            if (rate != 0) {
                step.update(w, x.sub(updates.values().get(w), step.scaled(x.mul(learningRate, rate), w)));
            }
        }
        return step.build();
    }
}
