package io.tapeless.frontend;

import io.tapeless.ir.IrException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What can be said about how a model is trained. A setting has one name everywhere: {@code CLIP_NORM} is
 * {@code @Train(clipNorm = …)} in a spec and {@code --clip-norm} on the command line.
 */
public enum TrainSetting {
    OPTIMIZER(Part.STEP, Kind.TEXT, "how parameters are updated"),
    LEARNING_RATE(Part.OPTIMIZER, Kind.REAL, "step size, or where its schedule starts from"),
    MOMENTUM(Part.OPTIMIZER, Kind.FRACTION, "of the optimisers that have one"),
    BETA1(Part.OPTIMIZER, Kind.FRACTION, "decay of the average of gradients"),
    BETA2(Part.OPTIMIZER, Kind.FRACTION, "decay of the average of squared gradients"),
    EPSILON(Part.OPTIMIZER, Kind.POSITIVE, "what keeps a divisor from zero"),
    WEIGHT_DECAY(Part.OPTIMIZER, Kind.VALUE, "share of a parameter that a learning rate of 1 would take off each"
            + " step: a number, or by name such as \"*.b = 0, 0.01\""),
    MEMORY(Part.OPTIMIZER, Kind.COUNT, "steps that lbfgs remembers"),
    FREEZE(Part.STEP, Kind.TEXT, "parameters that stay as they are, by name such as \"encoder.*, b1\""),
    CLIP_VALUE(Part.STEP, Kind.POSITIVE, "largest absolute value of an element of a gradient"),
    CLIP_NORM(Part.STEP, Kind.POSITIVE, "largest norm of the gradient of one parameter"),
    CLIP_GLOBAL_NORM(Part.STEP, Kind.POSITIVE, "largest norm of all gradients together"),
    ACCUMULATE(Part.STEP, Kind.COUNT, "steps whose mean gradient makes one update"),
    SKIP_NON_FINITE(Part.STEP, Kind.FLAG, "change nothing in a step whose loss or gradient is not finite"),
    EMA_DECAY(Part.STEP, Kind.FRACTION, "validate and write an exponential moving average of the weights"),
    AVERAGE_FROM(Part.STEP, Kind.COUNT, "validate and write the mean of the weights from this update on"),

    SCHEDULE(Part.RUN, Kind.TEXT, "how the learning rate goes on: constant, step, exponential, linear, polynomial,"
            + " cosine, onecycle or plateau"),
    WARM_UP(Part.RUN, Kind.POSITIVE, "steps over which the learning rate rises at first; below 1, a share of the run"),
    END_RATE(Part.RUN, Kind.NOT_NEGATIVE, "share of the learning rate that linear, polynomial and cosine end at"),
    DECAY_FACTOR(Part.RUN, Kind.POSITIVE, "what step, exponential and plateau multiply the learning rate by"),
    DECAY_EVERY(Part.RUN, Kind.POSITIVE, "steps between decays of step and exponential; below 1, a share of the run"),
    DECAY_POWER(Part.RUN, Kind.POSITIVE, "power of polynomial"),
    DECAY_PATIENCE(Part.RUN, Kind.COUNT, "epochs without a better score after which plateau decays"),
    RESTART_EVERY(Part.RUN, Kind.POSITIVE, "steps after which cosine starts again; below 1, a share of the run"),
    RESTART_GROWTH(Part.RUN, Kind.POSITIVE, "factor from the length of one cycle to the next"),
    MONITOR(Part.RUN, Kind.TEXT, "score that plateau, patience and keepBest watch, such as \"max accuracy\""),
    PATIENCE(Part.RUN, Kind.COUNT, "epochs without a better score after which the run ends"),
    MIN_DELTA(Part.RUN, Kind.NOT_NEGATIVE, "by how much a score must be better to count"),
    KEEP_BEST(Part.RUN, Kind.FLAG, "write the weights of the best epoch, not those of the last"),
    EPOCHS(Part.RUN, Kind.COUNT, "passes over the data"),
    BATCH(Part.RUN, Kind.COUNT, "examples a step"),

