package io.tapeless.frontend;

import static io.tapeless.frontend.Operators.where;

import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Factors of matrices and what is made of them. They work on the last two axes; the axes before are batches, and
 * broadcast where there are two operands. Matrices are floats of one dtype. Every function throws
 * {@link io.tapeless.ir.IrException} if shapes or dtypes do not fit.
 */
public final class MatrixFunctions {
    /** Coefficients of the Padé approximant of degree 13, constant first: N. Higham, SIAM J. Matrix Anal. 26 (2005). */
    private static final double[] PADE = {64764752532480000.0, 32382376266240000.0, 7771770303897600.0,
        1187353796428800.0, 129060195264000.0, 10559470521600.0, 670442572800.0, 33522128640.0, 1323241920.0,
        40840800.0, 960960.0, 16380.0, 182.0, 1.0};
    /** Up to this 1-norm the approximant is exact in f64. */
    private static final double PADE_BOUND = 5.371920351148152;
    private static final int MAX_SQUARINGS = 12;
    /** Determinants of so many rows are written out. */
    private static final int EXPANDED_ROWS = 3;

    private MatrixFunctions() {}

    private static Dim rows(Tensor x) {
        return x.shape().dim(x.rank() - 2);
    }

    private static Dim columns(Tensor x) {
        return x.shape().dim(x.rank() - 1);
    }

    private static void requireMatrix(String function, Tensor x) {
        Check.floats(function, x);
        Check.rankAtLeast(2, function, x);
    }

    private static void requireSquare(String function, Tensor x) {
        requireMatrix(function, x);
        Check.that(rows(x).equals(columns(x)), function,
                "expected square matrices, found " + rows(x) + " rows and " + columns(x) + " columns", x);
    }

    /** Some rows of matrices. */
    private static Tensor slice(Tensor x, Dim start, Dim count) {
        List<Dim> starts = new ArrayList<>(Collections.nCopies(x.rank(), Dim.ZERO));
        starts.set(x.rank() - 2, start);
        Shape shape = x.shape().with(x.rank() - 2, count);
        return x.owner().apply(new Movement.Slice(starts, shape.dims(), Collections.nCopies(x.rank(), 1)), x);
    }

    private static Tensor transpose(Tensor x) {
        return ShapeFunctions.swapAxes(x, -1, -2);
    }

    // ------------------------------------------------------------------ factors

    /**
     * The lower triangular L with {@code L·Lᵀ = x}, of symmetric positive definite matrices; of others the symmetric
     * part counts. NaN from where a matrix turns out not to be positive definite.
     */
    public static Tensor cholesky(Tensor x) {
        requireSquare("cholesky", x);
        return x.owner().apply(new Decomposition.Cholesky(), x);
    }

    /**
     * Q and R with {@code Q·R = x}: for m rows, n columns and k the lesser of them, Q is {@code [m, k]} with
     * orthonormal columns and R {@code [k, n]} upper triangular. Derivatives need the first k columns to be independent.
     */
    public static List<Tensor> qr(Tensor x) {
        requireMatrix("qr", x);
        if (isWide("qr", x)) {
            Tensor first = ShapeFunctions.narrow(x, -1, 0, Check.extent("qr", x, x.rank() - 2));
            List<Tensor> factors = qr(first);
            Tensor q = factors.get(0);
            int rest = Check.extent("qr", x, x.rank() - 1) - Check.extent("qr", x, x.rank() - 2);
            Tensor others = ShapeFunctions.narrow(x, -1, Check.extent("qr", x, x.rank() - 2), rest);
            return List.of(q, ShapeFunctions.concat(-1,
                    List.of(factors.get(1), LinearAlgebra.matmul(transpose(q), others))));
        }
        Tensor packed = x.owner().apply(new Decomposition.Qr(), x);
        return List.of(slice(packed, Dim.ZERO, rows(x)), slice(packed, rows(x), columns(x)));
    }

    private static boolean isWide(String function, Tensor x) {
        boolean wide = columns(x).minus(rows(x)).atLeast() > 0;
        Check.that(wide || rows(x).minus(columns(x)).atLeast() >= 0, function, "whether " + rows(x) + " rows or "
                + columns(x) + " columns are more must be known at compile time", x);
        return wide;
    }

    /**
     * The ascending eigenvalues of symmetric matrices, and the eigenvectors as columns; of others the symmetric part
     * counts. In each vector the element of largest magnitude is positive. Vectors of equal eigenvalues have no
     * derivative, but functions that do not depend on their choice do.
     */
    public static List<Tensor> eigh(Tensor x) {
        requireSquare("eigh", x);
        Tensor packed = x.owner().apply(new Decomposition.Eigh(), x);
        Tensor values = PatternFunctions.diagonal(slice(packed, Dim.ZERO, rows(x)), 0, -2, -1);
        return List.of(values, slice(packed, rows(x), rows(x)));
    }

