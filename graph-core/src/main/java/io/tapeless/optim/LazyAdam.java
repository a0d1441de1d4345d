package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import java.util.Map;

/**
 * {@link Adam} whose moments of a table's row change only in the steps that gather the row, if the table is used by
 * gathering alone:
 *
 * <pre>
 *   m ← m + (1 − β₁)·(g − m)         m̂ = m / (1 − β₁ᵗ)
 *   v ← v + (1 − β₂)·(g² − v)        v̂ = v / (1 − β₂ᵗ)
 *   w ← w − η·m̂ / (√v̂ + ε)
 * </pre>
 *
 * with t the number of all steps. Rows that are not gathered keep w, m and v, where Adam lets m and v decay and
 * moves w by them; other parameters are updated as by Adam. The slots of a parameter {@code w} are
 * {@code w.adam_m} and {@code w.adam_v}; {@code adam.m_weight} and {@code adam.v_weight} hold 1 − βᵗ.
 *
 * @param learningRate η, a scalar
 */
public record LazyAdam(Node learningRate, double beta1, double beta2, double epsilon) implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        UpdateBuilder.Correction corrected = step.correction("adam", learningRate,
                UpdateBuilder.scalar(gradients.keySet()), beta1, beta2);
        gradients.forEach((w, gradient) -> {
            Touched part = step.gathered(gradient);
            Node g = part.gradient();
            Node m = average(step, part, step.slot(w, "adam_m"), g, beta1);
            Node v = average(step, part, step.slot(w, "adam_v"), x.mul(g, g), beta2);
            Node scale = x.add(step.scaled(corrected.root(), x.sqrt(v)), epsilon);
            part.subtract(w, x.div(step.scaled(corrected.rate(), m), scale));
        });
        return step.build();
    }

    /** {@code a ← a + (1 − β)·(term − a)} in what is touched; the new value there. */
    private static Node average(UpdateBuilder step, Touched part, Node slot, Node term, double beta) {
        Arithmetic x = step.arithmetic();
        Node old = part.of(slot);
        Node change = x.mul(x.sub(term, old), 1 - beta);
        part.add(slot, change);
        return x.add(old, change);
    }
}
