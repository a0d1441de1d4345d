package io.tapeless.cli;

import io.tapeless.codegen.aot.ModelArchive;
import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A spec with its hyper-parameters, or a jar. */
final class SourceOptions {
    @Parameters(index = "0", paramLabel = "SPEC|JAR", description = "the model spec, by convention Name.model.java,"
            + " or a jar that compile wrote")
    private Path file;

    @Mixin
    private DefineOptions defines;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec command;

    boolean isJar() {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    Optional<Path> specFile() {
        return isJar() ? Optional.empty() : Optional.of(file);
    }

    Model model() {
        return SpecCompiler.compile(file, defines.values());
    }

    ModelArchive archive() {
        if (!defines.values().isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(),
                    "-D is for specs: the hyper-parameters of a jar were fixed when it was compiled");
        }
        return ModelArchive.read(file);
    }
}
