package io.tapeless.codegen.lower;

import static io.tapeless.codegen.lower.MatrixCells.next;
import static io.tapeless.codegen.lower.Steps.ZERO;
import static io.tapeless.codegen.lower.Steps.abs;
import static io.tapeless.codegen.lower.Steps.add;
import static io.tapeless.codegen.lower.Steps.div;
import static io.tapeless.codegen.lower.Steps.gt;
import static io.tapeless.codegen.lower.Steps.lt;
import static io.tapeless.codegen.lower.Steps.mul;
import static io.tapeless.codegen.lower.Steps.ne;
import static io.tapeless.codegen.lower.Steps.neg;
import static io.tapeless.codegen.lower.Steps.select;
import static io.tapeless.codegen.lower.Steps.sqrt;
import static io.tapeless.codegen.lower.Steps.sub;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import java.util.function.Consumer;

/**
 * Kernels of decompositions: the algorithms of the reference interpreter as scalar code, in an order fixed by the
 * matrix alone. Matrices of a batch are independent.
 */
final class DecompositionLowering implements Decomposition.Cases<Runnable> {
    private final MatrixCells cells;
    private final Steps steps;

    DecompositionLowering(MatrixCells cells) {
        this.cells = cells;
        this.steps = cells.steps();
    }

    @Override
    public Runnable cholesky(Decomposition.Cholesky op) {
        Expr n = cells.rows(0);
        return () -> steps.range(ZERO, n, j -> {
            steps.range(ZERO, j, i -> cells.set(i, j, cells.real(0)));
            steps.range(j, n, i -> {
                Expr half = cells.real(0.5);
                Expr a = add(mul(half, cells.operand(0, i, j)), mul(half, cells.operand(0, j, i)));
                Expr.Local sum = steps.variable(a);
                steps.range(ZERO, j, k ->
                        steps.assign(sum, sub(sum, mul(cells.get(i, k), cells.get(j, k)))));
                steps.when(Steps.eq(i, j), () -> cells.set(i, j, sqrt(sum)));
                steps.when(ne(i, j), () -> cells.set(i, j, div(sum, cells.get(j, j))));
            });
        });
    }

    @Override
    public Runnable triangularSolve(Decomposition.TriangularSolve op) {
        return () -> {
            cells.copy(1);
            substitute(op, 0, cells.columns(1));
        };
    }

    /** Solves for the result in place, with a triangle of an operand. */
    private void substitute(Decomposition.TriangularSolve op, int operand, Expr columns) {
        Expr n = cells.columns(operand);
        boolean forward = op.lower() != op.transposed();
        Consumer<Expr> row = i -> {
            steps.range(forward ? ZERO : next(i), forward ? i : n, k -> cells.subtractRow(i,
                    op.transposed() ? cells.operand(operand, k, i) : cells.operand(operand, i, k), k, columns));
            if (!op.unit()) {
                Expr diagonal = steps.let(cells.operand(operand, i, i));
                steps.range(ZERO, columns, c -> cells.set(i, c, div(cells.get(i, c), diagonal)));
            }
        };
        if (forward) {
            steps.range(ZERO, n, row);
        } else {
            steps.down(n, ZERO, row);
        }
    }

    @Override
    public Runnable lu(Decomposition.Lu op) {
        Expr n = cells.rows(0);
        return () -> {
            cells.copy(0);
            steps.range(ZERO, n, k -> cells.set(n, k, real(k)));
            steps.range(ZERO, n, k -> {
                Expr.Local pivot = steps.variable(k);
                Expr.Local largest = steps.variable(abs(cells.get(k, k)));
                steps.range(next(k), n, i -> {
                    Expr magnitude = steps.let(abs(cells.get(i, k)));
                    steps.when(gt(magnitude, largest), () -> {
                        steps.assign(largest, magnitude);
                        steps.assign(pivot, i);
                    });
                });
                cells.set(next(n), k, real(pivot));
                steps.when(ne(pivot, k), () -> {
                    cells.swapRows(k, pivot, n);
                    cells.swap(n, k, n, pivot);
                });
                Expr diagonal = steps.let(cells.get(k, k));
                steps.when(ne(diagonal, cells.real(0)), () -> steps.range(next(k), n, i -> {
                    Expr factor = steps.let(div(cells.get(i, k), diagonal));
                    cells.set(i, k, factor);
                    steps.range(next(k), n, j ->
                            cells.set(i, j, sub(cells.get(i, j), mul(factor, cells.get(k, j)))));
                }));
            });
        };
    }

