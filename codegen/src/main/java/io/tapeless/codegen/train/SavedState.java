package io.tapeless.codegen.train;

import java.util.Map;

/** Numbers that a checkpoint holds as text. */
record SavedState(Map<String, String> text) {
    /** @throws TrainingException if there is no such number */
    double real(String key) {
        try {
            return Double.parseDouble(text.getOrDefault(key, "missing"));
        } catch (NumberFormatException e) {
            throw new TrainingException("malformed checkpoint: " + key + " is " + text.get(key));
        }
    }

    /** @throws TrainingException if there is no such number, or it is not a whole one from 0 on */
    int count(String key) {
        double value = real(key);
        if (value < 0 || value != Math.rint(value) || value > Integer.MAX_VALUE) {
            throw new TrainingException("malformed checkpoint: " + key + " is " + value);
        }
        return (int) value;
    }
}
