package io.tapeless.frontend;

/** {@link LinearAlgebra} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface LinearAlgebraMethods permits Tensor {

    /** {@link LinearAlgebra#matmul(Tensor, Tensor)}. */
    default Tensor matmul(Tensor b) {
        return LinearAlgebra.matmul((Tensor) this, b);
    }

    /** {@link LinearAlgebra#dot(Tensor, Tensor)}. */
    default Tensor dot(Tensor b) {
        return LinearAlgebra.dot((Tensor) this, b);
    }

    /** {@link LinearAlgebra#outer(Tensor, Tensor)}. */
    default Tensor outer(Tensor b) {
        return LinearAlgebra.outer((Tensor) this, b);
    }

    /** {@link LinearAlgebra#cross(Tensor, Tensor)}. */
    default Tensor cross(Tensor b) {
        return LinearAlgebra.cross((Tensor) this, b);
    }

    /** {@link LinearAlgebra#cdist(Tensor, Tensor)}. */
    default Tensor cdist(Tensor b) {
        return LinearAlgebra.cdist((Tensor) this, b);
    }

    /** {@link LinearAlgebra#cdist(Tensor, Tensor, double)}. */
    default Tensor cdist(Tensor b, double p) {
        return LinearAlgebra.cdist((Tensor) this, b, p);
    }

    /** {@link LinearAlgebra#tensordot(Tensor, Tensor, int)}. */
    default Tensor tensordot(Tensor b, int axes) {
        return LinearAlgebra.tensordot((Tensor) this, b, axes);
    }

    /** {@link LinearAlgebra#tensordot(Tensor, Tensor, int[], int[])}. */
    default Tensor tensordot(Tensor b, int[] axesA, int[] axesB) {
        return LinearAlgebra.tensordot((Tensor) this, b, axesA, axesB);
    }

    /** {@link LinearAlgebra#trace(Tensor)}. */
    default Tensor trace() {
        return LinearAlgebra.trace((Tensor) this);
    }

    /** {@link LinearAlgebra#matrixPower(Tensor, int)}. */
    default Tensor matrixPower(int n) {
        return LinearAlgebra.matrixPower((Tensor) this, n);
    }
}