    private Expr real(Expr count) {
        return new Expr.Convert(cells.dtype(), count);
    }

    @Override
    public Runnable luSolve(Decomposition.LuSolve op) {
        Expr n = cells.rows(0);
        Expr columns = cells.columns(2);
        Decomposition.TriangularSolve l = new Decomposition.TriangularSolve(true, op.transposed(), true);
        Decomposition.TriangularSolve u = new Decomposition.TriangularSolve(false, op.transposed(), false);
        return () -> {
            cells.copy(2);
            if (op.transposed()) {
                substitute(u, 1, columns);
                substitute(l, 1, columns);
                steps.down(n, ZERO, k -> exchange(k, n, columns));
            } else {
                steps.range(ZERO, n, k -> exchange(k, n, columns));
                substitute(l, 1, columns);
                substitute(u, 1, columns);
            }
        };
    }

    /** The exchange of rows that step k of the factorisation did. */
    private void exchange(Expr k, Expr n, Expr columns) {
        Expr pivot = steps.let(new Expr.Convert(DType.I32, cells.operand(1, next(n), k)));
        steps.when(ne(pivot, k), () -> cells.swapRows(k, cells.checked(pivot), columns));
    }

    @Override
    public Runnable qr(Decomposition.Qr op) {
        Expr m = cells.rows(0);
        Expr n = cells.columns(0);
        return () -> {
            cells.copy(0);
            cells.fill(m, steps.let(add(m, n)), n, 0);
            steps.range(ZERO, n, j -> {
                Expr below = cells.dot(cells.real(0), next(j), m, i -> cells.get(i, j), i -> cells.get(i, j));
                Expr head = steps.let(cells.get(j, j));
                Expr.Local tau = steps.variable(cells.real(0));
                cells.set(add(m, j), j, head);
                steps.when(ne(below, cells.real(0)), () -> {
                    Expr norm = steps.let(sqrt(add(mul(head, head), below)));
                    Expr diagonal = steps.let(select(lt(head, cells.real(0)), norm, neg(norm)));
                    Expr scale = steps.let(sub(head, diagonal));
                    steps.range(next(j), m, i -> cells.set(i, j, div(cells.get(i, j), scale)));
                    steps.assign(tau, div(sub(diagonal, head), diagonal));
                    cells.set(add(m, j), j, diagonal);
                });
                steps.range(next(j), n, c -> {
                    reflect(m, j, tau, c);
                    cells.set(add(m, j), c, cells.get(j, c));
                });
                // the diagonal of Q is free until Q is made
                cells.set(j, j, tau);
            });
            steps.down(n, ZERO, j -> {
                Expr tau = steps.let(cells.get(j, j));
                steps.range(next(j), n, c -> {
                    cells.set(j, c, cells.real(0));
                    reflect(m, j, tau, c);
                });
                cells.set(j, j, sub(cells.real(1), tau));
                steps.range(next(j), m, i -> cells.set(i, j, mul(cells.get(i, j), neg(tau))));
            });
        };
    }

    /** {@code column c −= τ·v·(vᵀ·column c)}, v = (1, what stands below the diagonal of column j). */
    private void reflect(Expr m, Expr j, Expr tau, Expr c) {
        Expr.Local dot = cells.dot(cells.get(j, c), next(j), m, i -> cells.get(i, j), i -> cells.get(i, c));
        Expr product = steps.let(mul(dot, tau));
        cells.set(j, c, sub(cells.get(j, c), product));
        steps.range(next(j), m, i -> cells.set(i, c, sub(cells.get(i, c), mul(product, cells.get(i, j)))));
    }

    @Override
    public Runnable eigh(Decomposition.Eigh op) {
        return new JacobiLowering(cells)::eigh;
    }

    @Override
    public Runnable svd(Decomposition.Svd op) {
        return new JacobiLowering(cells)::svd;
    }
}
