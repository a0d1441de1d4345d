package io.tapeless.cli;

import io.tapeless.codegen.CompileOptions;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What every command that computes something can be told. */
final class RunOptions {
    @Option(names = "--seed", paramLabel = "N", description = "fixes everything random (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "threads to compute with (default: one a processor);"
            + " results don't depend on it")
    private Optional<Integer> threads = Optional.empty();

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    long seed() {
        return seed;
    }

    int threads() {
        requirePositive(command, "--threads", threads);
        return threads.orElse(Runtime.getRuntime().availableProcessors());
    }

    /** To compile for this; with the settings of the model. */
    CompileOptions options() {
        return CompileOptions.defaults().withThreads(threads());
    }

    static void requirePositive(CommandLine.Model.CommandSpec command, String option, Optional<Integer> value) {
        value.filter(v -> v < 1).ifPresent(v -> {
            throw new CommandLine.ParameterException(command.commandLine(), option + ": expected at least 1, found " + v);
        });
    }
}
