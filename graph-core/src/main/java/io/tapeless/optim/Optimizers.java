package io.tapeless.optim;

import static io.tapeless.frontend.TrainSetting.BETA1;
import static io.tapeless.frontend.TrainSetting.BETA2;
import static io.tapeless.frontend.TrainSetting.EPSILON;
import static io.tapeless.frontend.TrainSetting.MOMENTUM;
import static io.tapeless.frontend.TrainSetting.WEIGHT_DECAY;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The optimisers by name, with the constants of their publications where the settings give no others. */
public final class Optimizers {
    /**
     * The optimiser that is no update of a step: it evaluates the loss at points of its own choice. A training run has
     * it, a step has not.
     */
    public static final String LBFGS = "lbfgs";

    private static final String USUAL = "sgd";

    /** Makes an optimiser with the constants that settings give. */
    private interface Maker {
        Optimizer make(Node learningRate, Constants constants);
    }

    /** The constants of an optimiser: those given, else the usual ones. */
    private record Constants(TrainSettings given) {
        double or(TrainSetting constant, double usual) {
            return given.real(constant).orElse(usual);
        }

        ByName decay(double usual) {
            return given.text(WEIGHT_DECAY).map(ByName::parse).orElse(ByName.all(usual));
        }
    }

    /** An optimiser: its usual learning rate, which constants it has, how it is made. */
    private record Entry(double learningRate, Set<TrainSetting> constants, Maker maker) {}

    private static final Map<String, Entry> ENTRIES = new LinkedHashMap<>();

