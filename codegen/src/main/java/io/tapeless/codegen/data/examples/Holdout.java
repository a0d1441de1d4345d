package io.tapeless.codegen.data.examples;

import io.tapeless.codegen.data.DataException;
import java.util.List;
import java.util.Optional;

/**
 * Where the data come from that are not trained on but validated with: nowhere, a fraction of the training data, or
 * files of their own.
 *
 * @param fraction the share of examples that is held out
 * @param seed which of them
 * @param files files of validation data
 */
public record Holdout(Optional<Double> fraction, long seed, List<DataFile> files) {
    public Holdout {
        files = List.copyOf(files);
    }

    /** No validation data. */
    public static Holdout none() {
        return new Holdout(Optional.empty(), 0, List.of());
    }

    /** A share of the training data, rounded to a whole number of examples. */
    public static Holdout fraction(double share, long seed) {
        return new Holdout(Optional.of(share), seed, List.of());
    }

    /** Files, of the same kinds as those of the training data. */
    public static Holdout files(List<DataFile> files) {
        return new Holdout(Optional.empty(), 0, files);
    }

    /** The only file. */
    Optional<DataFile> file() {
        if (files.size() > 1) {
            throw new DataException(files.get(1).path() + ": a second file; expected one");
        }
        return files.stream().findFirst();
    }
}