    /**
     * U, S and V transposed with {@code U·diag(S)·Vᵀ = x}: for m rows, n columns and k the lesser of them, U is
     * {@code [m, k]}, S {@code [k]} descending, the last {@code [k, n]}. A column of U (or, with more columns than
     * rows, of V) whose singular value is 0 is 0. Derivatives as of eigh; those of U need singular values other than 0.
     */
    public static List<Tensor> svd(Tensor x) {
        requireMatrix("svd", x);
        if (isWide("svd", x)) {
            List<Tensor> factors = svd(transpose(x));
            return List.of(transpose(factors.get(2)), factors.get(1), transpose(factors.get(0)));
        }
        Tensor packed = x.owner().apply(new Decomposition.Svd(), x);
        Tensor values = slice(packed, rows(x).plus(columns(x)), Dim.ONE);
        return List.of(slice(packed, Dim.ZERO, rows(x)), ShapeFunctions.squeeze(values, -2),
                transpose(slice(packed, rows(x), columns(x))));
    }

    // ------------------------------------------------------------------ equations

    /** The X with {@code t·X = b}, where t is lower triangular: what is above the diagonal is not read. */
    public static Tensor triangularSolve(Tensor t, Tensor b) {
        return triangularSolve(t, b, true);
    }

    /** The X with {@code t·X = b}, where t is lower or upper triangular: the other triangle is not read. */
    public static Tensor triangularSolve(Tensor t, Tensor b, boolean lower) {
        return triangularSolve(t, b, lower, false, false);
    }

    /**
     * The X with {@code t·X = b}, or {@code tᵀ·X = b}, where t is lower or upper triangular: the other triangle is not
     * read, nor the diagonal if it is known to be 1. A right side of one axis, or of the shape of t without its last
     * one, is of vectors.
     */
    public static Tensor triangularSolve(Tensor t, Tensor b, boolean lower, boolean transposed, boolean unit) {
        Sides sides = Sides.of("triangularSolve", t, b);
        Decomposition op = new Decomposition.TriangularSolve(lower, transposed, unit);
        return sides.result(t.owner().apply(op, sides.matrix(), sides.right()));
    }

    /**
     * The X with {@code a·X = b}, by LU factors with partial pivoting; ∞ or NaN for a singular matrix. A right side of
     * one axis, or of the shape of a without its last one, is of vectors. Derivatives solve with the same factors.
     */
    public static Tensor solve(Tensor a, Tensor b) {
        Sides sides = Sides.of("solve", a, b);
        Tensor factors = a.owner().apply(new Decomposition.Lu(), sides.matrix());
        return sides.result(a.owner().apply(new Decomposition.LuSolve(false), sides.matrix(), factors, sides.right()));
    }

    /** Both sides of equations with their batches made equal. */
    private record Sides(Tensor matrix, Tensor right, boolean isVector) {
        static Sides of(String function, Tensor a, Tensor b) {
            Check.floats(function, a, b);
            Check.that(a.rank() >= 2 && rows(a).equals(columns(a)), function, "expected square matrices on the left", a,
                    b);
            boolean vector = b.rank() == 1 || b.shape().equals(a.shape().slice(0, a.rank() - 1));
            Tensor right = vector ? ShapeFunctions.expandDims(b, -1) : b;
            Check.that(right.rank() >= 2 && rows(right).equals(rows(a)), function,
                    "expected a right side of " + rows(a) + " rows", a, b);
            Shape batch = Broadcasting.common(function, a.shape().slice(0, a.rank() - 2),
                    right.shape().slice(0, right.rank() - 2), a, b);
            return new Sides(repeated(function, a, batch), repeated(function, right, batch), vector);
        }

        private static Tensor repeated(String function, Tensor x, Shape batch) {
            return Broadcasting.to(function, x, batch.concat(x.shape().slice(x.rank() - 2, x.rank())));
        }

        Tensor result(Tensor x) {
            return isVector ? ShapeFunctions.squeeze(x, -1) : x;
        }
    }

    /** The inverse of square matrices; ∞ or NaN for a singular one. */
    public static Tensor inverse(Tensor x) {
        requireSquare("inverse", x);
        return solve(x, identity(x));
    }

    private static Tensor identity(Tensor like) {
        return Broadcasting.to("identity", PatternFunctions.eye(like.owner(), rows(like), like.dtype()), like.shape());
    }

    // ------------------------------------------------------------------ determinants

