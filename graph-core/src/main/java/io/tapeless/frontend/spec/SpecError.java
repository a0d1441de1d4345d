package io.tapeless.frontend.spec;

/** An error of the expression or statement being evaluated, which catches and reports it at its position. */
final class SpecError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String hint;

    SpecError(String message) {
        this(message, "");
    }

    /** @param hint what was expected, or what may have been meant */
    SpecError(String message, String hint) {
        super(message, null, false, false);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
