package io.tapeless.pass;

import io.tapeless.ir.Graph;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes what passes do: a line each with time and number of nodes, and the graphs they changed. */
public final class PassLog implements PassObserver {
    private final PassOptions options;
    private final PrintStream out;
    private int passes;

    /**
     * A log for one run of a pipeline.
     *
     * @param out takes lines, and graphs if the options name no directory
     */
    public PassLog(PassOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** What the system properties ask for, on the standard error stream. */
    public static PassObserver configured() {
        PassOptions options = PassOptions.fromSystemProperties();
        return options.isSilent() ? SILENT : new PassLog(options, System.err);
    }

    @Override
    public void ran(Pass pass, Graph before, Graph after, long nanos) {
        if (passes == 0 && options.dumps(PassPipeline.Stages.GIVEN)) {
            dump(PassPipeline.Stages.GIVEN, before);
        }
        passes++;
        if (options.times()) {
            out.printf(Locale.ROOT, "%-20s %5d -> %5d nodes %9.3f ms%s%n", pass.name(), before.nodes().size(),
                    after.nodes().size(), nanos / 1e6, before == after ? " (unchanged)" : "");
        }
        if (before != after && options.dumps(pass.name())) {
            dump(pass.name(), after);
        }
    }

    private void dump(String pass, Graph graph) {
        if (options.directory().isEmpty()) {
            out.println("# after " + pass);
            out.print(graph);
            return;
        }
        Path file = options.directory().get().resolve(
                String.format(Locale.ROOT, "%s-%02d-%s.graph", graph.name(), passes, pass));
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, graph.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
