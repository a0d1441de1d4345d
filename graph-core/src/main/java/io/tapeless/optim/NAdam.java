package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.TensorType;
import java.util.Map;

/**
 * NAdam: Adam with Nesterov's momentum, which is warmed up.
 *
 * <pre>
 *   μₜ = β₁·(1 − 0.5·0.96^(t·ψ))
 *   m ← β₁·m + (1 − β₁)·g          m̂ = μₜ₊₁·m / (1 − μ₁·…·μₜ₊₁) + (1 − μₜ)·g / (1 − μ₁·…·μₜ)
 *   v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)
 *   w ← w − η·m̂ / (√v̂ + ε)
 * </pre>
 *
 * Dozat, Incorporating Nesterov Momentum into Adam, 2016, with the moving average of PyTorch's form, whose β₁
 * stays what it is. The slots of a parameter {@code w} are {@code w.nadam_m} and {@code w.nadam_v}; the scalar
 * slots hold 0.96^(t·ψ), the product of all μ, and 1 − β₂ᵗ.
 *
 * @param learningRate η, a scalar
 * @param momentumDecay ψ
 */
public record NAdam(Node learningRate, double beta1, double beta2, double epsilon, double momentumDecay)
        implements Optimizer {
    private static final double BASE = 0.96;

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        TensorType scalar = UpdateBuilder.scalar(gradients.keySet());
        double factor = Math.pow(BASE, momentumDecay);
        Node decay = multiplied(step, step.slot("nadam.decay", scalar, 1), factor);
        Node now = momentum(x, decay);
        Node next = momentum(x, x.mul(decay, factor));
        Node before = step.slot("nadam.momentum_product", scalar, 1);
        Node product = x.mul(before, now);
        step.update(before, product);
        Node rate = step.converted(learningRate, scalar.dtype());
        Node mRate = x.div(x.mul(rate, next), x.sub(1, x.mul(product, next)));
        Node gRate = x.div(x.mul(rate, x.sub(1, now)), x.sub(1, product));
        Node vScale = x.div(1, x.sqrt(step.averageWeight("nadam.v_weight", scalar, beta2)));
        gradients.forEach((w, g) -> {
            Node m = step.average(step.slot(w, "nadam_m"), g, beta1);
            Node v = step.average(step.slot(w, "nadam_v"), x.mul(g, g), beta2);
            step.update(w, x.sub(w, x.div(x.add(step.scaled(mRate, m), step.scaled(gRate, g)),
                    x.add(step.scaled(vScale, x.sqrt(v)), epsilon))));
        });
        return step.build();
    }

    private static Node multiplied(UpdateBuilder step, Node slot, double factor) {
        Node product = step.arithmetic().mul(slot, factor);
        step.update(slot, product);
        return product;
    }

    private Node momentum(Arithmetic x, Node decay) {
        return x.mul(x.sub(1, x.mul(decay, 0.5)), beta1);
    }
}
