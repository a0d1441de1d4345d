package io.tapeless.optim;

import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import java.util.List;
import java.util.Optional;

/** The optimisers by name. */
public final class Optimizers {
    private static final double MOMENTUM = 0.9;
    private static final double MUON_MOMENTUM = 0.95;
    private static final double WEIGHT_DECAY = 0.01;
    private static final List<String> WITH_MOMENTUM = List.of("sgd", "momentum", "nesterov", "rmsprop", "muon");
    private static final List<String> WITH_DECAY = List.of("adamw", "lamb");

    private Optimizers() {}

    public static List<String> names() {
        return List.of("sgd", "momentum", "nesterov", "adam", "adamw", "amsgrad", "nadam", "radam", "lazyadam",
                "adagrad", "adadelta", "rmsprop", "lion", "lamb", "adafactor", "muon");
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
     * @param momentum of {@code sgd} and {@code rmsprop} (0 if absent), {@code momentum} and {@code nesterov}
     *     (0.9), {@code muon} (0.95)
     * @param weightDecay of {@code adamw} (0.01) and {@code lamb} (0)
     * @throws IrException if no optimiser has that name, the message lists them, or it has no such constant
     */
    public static Optimizer byName(String name, Node learningRate, Optional<Double> momentum,
            Optional<Double> weightDecay) {
        if (momentum.isPresent() && !WITH_MOMENTUM.contains(known(name))) {
            throw new IrException("optimizer " + name + " has no momentum; " + join(WITH_MOMENTUM) + " do");
        }
        if (weightDecay.isPresent() && !WITH_DECAY.contains(known(name))) {
            throw new IrException("optimizer " + name + " has no weight decay; " + join(WITH_DECAY) + " do");
        }
        return switch (known(name)) {
            case "sgd" -> new Sgd(learningRate, momentum.orElse(0.0), false);
            case "momentum" -> new Sgd(learningRate, momentum.orElse(MOMENTUM), false);
            case "nesterov" -> new Sgd(learningRate, momentum.orElse(MOMENTUM), true);
            case "adam" -> new Adam(learningRate, 0);
            case "adamw" -> new Adam(learningRate, weightDecay.orElse(WEIGHT_DECAY));
            case "amsgrad" -> new AmsGrad(learningRate);
            case "nadam" -> new NAdam(learningRate);
            case "radam" -> new RAdam(learningRate);
            case "lazyadam" -> new LazyAdam(learningRate);
            case "adagrad" -> new Adagrad(learningRate);
            case "adadelta" -> new Adadelta(learningRate);
            case "rmsprop" -> new RmsProp(learningRate, momentum.orElse(0.0));
            case "lion" -> new Lion(learningRate);
            case "lamb" -> new Lamb(learningRate, weightDecay.orElse(0.0));
            case "adafactor" -> new Adafactor(learningRate);
            default -> new Muon(learningRate, momentum.orElse(MUON_MOMENTUM));
        };
    }

    /** The learning rate that is usual for an optimiser, such as 0.001 for Adam. */
    public static double usualLearningRate(String name) {
        return switch (known(name)) {
            case "adam", "adamw", "amsgrad", "nadam", "radam", "lazyadam", "rmsprop", "lamb" -> 1e-3;
            case "lion" -> 1e-4;
            case "adadelta" -> 1;
            case "muon" -> 2e-2;
            default -> 1e-2;
        };
    }

    private static String join(List<String> several) {
        return String.join(", ", several.subList(0, several.size() - 1)) + " and " + several.get(several.size() - 1);
    }

    private static String known(String name) {
        if (!names().contains(name)) {
            throw new IrException("there is no optimizer " + name + "; expected one of " + String.join(", ", names()));
        }
        return name;
    }
}
