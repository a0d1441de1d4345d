package io.tapeless.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * Factors of matrices and what is solved with them, on the last two axes; the axes before are batches, the same for
 * all operands. Each is an algorithm whose steps depend on one another, which no composition of other operations is.
 * A result of several parts is one tensor with the parts one below the other, as a node has one result; the frontend
 * slices it.
 */
public sealed interface Decomposition extends Op {

    /** One method per decomposition, for phases that tell them apart. */
    interface Cases<R> {
        R cholesky(Cholesky op);

        R triangularSolve(TriangularSolve op);

        R lu(Lu op);

        R luSolve(LuSolve op);

        R qr(Qr op);

        R eigh(Eigh op);

        R svd(Svd op);
    }

    /** The value of the method for this decomposition. */
    <R> R choose(Cases<R> cases);

    @Override
    default <R> R accept(Visitor<R> visitor) {
        return visitor.decomposition(this);
    }

    /**
     * The lower triangular L with {@code L·Lᵀ = ½(A + Aᵀ)}; zeros above the diagonal. Where the matrix turns out not to
     * be positive definite, NaN from there on.
     */
    record Cholesky() implements Decomposition {
        @Override
        public String mnemonic() {
            return "cholesky";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            square(operands.get(0));
            return operands.get(0);
        }

        @Override
        public <R> R choose(Cases<R> cases) {
            return cases.cholesky(this);
        }
    }

    /**
     * The X with {@code T·X = B}, or {@code Tᵀ·X = B}: T is the lower or upper triangle of the first operand, whose
     * other elements are not read.
     *
     * @param unit the diagonal of T is taken to be 1, and not read either
     */
    record TriangularSolve(boolean lower, boolean transposed, boolean unit) implements Decomposition {
        @Override
        public String mnemonic() {
            return "triangular_solve";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 2);
            square(operands.get(0));
            return rightSide(operands.get(0), operands.get(1));
        }

        @Override
        public <R> R choose(Cases<R> cases) {
            return cases.triangularSolve(this);
        }
    }

    /**
     * {@code P·A = L·U} with partial pivoting, packed into n + 2 rows: L below the diagonal (its own is 1), U from it
     * upward; then for each row of {@code P·A} the number of its row in A; then for each step k the row that was
     * exchanged with row k. A pivot of 0 is kept: the determinant is then 0.
     */
    record Lu() implements Decomposition {
        @Override
        public String mnemonic() {
            return "lu";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            TensorType a = operands.get(0);
            square(a);
            return a.with(a.shape().with(a.rank() - 2, rows(a).plus(2)));
        }

        @Override
        public <R> R choose(Cases<R> cases) {
            return cases.lu(this);
        }
    }

    /**
     * {@code luSolve(A, lu(A), B)}: the X with {@code A·X = B}, or {@code Aᵀ·X = B}. The value is computed from the
     * factors alone, and derivatives with respect to A as of its solution: {@code Ẋ = A⁻¹(Ḃ − Ȧ·X)}. So the factors
     * are found once, for the solution and for adjoints of any order.
     */
    record LuSolve(boolean transposed) implements Decomposition {
        @Override
        public String mnemonic() {
            return "lu_solve";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 3);
            TensorType factors = new Lu().infer(operands.subList(0, 1));
            Require.that(operands.get(1).equals(factors), "expected factors of type " + factors + ", found "
                    + operands.get(1));
            return rightSide(operands.get(0), operands.get(2));
        }

        @Override
        public <R> R choose(Cases<R> cases) {
            return cases.luSolve(this);
        }
    }

    /**
     * {@code A = Q·R} for A of m ≥ n rows, by reflections of Householder: the m rows of Q, whose columns are
     * orthonormal, then the n rows of the upper triangular R. A diagonal element of R has the opposite sign of what it
     * is made from, but for an element that has nothing below it.
     */
    record Qr() implements Decomposition {
        @Override
        public String mnemonic() {
            return "qr";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            TensorType a = operands.get(0);
            tall(a);
            return a.with(a.shape().with(a.rank() - 2, rows(a).plus(columns(a))));
        }

        @Override
        public <R> R choose(Cases<R> cases) {
            return cases.qr(this);
        }
    }

    /**
     * {@code ½(A + Aᵀ)·V = V·Λ}, by cyclic rotations of Jacobi: the n rows of the diagonal matrix Λ of ascending
     * eigenvalues, then the n rows of V, whose columns are orthonormal. In each column the element of largest
     * magnitude (the first of several) is positive.
     */
    record Eigh() implements Decomposition {
        @Override
        public String mnemonic() {
            return "eigh";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            TensorType a = operands.get(0);
            square(a);
            return a.with(a.shape().with(a.rank() - 2, rows(a).times(2)));
        }

        @Override
        public <R> R choose(Cases<R> cases) {
            return cases.eigh(this);
        }
    }

    /**
     * {@code A = U·Σ·Vᵀ} for A of m ≥ n rows, by one-sided rotations of Jacobi: the m rows of U, the n rows of V, one
     * row of descending singular values. The columns of U and V are orthonormal; a column of U whose singular value is
     * 0 is 0. In each column of V the element of largest magnitude (the first of several) is positive.
     */
    record Svd() implements Decomposition {
        @Override
        public String mnemonic() {
            return "svd";
        }

        @Override
        public TensorType infer(List<TensorType> operands) {
            Require.operands(operands, 1);
            TensorType a = operands.get(0);
            tall(a);
            return a.with(a.shape().with(a.rank() - 2, rows(a).plus(columns(a)).plus(1)));
        }

        @Override
        public <R> R choose(Cases<R> cases) {
            return cases.svd(this);
        }
    }

    private static Dim rows(TensorType a) {
        return a.shape().dim(a.rank() - 2);
    }

    private static Dim columns(TensorType a) {
        return a.shape().dim(a.rank() - 1);
    }

    private static void matrix(TensorType a) {
        Require.that(a.dtype().isFloat(), "expected f32 or f64, found " + a.dtype());
        Require.that(a.rank() >= 2, "expected a matrix, found shape " + a.shape());
    }

    private static void square(TensorType a) {
        matrix(a);
        Require.that(rows(a).equals(columns(a)), "expected a square matrix, found " + rows(a) + " rows and "
                + columns(a) + " columns");
    }

    private static void tall(TensorType a) {
        matrix(a);
        Require.that(rows(a).minus(columns(a)).atLeast() >= 0, "expected no fewer rows than columns, found "
                + rows(a) + " and " + columns(a));
    }

    private static TensorType rightSide(TensorType a, TensorType b) {
        Require.sameDType(a, b);
        List<Dim> expected = new ArrayList<>(a.shape().slice(0, a.rank() - 1).dims());
        boolean fits = b.rank() == a.rank() && b.shape().slice(0, b.rank() - 1).dims().equals(expected);
        Require.that(fits, "expected a right side of shape " + expected + " and one more axis, found " + b.shape());
        return b;
    }
}
