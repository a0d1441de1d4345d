package io.tapeless.cli;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The spec and its hyper-parameters. */
final class SpecOptions {
    @Parameters(index = "0", paramLabel = "SPEC", description = "the model spec, by convention Name.model.java")
    private Path file;

    @Mixin
    private DefineOptions defines;

    Path file() {
        return file;
    }

    /** Hyper-parameters that were given. */
    Map<String, String> defines() {
        return defines.values();
    }

    Model model() {
        return SpecCompiler.compile(file, defines.values());
    }
}
