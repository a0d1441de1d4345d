package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.Map;

/**
 * Lion: steps of one size in the direction of a sign.
 *
 * <pre>
 *   w ← w − η·sign(β₁·m + (1 − β₁)·g)
 *   m ← β₂·m + (1 − β₂)·g
 * </pre>
 *
 * Chen et al., Symbolic Discovery of Optimization Algorithms, 2023. The slot of a parameter {@code w} is
 * {@code w.lion_m}.
 *
 * @param learningRate η, a scalar
 */
public record Lion(Node learningRate, double beta1, double beta2) implements Optimizer {

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        gradients.forEach((w, g) -> {
            Node m = step.slot(w, "lion_m");
            Node direction = x.map(ScalarOp.SIGN, x.add(x.mul(m, beta1), x.mul(g, 1 - beta1)));
            step.average(m, g, beta2);
            step.update(w, x.sub(w, step.scaled(learningRate, direction)));
        });
        return step.build();
    }
}
