package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Map;

/**
 * Adam: steps of a size of their own for each element, from averages of gradients and of their squares.
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
 *   v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)
 *   w ← w − η·m̂ / (√v̂ + ε)
 * </pre>
 *
 * Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015. The slots of a parameter {@code w} are
 * {@code w.adam_m} and {@code w.adam_v}. The scalar slots {@code adam.m_weight} and {@code adam.v_weight} hold 1 − βᵗ.
 *
 * @param learningRate η, a scalar
 */
public record Adam(Node learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        UpdateBuilder.Correction corrected = step.correction("adam", learningRate,
                UpdateBuilder.scalar(gradients.keySet()), beta1, beta2);
        gradients.forEach((w, g) -> {
            Node m = step.average(step.slot(w, "adam_m"), g, beta1);
            Node v = step.average(step.slot(w, "adam_v"), x.mul(g, g), beta2);
            Node direction = x.div(step.scaled(corrected.rate(), m), x.add(step.scaled(corrected.root(), x.sqrt(v)), epsilon));
            step.update(w, x.sub(w, direction));
        });
        return step.build();
    }
}