    /** The pivots of LU factors, with the sign of each exchange of rows. */
    private static Tensor pivots(String function, Tensor x) {
        requireSquare(function, x);
        Dim n = rows(x);
        Tensor packed = x.owner().apply(new Decomposition.Lu(), x);
        Tensor pivots = PatternFunctions.diagonal(slice(packed, Dim.ZERO, n), 0, -2, -1);
        Tensor exchanged = Derivatives.stopGradient(ShapeFunctions.squeeze(slice(packed, n.plus(1), Dim.ONE), -2));
        Tensor own = PatternFunctions.iota(x.owner(), exchanged.type(), exchanged.rank() - 1);
        return where(exchanged.eq(own), pivots, pivots.neg());
    }

    /**
     * The determinant of square matrices. Derivatives of matrices of at most 3 rows are exact, of singular ones too; of
     * larger ones they are made of the inverse, and NaN where a matrix is singular, though the true ones are finite.
     */
    public static Tensor det(Tensor x) {
        requireSquare("det", x);
        return rows(x).isConstant() && rows(x).constant() >= 1 && rows(x).constant() <= EXPANDED_ROWS
                ? expanded(x, List.of(0, 1, 2).subList(0, (int) rows(x).constant()))
                : pivots("det", x).prod(-1);
    }

    /** The determinant of the last rows in some columns: {@code Σⱼ (−1)ʲ·x[0, j]·det(x without row 0 and column j)}. */
    private static Tensor expanded(Tensor x, List<Integer> columns) {
        int row = (int) rows(x).constant() - columns.size();
        Tensor sum = null;
        for (int j = 0; j < columns.size(); j++) {
            Tensor term = element(x, row, columns.get(j));
            if (columns.size() > 1) {
                List<Integer> others = new ArrayList<>(columns);
                others.remove(j);
                term = term.times(expanded(x, others));
            }
            sum = sum == null ? term : j % 2 == 0 ? sum.plus(term) : sum.minus(term);
        }
        return sum;
    }

    private static Tensor element(Tensor x, int row, int column) {
        return ShapeFunctions.squeeze(ShapeFunctions.narrow(ShapeFunctions.narrow(x, -2, row, 1), -1, column, 1), -2, -1);
    }

    /** The logarithm of the determinant: −∞ for 0, NaN for a negative one. */
    public static Tensor logDet(Tensor x) {
        List<Tensor> parts = slogDet("logDet", x);
        return where(parts.get(0).lt(0), Double.NaN, parts.get(1));
    }

    /** The sign of the determinant (−1, 0 or 1), and the logarithm of its magnitude. */
    public static List<Tensor> slogDet(Tensor x) {
        return slogDet("slogDet", x);
    }

    private static List<Tensor> slogDet(String function, Tensor x) {
        Tensor pivots = pivots(function, x);
        return List.of(pivots.sign().prod(-1), pivots.abs().log().sum(-1));
    }

    // ------------------------------------------------------------------ exponential

    /**
     * {@code e^x = 1 + x + x·x/2 + …} of square matrices, by scaling, the Padé approximant of degree 13 and squaring.
     * NaN where the largest sum of magnitudes in a column exceeds 22000.
     */
    public static Tensor matrixExp(Tensor x) {
        requireSquare("matrixExp", x);
        Tensor norm = Derivatives.stopGradient(x).abs().sum(-2).max(-1).expandDims(-1);
        Tensor halvings = ShapeFunctions.expandDims(norm.dividedBy(PADE_BOUND).log2().ceil().max(0.0), -1);
        Tensor scaled = x.times(halvings.neg().exp2());
        Tensor y = pade(scaled);
        for (int i = 0; i < MAX_SQUARINGS; i++) {
            y = where(halvings.gt(i), LinearAlgebra.matmul(y, y), y);
        }
        return where(halvings.gt(MAX_SQUARINGS), Double.NaN, y);
    }

    /** {@code (V − U)⁻¹·(V + U)}, with the odd powers in U and the even ones in V. */
    private static Tensor pade(Tensor a) {
        Tensor one = identity(a);
        Tensor a2 = LinearAlgebra.matmul(a, a);
        Tensor a4 = LinearAlgebra.matmul(a2, a2);
        Tensor a6 = LinearAlgebra.matmul(a4, a2);
        List<Tensor> powers = List.of(one, a2, a4, a6);
        Tensor odd = LinearAlgebra.matmul(a6, combined(powers, 7, 1)).plus(combined(powers, 1, 0));
        Tensor even = LinearAlgebra.matmul(a6, combined(powers, 6, 1)).plus(combined(powers, 0, 0));
        Tensor u = LinearAlgebra.matmul(a, odd);
        return solve(even.minus(u), even.plus(u));
    }

    /** {@code Σ b[first + 2i]·powers[i]} for i ≥ from. */
    private static Tensor combined(List<Tensor> powers, int first, int from) {
        Tensor sum = powers.get(from).times(PADE[first + 2 * from]);
        for (int i = from + 1; i < powers.size(); i++) {
            sum = sum.plus(powers.get(i).times(PADE[first + 2 * i]));
        }
        return sum;
    }
}
