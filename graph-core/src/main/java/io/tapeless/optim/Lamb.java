package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.TensorType;
import java.util.Map;

/**
 * LAMB: Adam's direction, with a length in proportion to the parameter's, for large batches.
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
 *   v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)
 *   u = m̂ / (√v̂ + ε) + λ·w
 *   w ← w − η·u·‖w‖ / ‖u‖          the ratio is 1 where a norm is 0
 * </pre>
 *
 * You et al., Large Batch Optimization for Deep Learning: Training BERT in 76 minutes, 2020, with φ the
 * identity. The slots of a parameter {@code w} are {@code w.lamb_m} and {@code w.lamb_v}; the scalar slots
 * hold 1 − βᵗ.
 *
 * @param learningRate η, a scalar
 * @param weightDecay λ of each parameter
 */
public record Lamb(Node learningRate, double beta1, double beta2, double epsilon, ByName weightDecay)
        implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        weightDecay.requireUsed(gradients.keySet().stream().map(UpdateBuilder::name).toList());
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        TensorType scalar = UpdateBuilder.scalar(gradients.keySet());
        Node mScale = x.div(1, step.averageWeight("lamb.m_weight", scalar, beta1));
        Node vScale = x.div(1, x.sqrt(step.averageWeight("lamb.v_weight", scalar, beta2)));
        gradients.forEach((w, g) -> {
            Node m = step.average(step.slot(w, "lamb_m"), g, beta1);
            Node v = step.average(step.slot(w, "lamb_v"), x.mul(g, g), beta2);
            Node adam = x.div(step.scaled(mScale, m), x.add(step.scaled(vScale, x.sqrt(v)), epsilon));
            double decay = weightDecay.of(UpdateBuilder.name(w));
            Node direction = decay == 0 ? adam : x.add(adam, x.mul(w, decay));
            Node length = x.mul(step.converted(learningRate, w.dtype()), trustRatio(step, w, direction));
            step.update(w, x.sub(w, step.scaled(length, direction)));
        });
        return step.build();
    }

    private static Node trustRatio(UpdateBuilder step, Node w, Node direction) {
        Arithmetic x = step.arithmetic();
        Node to = step.norm(w);
        Node from = step.norm(direction);
        Node zero = x.zeros(to);
        Node both = x.and(x.map(ScalarOp.GT, to, zero), x.map(ScalarOp.GT, from, zero));
        return x.select(both, x.div(to, from), x.constant(to, 1));
    }
}
