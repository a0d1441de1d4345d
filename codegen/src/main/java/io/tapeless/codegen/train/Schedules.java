package io.tapeless.codegen.train;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import io.tapeless.optim.Optimizers;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schedule that settings choose for a run. */
public final class Schedules {
    /** The learning rate follows scores, not steps; {@link Plateau} multiplies it. */
    static final String PLATEAU = "plateau";

    private static final String CONSTANT = "constant";
    /** The schedules and the settings that each takes. */
    private static final Map<String, Set<TrainSetting>> TAKES = Map.of(
            CONSTANT, Set.of(),
            "step", Set.of(TrainSetting.DECAY_FACTOR, TrainSetting.DECAY_EVERY),
            "exponential", Set.of(TrainSetting.DECAY_FACTOR, TrainSetting.DECAY_EVERY),
            "linear", Set.of(TrainSetting.END_RATE),
            "polynomial", Set.of(TrainSetting.END_RATE, TrainSetting.DECAY_POWER),
            "cosine", Set.of(TrainSetting.END_RATE, TrainSetting.RESTART_EVERY, TrainSetting.RESTART_GROWTH),
            "onecycle", Set.of(),
            PLATEAU, Set.of(TrainSetting.DECAY_FACTOR, TrainSetting.DECAY_PATIENCE));
    private static final List<TrainSetting> OWN = List.of(TrainSetting.DECAY_FACTOR, TrainSetting.DECAY_EVERY,
            TrainSetting.DECAY_POWER, TrainSetting.DECAY_PATIENCE, TrainSetting.END_RATE, TrainSetting.RESTART_EVERY,
            TrainSetting.RESTART_GROWTH);

    private final TrainSettings settings;
    private final double epoch;
    private final double run;

    private Schedules(TrainSettings settings, int stepsPerEpoch, int epochs) {
        this.settings = settings;
        this.epoch = stepsPerEpoch;
        this.run = (double) stepsPerEpoch * epochs;
    }

    /**
     * The schedule of a run.
     *
     * @throws TrainingException if no schedule has that name, or it does not take a setting that is given
     */
    public static Schedule of(TrainSettings settings, int stepsPerEpoch, int epochs) {
        String name = name(settings);
        if (!TAKES.containsKey(name)) {
            throw new TrainingException("there is no schedule " + name + "; expected one of "
                    + TAKES.keySet().stream().sorted().toList());
        }
        for (TrainSetting setting : OWN) {
            if (settings.values().containsKey(setting) && !TAKES.get(name).contains(setting)) {
                throw new TrainingException("the schedule " + name + " takes no " + setting.label());
            }
        }
        return new Schedules(settings, stepsPerEpoch, epochs).schedule(name);
    }

    static String name(TrainSettings settings) {
        return settings.text(TrainSetting.SCHEDULE).orElse(CONSTANT);
    }

    private Schedule schedule(String name) {
        double rate = Optimizers.learningRate(settings);
        double end = rate * real(TrainSetting.END_RATE, 0);
        double factor = real(TrainSetting.DECAY_FACTOR, 0.9);
        double every = steps(TrainSetting.DECAY_EVERY, epoch);
        long warmUp = Math.round(steps(TrainSetting.WARM_UP, 0));
        double length = Math.max(1, run - warmUp);
        Schedule schedule = switch (name) {
            case "step" -> Schedule.step(rate, factor, every);
            case "exponential" -> Schedule.exponential(rate, factor, every);
            case "linear" -> Schedule.linear(rate, end, length);
            case "polynomial" -> Schedule.polynomial(rate, end, length, real(TrainSetting.DECAY_POWER, 2));
            case "cosine" -> settings.values().containsKey(TrainSetting.RESTART_EVERY)
                    ? Schedule.cosineWithRestarts(rate, end, steps(TrainSetting.RESTART_EVERY, length),
                            Math.max(1, real(TrainSetting.RESTART_GROWTH, 1)))
                    : Schedule.cosine(rate, end, length);
            case "onecycle" -> Schedule.oneCycle(rate, length);
            default -> Schedule.constant(rate);
        };
        return warmUp == 0 ? schedule : schedule.afterWarmUp(warmUp);
    }

    private double real(TrainSetting setting, double usual) {
        return settings.real(setting).orElse(usual);
    }

    /** A number of steps, or below 1 a share of the run, at least one step. */
    private double steps(TrainSetting setting, double usual) {
        return settings.real(setting).map(given -> given < 1 ? Math.max(1, given * run) : given).orElse(usual);
    }
}
