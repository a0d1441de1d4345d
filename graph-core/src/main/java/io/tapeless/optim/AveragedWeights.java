package io.tapeless.optim;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.TensorType;
import java.util.Map;

/**
 * An optimiser beside which an average a of the weights is kept, after each of its updates:
 *
 * <pre>
 *   a ← a + α·(w − a)
 *   exponential   α = (1 − β) / (1 − βᵗ), so that the weights of all w sum to 1
 *   mean          α = 1 / max(1, t − s + 1), the mean from update s on
 * </pre>
 *
 * Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992; Izmailov et al., Averaging
 * Weights Leads to Wider Optima and Better Generalization, 2018. The slot of a parameter {@code w} is
 * {@code w.average}; the scalar slot holds 1 − βᵗ, or t.
 *
 * @param decay β; 0 for the mean
 * @param from s
 */
public record AveragedWeights(Optimizer optimizer, double decay, int from) implements Optimizer {
    private static final String SUFFIX = "average";

    /** The name of the slot that holds a parameter's average. */
    public static String slot(String parameter) {
        return parameter + "." + SUFFIX;
    }

    /** True if settings ask for an average of the weights. */
    public static boolean areAskedFor(TrainSettings settings) {
        return settings.real(TrainSetting.EMA_DECAY).isPresent()
                || settings.count(TrainSetting.AVERAGE_FROM).isPresent();
    }

    @Override
    public Updates updates(GraphBuilder builder, Map<Node, Node> gradients) {
        UpdateBuilder step = new UpdateBuilder(builder);
        Arithmetic x = step.arithmetic();
        Updates updates = optimizer.updates(builder, gradients);
        step.include(updates);
        Node share = share(step, UpdateBuilder.scalar(gradients.keySet()));
        for (Node w : gradients.keySet()) {
            Node average = step.slot(w, SUFFIX);
            step.update(average, x.add(average, step.scaled(share, x.sub(updates.values().get(w), average))));
        }
        return step.build();
    }

    /** α. */
    private Node share(UpdateBuilder step, TensorType scalar) {
        Arithmetic x = step.arithmetic();
        if (decay != 0) {
            return x.div(1 - decay, step.averageWeight("average.weight", scalar, decay));
        }
        Node counted = x.add(step.count("average.t", scalar), 1 - from);
        return x.div(1, x.map(ScalarOp.MAX, x.constant(counted, 1), counted));
    }
}
