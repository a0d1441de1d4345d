package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;
import java.util.List;
import java.util.Optional;

/** Forward mode of decompositions, as {@link JvpRules}; for Φ and F see {@link DecompositionPullbacks}. */
final class DecompositionTangents implements Decomposition.Cases<Optional<Node>> {
    private final Arithmetic x;
    private final Matrices m;
    private final Node y;
    private final List<Optional<Node>> tangents;

    DecompositionTangents(Arithmetic arithmetic, Node y, List<Optional<Node>> tangents) {
        this.x = arithmetic;
        this.m = new Matrices(arithmetic);
        this.y = y;
        this.tangents = tangents;
    }

    private Node operand(int index) {
        return y.operand(index);
    }

    /** Φ: the lower triangle, half of the diagonal. */
    static Node halfLower(Arithmetic x, Matrices m, Node a) {
        return x.sub(m.lower(a), x.mul(m.diagonal(a), 0.5));
    }

    /** What a triangular solve reads of a matrix. */
    static Node triangle(Matrices m, Decomposition.TriangularSolve op, Node a) {
        if (op.lower()) {
            return op.unit() ? m.strictlyLower(a) : m.lower(a);
        }
        return op.unit() ? m.strictlyUpper(a) : m.upper(a);
    }

    /** F of eigenvalues. */
    static Node inverseGaps(Arithmetic x, Matrices m, Node values, Dim n) {
        return m.inverseOrZero(x.sub(m.asRows(values, n), m.asColumns(values, n)));
    }

    // A = L·Lᵀ: L·Φ(L⁻¹·sym(Ȧ)·L⁻ᵀ)
    @Override
    public Optional<Node> cholesky(Decomposition.Cholesky op) {
        return tangents.get(0).map(t -> {
            Node left = m.solveLower(y, false, false, m.symmetric(t));
            Node inner = m.solveLower(y, false, false, m.transpose(left));
            return m.mul(y, halfLower(x, m, inner));
        });
    }

    // T·X = B: T⁻¹·(Ḃ − Ṫ·X)
    @Override
    public Optional<Node> triangularSolve(Decomposition.TriangularSolve op) {
        Optional<Node> moved = tangents.get(0).map(t -> {
            Node triangle = triangle(m, op, t);
            return op.transposed() ? m.transposedMul(triangle, y) : m.mul(triangle, y);
        });
        return rightSide(moved, tangents.get(1)).map(b -> x.builder().add(op, operand(0), b));
    }

    /** {@code Ḃ − moved}. */
    private Optional<Node> rightSide(Optional<Node> moved, Optional<Node> b) {
        if (moved.isEmpty()) {
            return b;
        }
        return Optional.of(b.isEmpty() ? x.neg(moved.get()) : x.sub(b.get(), moved.get()));
    }

    // P·A = L·U: N = L⁻¹·P·Ȧ·U⁻¹, L·strictlyLower(N) + upper(N)·U
    @Override
    public Optional<Node> lu(Decomposition.Lu op) {
        LuParts parts = new LuParts(m, y);
        return tangents.get(0).map(t -> {
            Node left = m.solveLower(parts.factors(), false, true, m.mul(parts.permutation(), t));
            Node inner = m.transpose(m.solveUpper(parts.factors(), true, m.transpose(left)));
            Node lower = m.mul(parts.lower(x), m.strictlyLower(inner));
            Node upper = m.mul(m.upper(inner), m.upper(parts.factors()));
            return m.below(x.add(lower, upper), m.zeros(y, Dim.of(2)));
        });
    }

    // A·X = B: A⁻¹·(Ḃ − Ȧ·X)
    @Override
    public Optional<Node> luSolve(Decomposition.LuSolve op) {
        Optional<Node> moved = tangents.get(0).map(t -> op.transposed() ? m.transposedMul(t, y) : m.mul(t, y));
        return rightSide(moved, tangents.get(2)).map(b -> x.builder().add(op, operand(0), operand(1), b));
    }

    // A = Q·R: C = Ȧ·R⁻¹, S = Qᵀ·C, Ω = strictlyLower(S) − its transpose: Q·Ω + C − Q·S, (S − Ω)·R
    @Override
    public Optional<Node> qr(Decomposition.Qr op) {
        Dim rows = Matrices.rows(operand(0));
        Node q = m.slice(y, Dim.ZERO, rows);
        Node r = m.slice(y, rows, Matrices.columns(operand(0)));
        return tangents.get(0).map(t -> {
            Node c = m.transpose(m.solveUpper(r, true, m.transpose(t)));
            Node s = m.transposedMul(q, c);
            Node omega = x.sub(m.strictlyLower(s), m.transpose(m.strictlyLower(s)));
            Node symmetric = x.sub(s, omega);
            return m.below(x.sub(c, m.mul(q, symmetric)), m.mul(m.upper(symmetric), r));
        });
    }

    // A = V·Λ·Vᵀ: P = Vᵀ·sym(Ȧ)·V: diag(P), V·(F∘P)
    @Override
    public Optional<Node> eigh(Decomposition.Eigh op) {
        Dim n = Matrices.rows(operand(0));
        Node v = m.slice(y, n, n);
        return tangents.get(0).map(t -> {
            Node inner = m.mul(m.transposedMul(v, m.symmetric(t)), v);
            Node gaps = inverseGaps(x, m, m.columnSums(m.slice(y, Dim.ZERO, n)), n);
            return m.below(m.diagonal(inner), m.mul(v, x.mul(gaps, inner)));
        });
    }

    // A = U·Σ·Vᵀ: P = Uᵀ·Ȧ·V: U·(F∘(P·Σ + Σ·Pᵀ)) + (1 − U·Uᵀ)·Ȧ·V·Σ⁻¹, V·(F∘(Σ·P + Pᵀ·Σ)), diag(P)
    @Override
    public Optional<Node> svd(Decomposition.Svd op) {
        SvdParts parts = new SvdParts(m, y, operand(0));
        Node u = parts.u();
        Dim n = parts.n();
        return tangents.get(0).map(t -> {
            Node turned = m.mul(t, parts.v());
            Node inner = m.transposedMul(u, turned);
            Node gaps = parts.inverseGaps(x, m);
            Node across = m.asRows(parts.sigma(m), n);
            Node right = x.mul(inner, across);
            Node left = x.mul(m.asColumns(parts.sigma(m), n), inner);
            Node outside = x.sub(turned, m.mul(u, inner));
            Node scaled = x.mul(outside, m.asRows(m.inverseOrZero(parts.sigma(m)), Matrices.rows(u)));
            Node du = x.add(m.mul(u, x.mul(gaps, x.add(right, m.transpose(right)))), scaled);
            Node dv = m.mul(parts.v(), x.mul(gaps, x.add(left, m.transpose(left))));
            Node values = m.columnSums(m.diagonal(inner));
            return m.below(du, dv, m.asRows(values, Dim.ONE));
        });
    }
}
