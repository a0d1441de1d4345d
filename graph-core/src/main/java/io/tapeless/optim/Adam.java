package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import java.util.Map;

/**
 * Adam, and AdamW if the weight decay λ is not zero:
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
 *   v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)
 *   w ← w − η·λ·w − η·m̂ / (√v̂ + ε)
 * </pre>
 *
 * Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015; Loshchilov and Hutter, Decoupled
 * Weight Decay Regularization, 2019. The slots of a parameter {@code w} are {@code w.adam_m} and
 * {@code w.adam_v}. The scalar slots {@code adam.m_weight} and {@code adam.v_weight} hold 1 − βᵗ, the total
 * weight of the gradients in m and v, kept by the recurrence of m and v, which loses no digits.
 *
 * @param learningRate η, a scalar
 */
public record Adam(Node learningRate, double beta1, double beta2, double epsilon, double weightDecay)
        implements Optimizer {

    /** With β₁ = 0.9, β₂ = 0.999, ε = 1e−8 as published. */
    public Adam(Node learningRate, double weightDecay) {
        this(learningRate, 0.9, 0.999, 1e-8, weightDecay);
    }

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        boolean wide = gradients.keySet().stream().anyMatch(w -> w.dtype() == DType.F64);
        TensorType scalar = TensorType.scalar(wide ? DType.F64 : DType.F32);
        Node one = builder.constant(scalar, 1);
        Node mWeight = average(step, step.slot("adam.m_weight", scalar), one, beta1);
        Node vWeight = average(step, step.slot("adam.v_weight", scalar), one, beta2);
        Node rate = x.div(converted(x, learningRate, scalar), mWeight);
        Node vScale = x.div(one, x.sqrt(vWeight));
        gradients.forEach((w, g) -> {
            Node m = average(step, step.slot(w, "adam_m"), g, beta1);
            Node v = average(step, step.slot(w, "adam_v"), x.mul(g, g), beta2);
            Node direction = x.div(step.scaled(rate, m), x.add(step.scaled(vScale, x.sqrt(v)), epsilon));
            step.update(w, x.sub(decayed(step, w), direction));
        });
        return step.build();
    }

    /** {@code a ← β·a + (1 − β)·term}. */
    private static Node average(UpdateBuilder step, Node slot, Node term, double beta) {
        Arithmetic x = step.arithmetic();
        Node average = x.add(x.mul(slot, beta), x.mul(term, 1 - beta));
        step.update(slot, average);
        return average;
    }

    private Node decayed(UpdateBuilder step, Node w) {
        Arithmetic x = step.arithmetic();
        return weightDecay == 0 ? w : x.sub(w, step.scaled(x.mul(learningRate, weightDecay), w));
    }

    private static Node converted(Arithmetic x, Node scalar, TensorType type) {
        return scalar.type().equals(type) ? scalar : x.cast(scalar, type.dtype());
    }
}
