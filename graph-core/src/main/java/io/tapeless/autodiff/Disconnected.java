package io.tapeless.autodiff;

/** What a gradient is with respect to something through which no derivative reaches the result. */
public enum Disconnected {
    /** An error that names the missing path; the default, as it is most often a mistake. */
    RAISE,
    /** Zeros. */
    ZERO,
    /** Left out of the answer. */
    IGNORE
}
