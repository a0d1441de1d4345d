package io.tapeless.codegen.train;

import io.tapeless.frontend.TrainSetting;
import io.tapeless.frontend.TrainSettings;
import java.util.Map;

/**
 * A factor on the learning rate that falls whenever a score has not been better for some epochs: after n epochs
 * without a better one, {@code η ← f·η}, and n more are waited for.
 */
final class Plateau {
    private static final String FACTOR = "plateau.factor";
    private static final String WAITED = "plateau.waited";
    private static final double USUAL_DECAY = 0.1;
    private static final int USUAL_PATIENCE = 5;

    private final boolean active;
    private final double decay;
    private final int patience;
    private double factor = 1;
    private int waited;

    Plateau(TrainSettings settings) {
        active = Schedules.name(settings).equals(Schedules.PLATEAU);
        decay = settings.real(TrainSetting.DECAY_FACTOR).orElse(USUAL_DECAY);
        patience = settings.count(TrainSetting.DECAY_PATIENCE).orElse(USUAL_PATIENCE);
    }

    /** What the learning rate is multiplied by; 1 for other schedules. */
    double factor() {
        return factor;
    }

    /** Takes note of an epoch. */
    void epoch(boolean better) {
        waited = better ? 0 : waited + 1;
        if (active && waited >= patience) {
            factor *= decay;
            waited = 0;
        }
    }

    void save(Map<String, String> text) {
        text.put(FACTOR, Double.toHexString(factor));
        text.put(WAITED, Integer.toString(waited));
    }

    /** Inverse of {@link #save}. */
    void restore(SavedState saved) {
        factor = saved.real(FACTOR);
        waited = saved.count(WAITED);
    }
}
