package io.tapeless.autodiff;

import static io.tapeless.autodiff.LinearMap.NONE;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;
import java.util.List;

/**
 * Reverse mode of decompositions, as {@link VjpRules}. Φ takes the lower triangle with half of the diagonal; F has the
 * elements {@code 1/(λⱼ − λᵢ)}, for singular values {@code 1/(σⱼ² − σᵢ²)}, and 0 where these are equal: there single
 * vectors have no derivative, and functions that do not depend on the choice of vectors do not see F.
 */
final class DecompositionPullbacks implements Decomposition.Cases<List<LinearMap>> {
    private final Arithmetic x;
    private final Matrices m;
    private final Node y;

    DecompositionPullbacks(Arithmetic arithmetic, Node y) {
        this.x = arithmetic;
        this.m = new Matrices(arithmetic);
        this.y = y;
    }

    private Node operand(int index) {
        return y.operand(index);
    }

    // A = L·Lᵀ: sym(L⁻ᵀ·Φ(Lᵀ·g)·L⁻¹)
    @Override
    public List<LinearMap> cholesky(Decomposition.Cholesky op) {
        return List.of(g -> {
            Node phi = DecompositionTangents.halfLower(x, m, m.transposedMul(y, g));
            Node left = m.solveLower(y, true, false, phi);
            return m.symmetric(m.solveLower(y, true, false, m.transpose(left)));
        });
    }

    // T·X = B: b = T⁻ᵀ·g for B, −tri(b·Xᵀ) for T; for Tᵀ·X = B: b = T⁻¹·g, −tri(X·bᵀ)
    @Override
    public List<LinearMap> triangularSolve(Decomposition.TriangularSolve op) {
        Decomposition.TriangularSolve adjoint =
                new Decomposition.TriangularSolve(op.lower(), !op.transposed(), op.unit());
        LinearMap right = g -> x.builder().add(adjoint, operand(0), g);
        return List.of(g -> {
            Node b = right.apply(g);
            Node full = op.transposed() ? m.mulTransposed(y, b) : m.mulTransposed(b, y);
            return x.neg(DecompositionTangents.triangle(m, op, full));
        }, right);
    }

    // P·A = L·U: Pᵀ·L⁻ᵀ·(strictlyLower(Lᵀ·l) + upper(u·Uᵀ))·U⁻ᵀ with g = l + u
    @Override
    public List<LinearMap> lu(Decomposition.Lu op) {
        LuParts parts = new LuParts(m, y);
        return List.of(g -> {
            Node square = m.slice(g, Dim.ZERO, parts.n());
            Node lower = m.strictlyLower(m.transposedMul(parts.lower(x), m.strictlyLower(square)));
            Node upper = m.upper(m.mulTransposed(m.upper(square), m.upper(parts.factors())));
            Node left = m.solveLower(parts.factors(), true, true, x.add(lower, upper));
            Node both = m.transpose(m.solveUpper(parts.factors(), false, m.transpose(left)));
            return m.transposedMul(parts.permutation(), both);
        });
    }

    // A·X = B: b = A⁻ᵀ·g for B, −b·Xᵀ for A; for Aᵀ·X = B: b = A⁻¹·g, −X·bᵀ
    @Override
    public List<LinearMap> luSolve(Decomposition.LuSolve op) {
        Decomposition.LuSolve adjoint = new Decomposition.LuSolve(!op.transposed());
        LinearMap right = g -> x.builder().add(adjoint, operand(0), operand(1), g);
        return List.of(g -> {
            Node b = right.apply(g);
            return x.neg(op.transposed() ? m.mulTransposed(y, b) : m.mulTransposed(b, y));
        }, NONE, right);
    }

    // A = Q·R: (q + Q·sym(M))·R⁻ᵀ with M = R·rᵀ − qᵀ·Q, of which sym repeats the lower triangle above the diagonal
    @Override
    public List<LinearMap> qr(Decomposition.Qr op) {
        Dim rows = Matrices.rows(operand(0));
        Dim columns = Matrices.columns(operand(0));
        Node q = m.slice(y, Dim.ZERO, rows);
        Node r = m.slice(y, rows, columns);
        return List.of(g -> {
            Node gq = m.slice(g, Dim.ZERO, rows);
            Node gr = m.upper(m.slice(g, rows, columns));
            Node inner = x.sub(m.mulTransposed(r, gr), m.transposedMul(gq, q));
            Node copied = x.add(m.lower(inner), m.transpose(m.strictlyLower(inner)));
            Node sum = x.add(gq, m.mul(q, copied));
            return m.transpose(m.solveUpper(r, false, m.transpose(sum)));
        });
    }

    // A = V·Λ·Vᵀ: sym(V·(diag(λ) + F∘(Vᵀ·v))·Vᵀ)
    @Override
    public List<LinearMap> eigh(Decomposition.Eigh op) {
        Dim n = Matrices.rows(operand(0));
        Node v = m.slice(y, n, n);
        return List.of(g -> {
            Node gaps = DecompositionTangents.inverseGaps(x, m, m.columnSums(m.slice(y, Dim.ZERO, n)), n);
            Node turned = x.mul(gaps, m.transposedMul(v, m.slice(g, n, n)));
            Node inner = x.add(m.diagonal(m.slice(g, Dim.ZERO, n)), turned);
            return m.symmetric(m.mulTransposed(m.mul(v, inner), v));
        });
    }

    // A = U·Σ·Vᵀ: U·((F∘(Uᵀu − uᵀU))·Σ + Σ·(F∘(Vᵀv − vᵀV)) + diag(σ))·Vᵀ + (1 − U·Uᵀ)·u·Σ⁻¹·Vᵀ
    @Override
    public List<LinearMap> svd(Decomposition.Svd op) {
        SvdParts parts = new SvdParts(m, y, operand(0));
        Node u = parts.u();
        Node v = parts.v();
        Dim n = parts.n();
        return List.of(g -> {
            SvdParts adjoint = new SvdParts(m, g, operand(0));
            Node gaps = parts.inverseGaps(x, m);
            Node sigma = parts.sigma(m);
            Node left = x.mul(gaps, antisymmetric(m.transposedMul(u, adjoint.u())));
            Node right = x.mul(gaps, antisymmetric(m.transposedMul(v, adjoint.v())));
            Node values = m.diagonal(m.asColumns(adjoint.sigma(m), n));
            Node inner = x.add(x.add(x.mul(left, m.asRows(sigma, n)), x.mul(m.asColumns(sigma, n), right)), values);
            Node outside = x.sub(adjoint.u(), m.mul(u, m.transposedMul(u, adjoint.u())));
            Node scaled = x.mul(outside, m.asRows(m.inverseOrZero(sigma), Matrices.rows(u)));
            return m.mulTransposed(x.add(m.mul(u, inner), scaled), v);
        });
    }

    private Node antisymmetric(Node a) {
        return x.sub(a, m.transpose(a));
    }
}
