package io.tapeless.cli;

import io.tapeless.codegen.CompileOptions;
import io.tapeless.optim.Optimizers;
import java.util.ArrayList;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How parameters are updated; what is left open, {@code @Train} in the spec says. */
final class OptimizerOptions {
    /** What {@code --optimizer} takes. */
    static final class OptimizerNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        OptimizerNames() {
            super(Optimizers.names());
        }
    }

    @Option(names = "--optimizer", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}",
            completionCandidates = OptimizerNames.class)
    private Optional<String> optimizer = Optional.empty();

    @Option(names = "--lr", paramLabel = "X", description = "learning rate")
    private Optional<Double> learningRate = Optional.empty();

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    /** To compile for so many threads. */
    CompileOptions options(int threads) {
        learningRate.filter(rate -> !Double.isFinite(rate)).ifPresent(rate -> {
            throw new CommandLine.ParameterException(command.commandLine(), "--lr: expected a finite number");
        });
        CompileOptions usual = CompileOptions.defaults();
        return new CompileOptions(usual.form(), usual.warmStart(), threads, optimizer, learningRate);
    }
}
