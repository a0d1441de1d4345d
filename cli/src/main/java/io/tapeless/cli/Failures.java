package io.tapeless.cli;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.train.TrainingException;
import io.tapeless.frontend.spec.Diagnostic;
import io.tapeless.frontend.spec.SpecException;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How failures are told. */
final class Failures {
    private static final String TRACE = "tapeless.trace";

    private Failures() {}

    /** The message of a failure of a command. */
    static String message(Throwable failure, Object command) {
        if (failure instanceof SpecException) {
            return failure.getMessage();
        } else if (failure instanceof IrException e) {
            Optional<Path> spec = command instanceof SpecCommand c ? c.specFile() : Optional.empty();
            return sited(e, spec);
        } else if (failure instanceof DataException || failure instanceof TrainingException
                || failure instanceof CliException) {
            return "error: " + failure.getMessage();
        } else if (failure instanceof OutOfMemoryError) {
            return "error: not enough memory (" + failure.getMessage()
                    + "); a smaller batch needs less, TAPELESS_OPTS=-Xmx8g allows more";
        }
        return internal(failure);
    }

    /** With the line of the spec and a caret, if that is where the failure is. */
    private static String sited(IrException failure, Optional<Path> spec) {
        Site site = failure.site();
        if (!site.isKnown()) {
            return "error: " + failure.getMessage();
        }
        return new Diagnostic(site, failure.getMessage(), "", spec.map(file -> line(file, site)).orElse("")).render();
    }

    private static String line(Path spec, Site site) {
        if (spec.getFileName() == null || !spec.getFileName().toString().equals(site.file())) {
            return "";
        }
        try {
            List<String> lines = Files.readAllLines(spec);
            return site.line() >= 1 && site.line() <= lines.size() ? lines.get(site.line() - 1) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static String internal(Throwable failure) {
        String what = "internal error: " + failure.toString().replaceAll("\\s+", " ");
        if (!Boolean.getBoolean(TRACE)) {
            return what + " (TAPELESS_OPTS=-D" + TRACE + "=true shows where)";
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return what + System.lineSeparator() + trace;
    }
}
