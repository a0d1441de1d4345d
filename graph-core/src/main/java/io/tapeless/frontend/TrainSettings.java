package io.tapeless.frontend;

import io.tapeless.ir.IrException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a model asks to be trained; whoever trains it may override each. Everything is optional.
 *
 * @param optimizer name of the optimiser: {@code "adam"}
 * @param learningRate the (initial) step size
 * @param momentum of the optimisers that have one
 * @param weightDecay of the optimisers that have one
 * @param batch examples a step
 * @param epochs passes over the data
 * @param data file, relative to the model's
 * @param target column of the labels
 * @param valid validation data: a file or a fraction of the data
 * @param scale factor on the input data
 */
public record TrainSettings(Optional<String> optimizer, Optional<Double> learningRate, Optional<Double> momentum,
        Optional<Double> weightDecay, Optional<Integer> batch, Optional<Integer> epochs, Optional<String> data,
        Optional<String> target, Optional<String> valid, Optional<Double> scale) {

    private static final Set<String> NAMES = new TreeSet<>(Set.of("optimizer", "learningRate", "momentum",
            "weightDecay", "batch", "epochs", "data", "target", "valid", "scale"));

    /** Nothing said. */
    public static final TrainSettings NONE = of(Map.of());

    /**
     * Settings by name; numbers may be of any Java type, {@code valid} may be a number.
     *
     * @throws IrException if a name is unknown or a value is of the wrong kind
     */
    public static TrainSettings of(Map<String, ?> values) {
        for (String label : values.keySet()) {
            if (!NAMES.contains(label)) {
                throw new IrException("there is no train setting " + label + "; expected one of " + NAMES);
            }
        }
        return new TrainSettings(text(values, "optimizer"), real(values, "learningRate"), real(values, "momentum"),
                real(values, "weightDecay"), count(values, "batch"), count(values, "epochs"), text(values, "data"),
                text(values, "target"), Optional.ofNullable(values.get("valid")).map(Object::toString),
                real(values, "scale"));
    }

    private static Optional<String> text(Map<String, ?> values, String label) {
        return value(values, label, String.class, "a string");
    }

    private static Optional<Double> real(Map<String, ?> values, String label) {
        return value(values, label, Number.class, "a number").map(Number::doubleValue);
    }

    private static Optional<Integer> count(Map<String, ?> values, String label) {
        Optional<Double> number = real(values, label);
        number.ifPresent(n -> {
            if (n != Math.rint(n) || n < 1 || n > Integer.MAX_VALUE) {
                throw new IrException("train setting " + label + ": expected a positive integer, found "
                        + values.get(label));
            }
        });
        return number.map(Double::intValue);
    }

    private static <T> Optional<T> value(Map<String, ?> values, String label, Class<T> kind, String expected) {
        Object value = values.get(label);
        if (value != null && !kind.isInstance(value)) {
            throw new IrException("train setting " + label + ": expected " + expected + ", found " + value);
        }
        return Optional.ofNullable(value).map(kind::cast);
    }
}
