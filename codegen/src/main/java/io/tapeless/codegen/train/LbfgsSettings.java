package io.tapeless.codegen.train;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import java.util.EnumSet;
import java.util.Set;

/** The settings that a run of L-BFGS takes, and why it does not take the others. */
final class LbfgsSettings {
    private static final Set<TrainSetting> TAKEN = EnumSet.of(TrainSetting.OPTIMIZER, TrainSetting.MEMORY,
            TrainSetting.FREEZE, TrainSetting.MONITOR, TrainSetting.PATIENCE, TrainSetting.MIN_DELTA,
            TrainSetting.KEEP_BEST, TrainSetting.EPOCHS, TrainSetting.BATCH);

    private LbfgsSettings() {}

    /** @throws TrainingException if a setting is given that it does not take */
    static void require(TrainSettings settings) {
        for (TrainSetting given : settings.values().keySet()) {
            if (given.part() != TrainSetting.Part.DATA && !TAKEN.contains(given)) {
                throw new TrainingException("optimizer lbfgs takes no " + given.label() + ": " + reason(given));
            }
        }
    }

    private static String reason(TrainSetting setting) {
        return switch (setting) {
            case ACCUMULATE -> "each step sees all examples";
            case WEIGHT_DECAY -> "its steps are the loss's alone; a penalty can be written in the loss";
            case CLIP_VALUE, CLIP_NORM, CLIP_GLOBAL_NORM -> "clipped gradients are not those of the loss";
            case SKIP_NON_FINITE -> "it never goes where the loss is not finite";
            case EMA_DECAY, AVERAGE_FROM -> "each of its points is better than all before, and so than their mean";
            case MOMENTUM, BETA1, BETA2, EPSILON -> "it has no such constant";
            default -> "a line search finds the length of each step";
        };
    }
}
