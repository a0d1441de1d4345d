package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.Rows;
import io.tapeless.codegen.data.text.Text;
import io.tapeless.codegen.data.text.TextRows;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.codegen.data.text.Vocabulary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Examples for language models: what is seen feeds input {@code x}, the unit that comes next after each feeds
 * {@code y}. The length of {@code x} is that of a window.
 *
 * <p>Windows of a text for training lie side by side, and start at a place that each epoch draws anew; those for
 * validation always start at the first unit. A fraction for validation is the end of the text, or random lines.
 * Lines also have a {@code mask}: 1 where {@code y} is a character of the line or the newline after it.
 */
final class TextExamples {
    private final TextUnit unit;
    private final List<InputType> inputs;
    private final int window;

    private TextExamples(TextUnit unit, List<InputType> inputs) {
        this.unit = unit;
        this.inputs = inputs;
        this.window = inputs.stream().filter(i -> i.name().equals("x")).mapToInt(InputType::size).findFirst()
                .orElseThrow(() -> new DataException("text is for an input 'x', and 'y' for what comes next; found"
                        + " inputs " + inputs.stream().map(InputType::name).toList()));
        Set<String> known = unit == TextUnit.LINES ? Set.of("x", "y", "mask") : Set.of("x", "y");
        for (InputType input : inputs) {
            if (!known.contains(input.name()) || input.size() != window) {
                throw new DataException("text can't feed input '" + input.name() + "' (" + input + "); expected "
                        + new TreeSet<>(known) + " of one size");
            }
        }
    }

    static Examples read(TextUnit unit, DataFile train, Holdout holdout, List<InputType> inputs) {
        TextExamples examples = new TextExamples(unit, inputs);
        return unit == TextUnit.LINES ? examples.lines(train, holdout) : examples.windows(train, holdout);
    }

    /** All of a file, by the numbers that the characters of the training data have. */
    static Dataset read(Vocabulary vocabulary, DataFile file, List<InputType> inputs) {
        return new TextExamples(vocabulary.unit(), inputs).whole(file, vocabulary);
    }

    private Dataset whole(DataFile file, Vocabulary vocabulary) {
        Text text = Text.read(file.path(), unit);
        return unit == TextUnit.LINES ? lines(text, Dataset.numbers(text.lines()), vocabulary)
                : windows(text, 0, text.size(), vocabulary, false);
    }

    private Examples windows(DataFile train, Holdout holdout) {
        Text text = Text.read(train.path(), unit);
        int end = text.size();
        if (holdout.fraction().isPresent()) {
            end -= (int) Math.round(Dataset.requireFraction(holdout.fraction().get()) * end);
        }
        boolean[] seen = new boolean[text.characters().length];
        mark(text, 0, end, seen);
        Vocabulary vocabulary = vocabulary(text, seen);
        Dataset trained = windows(text, 0, end, vocabulary, true);
        if (holdout.fraction().isPresent()) {
            return new Examples(trained, Optional.of(windows(text, end, text.size(), vocabulary, false)));
        }
        return new Examples(trained, holdout.file().map(file -> whole(file, vocabulary)));
    }

    private Dataset windows(Text text, int from, int to, Vocabulary vocabulary, boolean moving) {
        int places = to - from - window;
        if (places < 1) {
            throw new DataException(text.source() + ": found " + Math.max(0, to - from) + " " + unit.label()
                    + (to - from < text.size() ? " in a part" : "") + "; expected at least " + (window + 1)
                    + ", a window of input 'x' and what comes next");
        }
        int[] numbers = numbers(text, vocabulary);
        requireKnown(text, from, to, numbers, vocabulary);
        int count = moving ? Math.max(1, places / window) : (places - 1) / window + 1;
        int[] starts = new int[count];
        Arrays.setAll(starts, i -> from + i * window);
        int shifts = moving ? Math.min(window, places - (count - 1) * window) : 1;
        Map<String, Rows> rows = new LinkedHashMap<>();
        inputs.forEach(i -> rows.put(i.name(), new TextRows.Windows(text, numbers, window, i.name().equals("y") ? 1 : 0)));
        return Dataset.of(rows, inputs, starts, shifts, Preparation.of(vocabulary));
    }

    private Examples lines(DataFile train, Holdout holdout) {
        Text text = Text.read(train.path(), unit);
        int[] all = Dataset.numbers(text.lines());
        int[][] parts = holdout.fraction().isPresent() ? Dataset.split(all, holdout.fraction().get(), holdout.seed())
                : new int[][] {all};
        boolean[] seen = new boolean[text.characters().length];
        for (int line : parts[0]) {
            mark(text, text.start(line), text.start(line) + text.length(line), seen);
        }
        Vocabulary vocabulary = vocabulary(text, seen);
        Dataset trained = lines(text, parts[0], vocabulary);
        if (parts.length > 1) {
            return new Examples(trained, Optional.of(lines(text, parts[1], vocabulary)));
        }
        return new Examples(trained, holdout.file().map(file -> whole(file, vocabulary)));
    }

    private Dataset lines(Text text, int[] lines, Vocabulary vocabulary) {
        if (lines.length == 0) {
            throw new DataException(text.source() + ": found no lines");
        }
        int[] numbers = numbers(text, vocabulary);
        for (int line : lines) {
            if (text.length(line) >= window) {
                throw new DataException(text.at(line) + ": found a line of " + text.length(line)
                        + " characters; expected at most " + (window - 1) + ", one less than input 'x' holds");
            }
            requireKnown(text, text.start(line), text.start(line) + text.length(line), numbers, vocabulary);
        }
        Map<String, Rows> rows = new LinkedHashMap<>();
        inputs.forEach(i -> rows.put(i.name(), i.name().equals("mask") ? new TextRows.Mask(text, window)
                : new TextRows.Lines(text, numbers, vocabulary.number('\n'), window, i.name().equals("y") ? 1 : 0)));
        return Dataset.of(rows, inputs, lines, 1, Preparation.of(vocabulary));
    }

    /** Marks the distinct characters of a part. */
    private static void mark(Text text, int from, int to, boolean[] seen) {
        for (int i = from; i < to; i++) {
            seen[text.index(i)] = true;
        }
    }

    private Vocabulary vocabulary(Text text, boolean[] seen) {
        if (unit == TextUnit.BYTES) {
            return Vocabulary.ofBytes();
        }
        int[] characters = text.characters();
        Set<Integer> known = new TreeSet<>(unit == TextUnit.LINES ? Set.of((int) '\n') : Set.of());
        for (int i = 0; i < seen.length; i++) {
            if (seen[i]) {
                known.add(characters[i]);
            }
        }
        return Vocabulary.of(unit, known);
    }

    /** The numbers of a text's distinct characters, −1 for one that has none. */
    private static int[] numbers(Text text, Vocabulary vocabulary) {
        return Arrays.stream(text.characters()).map(vocabulary::number).toArray();
    }

    private static void requireKnown(Text text, int from, int to, int[] numbers, Vocabulary vocabulary) {
        for (int i = from; i < to; i++) {
            if (numbers[text.index(i)] < 0) {
                throw new DataException(text.source() + ": character " + (i + 1) + " is "
                        + Vocabulary.show(text.characters()[text.index(i)]) + ", which the training data don't have;"
                        + " expected one of " + vocabulary + ", or text = bytes");
            }
        }
    }
}