    static {
        put("sgd", 1e-2, Set.of(MOMENTUM, WEIGHT_DECAY),
                (rate, c) -> decayed(new Sgd(rate, c.or(MOMENTUM, 0), false), rate, c, 0));
        put("momentum", 1e-2, Set.of(MOMENTUM, WEIGHT_DECAY),
                (rate, c) -> decayed(new Sgd(rate, c.or(MOMENTUM, 0.9), false), rate, c, 0));
        put("nesterov", 1e-2, Set.of(MOMENTUM, WEIGHT_DECAY),
                (rate, c) -> decayed(new Sgd(rate, c.or(MOMENTUM, 0.9), true), rate, c, 0));
        put("adam", 1e-3, Set.of(BETA1, BETA2, EPSILON), Optimizers::adam);
        put("adamw", 1e-3, Set.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY),
                (rate, c) -> decayed(adam(rate, c), rate, c, 0.01));
        put("amsgrad", 1e-3, Set.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY), (rate, c) -> decayed(
                new AmsGrad(rate, c.or(BETA1, 0.9), c.or(BETA2, 0.999), c.or(EPSILON, 1e-8)), rate, c, 0));
        put("nadam", 1e-3, Set.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY), (rate, c) -> decayed(
                new NAdam(rate, c.or(BETA1, 0.9), c.or(BETA2, 0.999), c.or(EPSILON, 1e-8), 0.004), rate, c, 0));
        put("radam", 1e-3, Set.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY), (rate, c) -> decayed(
                new RAdam(rate, c.or(BETA1, 0.9), c.or(BETA2, 0.999), c.or(EPSILON, 1e-8)), rate, c, 0));
        put("lazyadam", 1e-3, Set.of(BETA1, BETA2, EPSILON),
                (rate, c) -> new LazyAdam(rate, c.or(BETA1, 0.9), c.or(BETA2, 0.999), c.or(EPSILON, 1e-8)));
        put("adagrad", 1e-2, Set.of(EPSILON, WEIGHT_DECAY),
                (rate, c) -> decayed(new Adagrad(rate, c.or(EPSILON, 1e-10)), rate, c, 0));
        put("adadelta", 1, Set.of(BETA2, EPSILON, WEIGHT_DECAY),
                (rate, c) -> decayed(new Adadelta(rate, c.or(BETA2, 0.95), c.or(EPSILON, 1e-6)), rate, c, 0));
        put("rmsprop", 1e-3, Set.of(MOMENTUM, BETA2, EPSILON, WEIGHT_DECAY), (rate, c) -> decayed(
                new RmsProp(rate, c.or(BETA2, 0.9), c.or(EPSILON, 1e-8), c.or(MOMENTUM, 0)), rate, c, 0));
        put("lion", 1e-4, Set.of(BETA1, BETA2, WEIGHT_DECAY),
                (rate, c) -> decayed(new Lion(rate, c.or(BETA1, 0.9), c.or(BETA2, 0.99)), rate, c, 0));
        put("lamb", 1e-3, Set.of(BETA1, BETA2, EPSILON, WEIGHT_DECAY), (rate, c) -> new Lamb(rate,
                c.or(BETA1, 0.9), c.or(BETA2, 0.999), c.or(EPSILON, 1e-6), c.decay(0)));
        put("adafactor", 1e-2, Set.of(WEIGHT_DECAY),
                (rate, c) -> decayed(new Adafactor(rate, 1e-30, 1e-3, 1), rate, c, 0));
        put("muon", 2e-2, Set.of(MOMENTUM, WEIGHT_DECAY),
                (rate, c) -> decayed(new Muon(rate, c.or(MOMENTUM, 0.95)), rate, c, 0));
    }

    private Optimizers() {}

    private static void put(String name, double learningRate, Set<TrainSetting> constants, Maker maker) {
        ENTRIES.put(name, new Entry(learningRate, constants, maker));
    }

    private static Optimizer adam(Node rate, Constants constants) {
        return new Adam(rate, constants.or(BETA1, 0.9), constants.or(BETA2, 0.999), constants.or(EPSILON, 1e-8));
    }

    private static Optimizer decayed(Optimizer optimizer, Node rate, Constants constants, double usual) {
        ByName decay = constants.decay(usual);
        return decay.equals(ByName.all(0)) ? optimizer : new DecayedWeights(optimizer, rate, decay);
    }

    /** The optimisers of a step. */
    public static List<String> names() {
        return List.copyOf(ENTRIES.keySet());
    }

    /**
     * An optimiser with its usual constants.
     *
     * @throws IrException if no optimiser has that name; the message lists them
     */
    public static Optimizer byName(String name, Node learningRate) {
        return of(TrainSettings.NONE.with(TrainSetting.OPTIMIZER, name), learningRate);
    }

    /**
     * The optimiser that settings name, with the constants they give.
     *
     * @param learningRate a scalar
     * @throws IrException if no optimiser has that name, or it has not one of the constants
     */
    public static Optimizer of(TrainSettings settings, Node learningRate) {
        Entry entry = entry(name(settings));
        for (TrainSetting given : settings.values().keySet()) {
            if (given.part() == TrainSetting.Part.OPTIMIZER && given != TrainSetting.LEARNING_RATE
                    && !entry.constants.contains(given)) {
                throw new IrException("optimizer " + name(settings) + " has no " + given.label() + "; "
                        + having(given) + " have");
            }
        }
        return entry.maker.make(learningRate, new Constants(settings));
    }

    /**
     * The optimiser that settings name, with the clipping, the averaging of weights and the accumulation of
     * gradients they ask for.
     *
     * @throws IrException as {@link #of} does, or if two kinds of average are asked for
     */
    static Optimizer wrapped(TrainSettings settings, Node learningRate) {
        Optimizer optimizer = of(settings, learningRate);
        double value = bound(settings, TrainSetting.CLIP_VALUE);
        double norm = bound(settings, TrainSetting.CLIP_NORM);
        double globalNorm = bound(settings, TrainSetting.CLIP_GLOBAL_NORM);
        if (Math.min(value, Math.min(norm, globalNorm)) < Double.POSITIVE_INFINITY) {
            optimizer = new ClippedGradients(optimizer, value, norm, globalNorm);
        }
        Optional<Double> decay = settings.real(TrainSetting.EMA_DECAY);
        Optional<Integer> from = settings.count(TrainSetting.AVERAGE_FROM);
        if (decay.isPresent() && from.isPresent()) {
            throw new IrException("expected one average of the weights, found emaDecay and averageFrom");
        } else if (decay.isPresent() || from.isPresent()) {
            optimizer = new AveragedWeights(optimizer, decay.orElse(0.0), from.orElse(1));
        }
        int steps = settings.count(TrainSetting.ACCUMULATE).orElse(1);
        return steps == 1 ? optimizer : new AccumulatedGradients(optimizer, steps);
    }

    private static double bound(TrainSettings settings, TrainSetting clip) {
        return settings.real(clip).orElse(Double.POSITIVE_INFINITY);
    }

    private static String having(TrainSetting constant) {
        Set<String> names = new TreeSet<>(names());
        names.removeIf(name -> !ENTRIES.get(name).constants.contains(constant));
        if (constant == TrainSetting.MEMORY) {
            names.add(LBFGS);
        }
        return String.join(", ", names);
    }

    /** The name of the optimiser that settings choose; gradient descent if they choose none. */
    public static String name(TrainSettings settings) {
        return settings.text(TrainSetting.OPTIMIZER).orElse(USUAL);
    }

    /** True if the optimiser that settings choose is an update of a step, not {@link #LBFGS}. */
    public static boolean isStep(TrainSettings settings) {
        return !name(settings).equals(LBFGS);
    }

    /**
     * Checks that settings choose an optimiser that a step can have.
     *
     * @throws IrException if no optimiser has that name, or it is no update of a step
     */
    public static void requireStep(TrainSettings settings) {
        entry(name(settings));
    }

    /**
     * The learning rate that settings choose, else the one that is usual for their optimiser.
     *
     * @throws IrException if no optimiser has that name
     */
    public static double learningRate(TrainSettings settings) {
        return settings.real(TrainSetting.LEARNING_RATE).orElseGet(() -> usualLearningRate(name(settings)));
    }

    /** The learning rate that is usual for an optimiser, such as 0.001 for Adam. */
    public static double usualLearningRate(String name) {
        return entry(name).learningRate;
    }

    private static Entry entry(String name) {
        Entry entry = ENTRIES.get(name);
        if (name.equals(LBFGS)) {
            throw new IrException("optimizer " + LBFGS + " is a run over all data, not an update of a step; expected one of "
                    + String.join(", ", names()));
        } else if (entry == null) {
            throw new IrException("there is no optimizer " + name + "; expected one of " + String.join(", ", names())
                    + ", or in a run " + LBFGS);
        }
        return entry;
    }
}
