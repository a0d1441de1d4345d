package io.tapeless.frontend;

import io.tapeless.ir.DType;

/** {@link PatternFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface PatternMethods permits Tensor {

    /** {@link PatternFunctions#oneHot(Tensor, int)}. */
    default Tensor oneHot(int classes) {
        return PatternFunctions.oneHot((Tensor) this, classes);
    }

    /** {@link PatternFunctions#oneHot(Tensor, int, DType)}. */
    default Tensor oneHot(int classes, DType dtype) {
        return PatternFunctions.oneHot((Tensor) this, classes, dtype);
    }

    /** {@link PatternFunctions#tril(Tensor)}. */
    default Tensor tril() {
        return PatternFunctions.tril((Tensor) this);
    }

    /** {@link PatternFunctions#tril(Tensor, int)}. */
    default Tensor tril(int offset) {
        return PatternFunctions.tril((Tensor) this, offset);
    }

    /** {@link PatternFunctions#triu(Tensor)}. */
    default Tensor triu() {
        return PatternFunctions.triu((Tensor) this);
    }

    /** {@link PatternFunctions#triu(Tensor, int)}. */
    default Tensor triu(int offset) {
        return PatternFunctions.triu((Tensor) this, offset);
    }

    /** {@link PatternFunctions#diag(Tensor)}. */
    default Tensor diag() {
        return PatternFunctions.diag((Tensor) this);
    }

    /** {@link PatternFunctions#diagonal(Tensor)}. */
    default Tensor diagonal() {
        return PatternFunctions.diagonal((Tensor) this);
    }

    /** {@link PatternFunctions#diagonal(Tensor, int)}. */
    default Tensor diagonal(int offset) {
        return PatternFunctions.diagonal((Tensor) this, offset);
    }

    /** {@link PatternFunctions#diagonal(Tensor, int, int, int)}. */
    default Tensor diagonal(int offset, int first, int second) {
        return PatternFunctions.diagonal((Tensor) this, offset, first, second);
    }
}
