package io.tapeless.frontend.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec that is no model: every independent problem of it, in order of position. */
public final class SpecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    SpecException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** At least one. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
