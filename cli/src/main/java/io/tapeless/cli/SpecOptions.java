package io.tapeless.cli;

import io.tapeless.frontend.Model;
import io.tapeless.frontend.spec.SpecCompiler;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The spec and its hyper-parameters. */
final class SpecOptions {
    @Parameters(index = "0", paramLabel = "SPEC", description = "the model spec, by convention Name.model.java")
    private Path file;

    @Option(names = "-D", paramLabel = "NAME=VALUE", description = "value of a hyper-parameter; may be repeated")
    private Map<String, String> defines = new LinkedHashMap<>();

    Path file() {
        return file;
    }

    Model model() {
        return SpecCompiler.compile(file, defines);
    }
}
