package io.tapeless.codegen.train;

import java.util.Optional;

/**
 * What an epoch gave.
 *
 * @param epoch counted from 1
 * @param steps steps made so far, in all epochs
 * @param train means over the epoch's steps, each taken before its update
 * @param valid scores of the validation data after the epoch
 * @param examples examples trained on in this process
 * @param trainSeconds time of the epoch's steps in this process
 * @param validSeconds time of the validation
 */
public record EpochReport(int epoch, long steps, Scores train, Optional<Scores> valid, long examples,
        double trainSeconds, double validSeconds) {
}
