package io.tapeless.optim;

import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import java.util.List;
import java.util.Optional;

/** The optimisers by name. */
public final class Optimizers {
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 0.01;

    private Optimizers() {}

    public static List<String> names() {
        return List.of("sgd", "momentum", "nesterov", "adam", "adamw");
    }

    /**
     * An optimiser with its usual constants.
     *
     * @throws IrException if no optimiser has that name; the message lists them
     */
    public static Optimizer byName(String name, Node learningRate) {
        return byName(name, learningRate, Optional.empty(), Optional.empty());
    }

    /**
     * An optimiser.
     *
     * @param learningRate a scalar: a constant, or an input that a schedule feeds
     * @param momentum of {@code sgd} (0 if absent), {@code momentum} and {@code nesterov} (0.9)
     * @param weightDecay of {@code adamw} (0.01)
     * @throws IrException if no optimiser has that name, the message lists them, or it has no such constant
     */
    public static Optimizer byName(String name, Node learningRate, Optional<Double> momentum,
            Optional<Double> weightDecay) {
        if (momentum.isPresent() && !List.of("sgd", "momentum", "nesterov").contains(known(name))) {
            throw new IrException("optimizer " + name + " has no momentum; sgd, momentum and nesterov do");
        }
        if (weightDecay.isPresent() && !known(name).equals("adamw")) {
            throw new IrException("optimizer " + name + " has no weight decay; adamw does");
        }
        return switch (known(name)) {
            case "sgd" -> new Sgd(learningRate, momentum.orElse(0.0), false);
            case "momentum" -> new Sgd(learningRate, momentum.orElse(MOMENTUM), false);
            case "nesterov" -> new Sgd(learningRate, momentum.orElse(MOMENTUM), true);
            case "adam" -> new Adam(learningRate, 0);
            default -> new Adam(learningRate, weightDecay.orElse(WEIGHT_DECAY));
        };
    }

    /** The learning rate that is usual for an optimiser: 0.001 for Adam, 0.01 for gradient descent. */
    public static double usualLearningRate(String name) {
        return known(name).startsWith("adam") ? 1e-3 : 1e-2;
    }

    private static String known(String name) {
        if (!names().contains(name)) {
            throw new IrException("there is no optimizer " + name + "; expected one of " + String.join(", ", names()));
        }
        return name;
    }
}
