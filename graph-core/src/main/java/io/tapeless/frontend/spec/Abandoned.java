package io.tapeless.frontend.spec;

/**
 * Leaves a method, constructor or block whose course depends on an error already reported: whatever it
 * would have given is an {@link Marker#ERROR}.
 */
final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final Abandoned INSTANCE = new Abandoned();

    private Abandoned() {
        super(null, null, false, false);
    }
}
