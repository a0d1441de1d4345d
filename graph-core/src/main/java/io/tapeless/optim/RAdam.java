package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.TensorType;
import java.util.Map;

/**
 * RAdam: Adam whose adaptive step sizes are rectified for their variance, and not used while too few
 * gradients are known.
 *
 * <pre>
 *   m ← β₁·m + (1 − β₁)·g          m̂ = m / (1 − β₁ᵗ)
 *   v ← β₂·v + (1 − β₂)·g²         v̂ = v / (1 − β₂ᵗ)
 *   ρ∞ = 2 / (1 − β₂) − 1          ρₜ = ρ∞ − 2·t·β₂ᵗ / (1 − β₂ᵗ)
 *   ρₜ &gt; 4    w ← w − η·r·m̂ / (√v̂ + ε),   r² = (ρₜ − 4)·(ρₜ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρₜ)
 *   else      w ← w − η·m̂
 * </pre>
 *
 * Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, 2020. The slots of a parameter
 * {@code w} are {@code w.radam_m} and {@code w.radam_v}. The scalar slots hold t and 1 − βᵗ in f64, as ρₜ is a
 * small difference.
 *
 * @param learningRate η, a scalar
 */
public record RAdam(Node learningRate, double beta1, double beta2, double epsilon) implements Optimizer {
    private static final double TRACTABLE = 4;

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        TensorType scalar = TensorType.scalar(DType.F64);
        Node vWeight = step.averageWeight("radam.v_weight", scalar, beta2);
        Node length = length(x, step.count("radam.t", scalar), vWeight);
        Node tractable = x.map(ScalarOp.GT, length, x.constant(length, TRACTABLE));
        Node rate = x.div(step.converted(learningRate, DType.F64),
                step.averageWeight("radam.m_weight", scalar, beta1));
        Node rectified = x.mul(rate, rectification(x, length));
        Node vScale = x.div(1, x.sqrt(vWeight));
        gradients.forEach((w, g) -> {
            Node m = step.average(step.slot(w, "radam_m"), g, beta1);
            Node v = step.average(step.slot(w, "radam_v"), x.mul(g, g), beta2);
            Node adaptive = x.div(step.scaled(rectified, m), x.add(step.scaled(vScale, x.sqrt(v)), epsilon));
            step.update(w, x.sub(w, x.select(x.spread(tractable, w), adaptive, step.scaled(rate, m))));
        });
        return step.build();
    }

    private double longest() {
        return 2 / (1 - beta2) - 1;
    }

    /** ρₜ. */
    private Node length(Arithmetic x, Node t, Node vWeight) {
        return x.sub(longest(), x.div(x.mul(x.mul(t, 2), x.sub(1, vWeight)), vWeight));
    }

    /** r, and 0 where there is none. */
    private Node rectification(Arithmetic x, Node length) {
        Node known = x.map(ScalarOp.MAX, length, x.constant(length, TRACTABLE));
        double most = (longest() - 4) * (longest() - 2) / longest();
        return x.sqrt(x.div(x.mul(x.add(known, -4), x.add(known, -2)), x.mul(known, most)));
    }
}
