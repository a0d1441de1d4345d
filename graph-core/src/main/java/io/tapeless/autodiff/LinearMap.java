package io.tapeless.autodiff;

import io.tapeless.ir.Node;

/**
 * A derivative with respect to one operand, as what it is: a linear map, here one that builds nodes.
 * It builds nothing until it is applied.
 */
@FunctionalInterface
interface LinearMap {
    /** The operation is constant piece by piece, as {@code floor}: its derivative exists and is zero. */
    LinearMap ZERO = v -> {
        throw new IllegalStateException("zero is not built");
    };

    /** No derivative passes: an index, a condition, a stopped gradient. */
    LinearMap NONE = v -> {
        throw new IllegalStateException("no derivative passes here");
    };

    /** A derivative passes, but is built for all results of a loop or choice at once. */
    LinearMap JOINT = v -> {
        throw new IllegalStateException("siblings are differentiated together");
    };

    Node apply(Node v);
}
