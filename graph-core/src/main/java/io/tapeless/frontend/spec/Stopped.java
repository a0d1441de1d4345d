package io.tapeless.frontend.spec;

/** Ends the evaluation of a member: a bound is reached, and reported. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean last;

    /** @param last whether nothing more can be evaluated */
    Stopped(boolean last) {
        super(null, null, false, false);
        this.last = last;
    }

    boolean isLast() {
        return last;
    }
}
