package io.tapeless.frontend.spec;

/** What an expression gives when it gives no value. */
enum Marker {
    /** It has an error, already reported; whatever is computed from it has no further error. */
    ERROR,
    /** It calls a void method. */
    VOID
}
