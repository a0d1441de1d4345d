package io.tapeless.frontend;

import java.util.List;

/** {@link MatrixFunctions} as methods of a {@link Tensor}, which is their first argument. */
public sealed interface MatrixMethods permits Tensor {

    /** {@link MatrixFunctions#cholesky(Tensor)}. */
    default Tensor cholesky() {
        return MatrixFunctions.cholesky((Tensor) this);
    }

    /** {@link MatrixFunctions#qr(Tensor)}. */
    default List<Tensor> qr() {
        return MatrixFunctions.qr((Tensor) this);
    }

    /** {@link MatrixFunctions#eigh(Tensor)}. */
    default List<Tensor> eigh() {
        return MatrixFunctions.eigh((Tensor) this);
    }

    /** {@link MatrixFunctions#svd(Tensor)}. */
    default List<Tensor> svd() {
        return MatrixFunctions.svd((Tensor) this);
    }

    /** {@link MatrixFunctions#triangularSolve(Tensor, Tensor)}. */
    default Tensor triangularSolve(Tensor b) {
        return MatrixFunctions.triangularSolve((Tensor) this, b);
    }

    /** {@link MatrixFunctions#triangularSolve(Tensor, Tensor, boolean)}. */
    default Tensor triangularSolve(Tensor b, boolean lower) {
        return MatrixFunctions.triangularSolve((Tensor) this, b, lower);
    }

    /** {@link MatrixFunctions#triangularSolve(Tensor, Tensor, boolean, boolean, boolean)}. */
    default Tensor triangularSolve(Tensor b, boolean lower, boolean transposed, boolean unit) {
        return MatrixFunctions.triangularSolve((Tensor) this, b, lower, transposed, unit);
    }

    /** {@link MatrixFunctions#solve(Tensor, Tensor)}. */
    default Tensor solve(Tensor b) {
        return MatrixFunctions.solve((Tensor) this, b);
    }

    /** {@link MatrixFunctions#inverse(Tensor)}. */
    default Tensor inverse() {
        return MatrixFunctions.inverse((Tensor) this);
    }

    /** {@link MatrixFunctions#det(Tensor)}. */
    default Tensor det() {
        return MatrixFunctions.det((Tensor) this);
    }

    /** {@link MatrixFunctions#logDet(Tensor)}. */
    default Tensor logDet() {
        return MatrixFunctions.logDet((Tensor) this);
    }

    /** {@link MatrixFunctions#slogDet(Tensor)}. */
    default List<Tensor> slogDet() {
        return MatrixFunctions.slogDet((Tensor) this);
    }

    /** {@link MatrixFunctions#matrixExp(Tensor)}. */
    default Tensor matrixExp() {
        return MatrixFunctions.matrixExp((Tensor) this);
    }
}
