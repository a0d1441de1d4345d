package io.tapeless.cli;

import io.tapeless.codegen.train.Checkpoints;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What a training keeps while it goes on; all but the directory mean nothing without it. */
final class CheckpointOptions {
    @Option(names = "--checkpoint", paramLabel = "DIR", description = "write a checkpoint after each epoch")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--checkpoint-every", paramLabel = "STEPS", description = "and one after so many steps of an epoch")
    private Optional<Integer> every = Optional.empty();

    @Option(names = "--keep", paramLabel = "N", description = "keep the last N checkpoints (default: "
            + Checkpoints.USUAL_KEEP + ")")
    private Optional<Integer> keep = Optional.empty();

    @Option(names = "--resume", description = "go on from the newest checkpoint in DIR that is intact; gives the bits of"
            + " a run never stopped")
    private boolean resume;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    Optional<Path> directory() {
        return directory;
    }

    /** What is asked for, once it is known to make sense. */
    Optional<Checkpoints> checkpoints() {
        RunOptions.requirePositive(command, "--keep", keep);
        RunOptions.requirePositive(command, "--checkpoint-every", every);
        requireDirectory("--keep", keep.isPresent());
        requireDirectory("--checkpoint-every", every.isPresent());
        requireDirectory("--resume", resume);
        return directory.map(path -> new Checkpoints(path, every.map(OptionalInt::of).orElse(OptionalInt.empty()),
                keep.orElse(Checkpoints.USUAL_KEEP), resume));
    }

    private void requireDirectory(String option, boolean given) {
        if (given && directory.isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(), option + " needs --checkpoint DIR");
        }
    }
}
