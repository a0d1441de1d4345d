package io.tapeless.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that reads a spec and reports, in lines or as one JSON document. */
abstract class ReportingCommand implements Callable<Integer>, SpecCommand {
    @CommandLine.Spec
    CommandLine.Model.CommandSpec command;

    @Mixin
    SpecOptions spec;

    @Option(names = "--json", description = "print one JSON document")
    boolean json;

    @Override
    public final Optional<Path> specFile() {
        return Optional.of(spec.file());
    }
}
