package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Map;

/**
 * AMSGrad: Adam whose step sizes never grow.
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
 *   v ← β₂·v + (1 − β₂)·g²
 *   s ← max(s, v)                  ŝ = s / (1 − β₂ᵗ)
 *   w ← w − η·m̂ / (√ŝ + ε)
 * </pre>
 *
 * Reddi, Kale and Kumar, On the Convergence of Adam and Beyond, 2018, with the bias corrections of Adam, which
 * the paper leaves out for brevity. The slots of a parameter {@code w} are {@code w.amsgrad_m},
 * {@code w.amsgrad_v} and {@code w.amsgrad_max}; the scalar slots hold 1 − βᵗ.
 *
 * @param learningRate η, a scalar
 */
public record AmsGrad(Node learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        UpdateBuilder.Correction corrected = step.correction("amsgrad", learningRate,
                UpdateBuilder.scalar(gradients.keySet()), beta1, beta2);
        gradients.forEach((w, g) -> {
            Node m = step.average(step.slot(w, "amsgrad_m"), g, beta1);
            Node v = step.average(step.slot(w, "amsgrad_v"), x.mul(g, g), beta2);
            Node old = step.slot(w, "amsgrad_max");
            Node largest = x.map(ScalarOp.MAX, old, v);
            step.update(old, largest);
            step.update(w, x.sub(w, x.div(step.scaled(corrected.rate(), m),
                    x.add(step.scaled(corrected.root(), x.sqrt(largest)), epsilon))));
        });
        return step.build();
    }
}