    DATA(Part.DATA, Kind.TEXT, "file, relative to the model's"),
    TARGET(Part.DATA, Kind.TEXT, "column of the labels"),
    VALID(Part.DATA, Kind.VALUE, "validation data: a file or a fraction of the data"),
    SCALE(Part.DATA, Kind.REAL, "factor on the input data"),
    TEXT(Part.DATA, Kind.TEXT, "how a text becomes examples: chars, bytes or lines"),
    MISSING(Part.DATA, Kind.TEXT, "missing values of tables: error, mean, median or drop"),
    CATEGORICAL(Part.DATA, Kind.TEXT, "columns that are categories although they look like numbers"),
    NORMALIZE(Part.DATA, Kind.TEXT, "inputs that are brought to mean 0 and deviation 1 over the training data"),
    RESIZE(Part.DATA, Kind.FLAG, "resize images to what the input takes");

    /** What a setting is about. */
    public enum Part {
        /** A constant of the chosen optimiser. */
        OPTIMIZER,
        /** The compiled step. */
        STEP,
        /** The run of steps. */
        RUN,
        /** What is trained on. */
        DATA
    }

    /** What values a setting takes. */
    public enum Kind {
        TEXT("a string"), REAL("a finite number"), POSITIVE("a positive number"),
        NOT_NEGATIVE("a number that is not negative"),
        FRACTION("a number at least 0 and below 1"), COUNT("a positive integer"), FLAG("true or false"),
        /** Text that may be written as a number. */
        VALUE("a string or a number");

        private final String expected;

        Kind(String expected) {
            this.expected = expected;
        }

        /** What it takes, in words. */
        public String expected() {
            return expected;
        }

        /** The value as it is kept, or null if it is none of this kind. */
        Object canonical(Object value) {
            if (this == FLAG) {
                return value instanceof Boolean ? value : null;
            } else if (this == TEXT || this == VALUE) {
                return value instanceof String || this == VALUE && value instanceof Number ? value.toString() : null;
            }
            double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
            boolean fits = switch (this) {
                case POSITIVE -> number > 0;
                case NOT_NEGATIVE -> number >= 0;
                case FRACTION -> number >= 0 && number < 1;
                case COUNT -> number >= 1 && number == Math.rint(number) && number <= Integer.MAX_VALUE;
                default -> true;
            };
            return !fits || !Double.isFinite(number) ? null : this == COUNT ? (Object) (int) number : (Object) number;
        }
    }

    private final Part part;
    private final Kind kind;
    private final String meaning;

    TrainSetting(Part part, Kind kind, String meaning) {
        this.part = part;
        this.kind = kind;
        this.meaning = meaning;
    }

    public Part part() {
        return part;
    }

    public Kind kind() {
        return kind;
    }

    /** What it is for, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Its name in {@code @Train} and in Java: {@code clipNorm}. */
    public String label() {
        StringBuilder label = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            label.append(label.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return label.toString();
    }

    /** Its name on the command line: {@code --clip-norm}. */
    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The labels of all settings. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(TrainSetting::label).toList();
    }

    /**
     * The setting of a label.
     *
     * @throws IrException if there is none
     */
    public static TrainSetting of(String label) {
        return Arrays.stream(values()).filter(s -> s.label().equals(label)).findFirst().orElseThrow(
                () -> new IrException("there is no train setting " + label + "; expected one of " + labels()));
    }

    /**
     * A value of this setting as it is kept.
     *
     * @throws IrException if it is of another kind
     */
    Object require(Object value) {
        Object canonical = kind.canonical(value);
        if (canonical == null) {
            throw new IrException("train setting " + label() + ": expected " + kind.expected + ", found " + value);
        }
        return canonical;
    }
}
