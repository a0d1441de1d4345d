package io.tapeless.maven;

import java.io.File;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles model specs to classes that the project's own sources can use.
 * {@code src/main/tapeless/com/example/Digits.model.java} becomes the class {@code com.example.Digits}, with methods
 * named and typed after the model, and what it needs to run. Only specs that changed since the last build are compiled.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class CompileMojo extends AbstractMojo {
    /** The folder of specs, files named {@code *.model.java}. */
    @Parameter(property = "tapeless.specs", defaultValue = "${project.basedir}/src/main/tapeless")
    private File specs;

    /** Where the classes go. */
    @Parameter(defaultValue = "${project.build.outputDirectory}")
    private File classes;

    /** Where is kept which classes were made of what. */
    @Parameter(defaultValue = "${project.build.directory}/tapeless", readonly = true)
    private File records;

    /** Values of hyper-parameters by name, instead of those in the specs; each must be in every spec. */
    @Parameter
    private Map<String, String> defines = Map.of();

    /** Whether to do nothing. */
    @Parameter(property = "tapeless.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() throws MojoFailureException {
        if (skip) {
            return;
        }
        SpecFolder.Outcome outcome = new SpecFolder(specs.toPath(), classes.toPath(), records.toPath(), defines).compile();
        if (!outcome.problems().isEmpty()) {
            throw new MojoFailureException(outcome.problems().size() + " of the specs in " + specs
                    + " can't be compiled:\n" + String.join("\n", outcome.problems()));
        }
        getLog().info(outcome.compiled().isEmpty() ? "All specs are compiled already"
                : "Compiled " + String.join(", ", outcome.compiled()));
    }
}
