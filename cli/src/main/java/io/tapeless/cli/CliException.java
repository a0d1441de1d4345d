package io.tapeless.cli;

/** A failure that is the user's to mend; its message says all there is to say. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CliException(String message) {
        super(message);
    }
}
