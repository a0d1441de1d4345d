package io.tapeless.frontend;

import io.tapeless.ir.IrException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a model asks to be trained, or how somebody asks to train it. Everything is optional. Immutable.
 *
 * <pre>{@code
 * TrainSettings settings = TrainSettings.NONE.with(OPTIMIZER, "adamw").with(CLIP_GLOBAL_NORM, 1.0);
 * }</pre>
 *
 * @param values of the settings that are given, each of its setting's kind
 */
public record TrainSettings(Map<TrainSetting, Object> values) {
    /** Nothing said. */
    public static final TrainSettings NONE = new TrainSettings(Map.of());

    /** @throws IrException if a value is of the wrong kind */
    public TrainSettings {
        Map<TrainSetting, Object> kept = new EnumMap<>(TrainSetting.class);
        values.forEach((setting, value) -> kept.put(setting, setting.require(value)));
        values = Collections.unmodifiableMap(kept);
    }

    /**
     * Settings by label; numbers may be of any Java type.
     *
     * @throws IrException if a label is unknown or a value is of the wrong kind
     */
    public static TrainSettings of(Map<String, ?> values) {
        Map<TrainSetting, Object> settings = new EnumMap<>(TrainSetting.class);
        values.forEach((label, value) -> settings.put(TrainSetting.of(label), value));
        return new TrainSettings(settings);
    }

    /**
     * The same with one more, or with another value.
     *
     * @throws IrException if the value is of the wrong kind
     */
    public TrainSettings with(TrainSetting setting, Object value) {
        Map<TrainSetting, Object> changed = new EnumMap<>(TrainSetting.class);
        changed.putAll(values);
        changed.put(setting, value);
        return new TrainSettings(changed);
    }

    /**
     * These settings, and what they leave open from others. Where these name another optimiser than the others,
     * the constants of theirs are not taken.
     */
    public TrainSettings over(TrainSettings others) {
        Optional<String> optimizer = text(TrainSetting.OPTIMIZER);
        boolean same = optimizer.isEmpty() || optimizer.equals(others.text(TrainSetting.OPTIMIZER).or(() -> optimizer));
        Map<TrainSetting, Object> merged = new EnumMap<>(TrainSetting.class);
        others.values.forEach((setting, value) -> {
            if (same || setting.part() != TrainSetting.Part.OPTIMIZER) {
                merged.put(setting, value);
            }
        });
        merged.putAll(values);
        return new TrainSettings(merged);
    }

    /** The value of a setting of text, or of text that may be a number. */
    public Optional<String> text(TrainSetting setting) {
        return value(setting, String.class);
    }

    /** The value of a setting that is a real number. */
    public Optional<Double> real(TrainSetting setting) {
        return value(setting, Double.class);
    }

    /** The value of a setting that counts. */
    public Optional<Integer> count(TrainSetting setting) {
        return value(setting, Integer.class);
    }

    /** The value of a setting that is on or off; off unless it is given. */
    public boolean flag(TrainSetting setting) {
        return value(setting, Boolean.class).orElse(false);
    }

    private <T> Optional<T> value(TrainSetting setting, Class<T> type) {
        return Optional.ofNullable(values.get(setting)).map(type::cast);
    }
}
