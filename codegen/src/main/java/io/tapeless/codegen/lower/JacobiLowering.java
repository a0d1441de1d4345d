package io.tapeless.codegen.lower;

import static io.tapeless.codegen.lower.MatrixCells.next;
import static io.tapeless.codegen.lower.Steps.ONE;
import static io.tapeless.codegen.lower.Steps.ZERO;
import static io.tapeless.codegen.lower.Steps.abs;
import static io.tapeless.codegen.lower.Steps.add;
import static io.tapeless.codegen.lower.Steps.and;
import static io.tapeless.codegen.lower.Steps.div;
import static io.tapeless.codegen.lower.Steps.eq;
import static io.tapeless.codegen.lower.Steps.gt;
import static io.tapeless.codegen.lower.Steps.lt;
import static io.tapeless.codegen.lower.Steps.max;
import static io.tapeless.codegen.lower.Steps.mul;
import static io.tapeless.codegen.lower.Steps.ne;
import static io.tapeless.codegen.lower.Steps.neg;
import static io.tapeless.codegen.lower.Steps.select;
import static io.tapeless.codegen.lower.Steps.sqrt;
import static io.tapeless.codegen.lower.Steps.sub;

import io.tapeless.codegen.loop.Expr;
import java.util.function.BiFunction;

/** Eigenvalues of symmetric matrices and singular values, by rotations of pairs of columns until none is needed. */
final class JacobiLowering {
    private static final int MAX_SWEEPS = 30;

    private final MatrixCells cells;
    private final Steps steps;

    JacobiLowering(MatrixCells cells) {
        this.cells = cells;
        this.steps = cells.steps();
    }

    private interface Pair {
        /** Rotates if needed, and then assigns 1 to the local. */
        void visit(Expr p, Expr q, Expr.Local rotated);
    }

    private void sweeps(Expr n, Pair pair) {
        Expr.Local sweep = steps.variable(ZERO);
        Expr.Local rotated = steps.variable(ONE);
        steps.loop(and(lt(sweep, Steps.count(MAX_SWEEPS)), eq(rotated, ONE)), () -> {
            steps.assign(rotated, ZERO);
            steps.assign(sweep, add(sweep, ONE));
            steps.range(ZERO, n, p -> steps.range(next(p), n, q -> pair.visit(p, q, rotated)));
        });
    }

    /** The tangent of the angle that makes the off-diagonal element 0. */
    private Expr tangent(Expr first, Expr second, Expr between) {
        Expr theta = steps.let(div(sub(second, first), mul(cells.real(2), between)));
        Expr root = sqrt(add(mul(theta, theta), cells.real(1)));
        Expr magnitude = steps.let(div(cells.real(1), add(abs(theta), root)));
        return steps.let(select(lt(theta, cells.real(0)), neg(magnitude), magnitude));
    }

    private void rotateColumns(Expr rows, Expr p, Expr q, Expr t) {
        Expr c = steps.let(div(cells.real(1), sqrt(add(mul(t, t), cells.real(1)))));
        Expr s = steps.let(mul(t, c));
        steps.range(ZERO, rows, k -> {
            Expr left = steps.let(cells.get(k, p));
            Expr right = steps.let(cells.get(k, q));
            cells.set(k, p, sub(mul(c, left), mul(s, right)));
            cells.set(k, q, add(mul(s, left), mul(c, right)));
        });
    }

    private void identity(Expr fromRow, Expr n) {
        steps.range(ZERO, n, i -> steps.range(ZERO, n, j ->
                cells.set(add(fromRow, i), j, select(eq(i, j), cells.real(1), cells.real(0)))));
    }

    /** Sorts columns: for each place the first column that comes before all others is exchanged to it. */
    private void sort(Expr n, BiFunction<Expr, Expr, Expr> before, BiFunction<Expr, Expr, Runnable> exchange) {
        steps.range(ZERO, n, i -> {
            Expr.Local first = steps.variable(i);
            steps.range(next(i), n, j -> steps.when(before.apply(j, first), () -> steps.assign(first, j)));
            steps.when(ne(first, i), exchange.apply(i, first));
        });
    }

    /** −1 if the element of largest magnitude in these rows of a column is negative, else 1. */
    private Expr sign(Expr from, Expr to, Expr j) {
        Expr.Local largest = steps.variable(cells.real(0));
        steps.range(from, to, k -> {
            Expr value = steps.let(cells.get(k, j));
            steps.when(gt(abs(value), abs(largest)), () -> steps.assign(largest, value));
        });
        return steps.let(select(lt(largest, cells.real(0)), cells.real(-1), cells.real(1)));
    }

    private void scaleColumn(Expr from, Expr to, Expr j, Expr factor) {
        steps.range(from, to, k -> cells.set(k, j, mul(cells.get(k, j), factor)));
    }

    void eigh() {
        Expr n = cells.rows(0);
        Expr end = steps.let(add(n, n));
        identity(n, n);
        Expr.Local largest = steps.variable(cells.real(0));
        steps.range(ZERO, n, i -> steps.range(ZERO, n, j -> {
            Expr half = cells.real(0.5);
            Expr value = steps.let(add(mul(half, cells.operand(0, i, j)), mul(half, cells.operand(0, j, i))));
            cells.set(i, j, value);
            steps.assign(largest, max(largest, abs(value)));
        }));
        Expr bound = steps.let(mul(largest, cells.real(cells.epsilon() / 64)));
        sweeps(n, (p, q, rotated) -> {
            Expr between = steps.let(cells.get(p, q));
            steps.when(gt(abs(between), bound), () -> {
                steps.assign(rotated, ONE);
                rotate(n, end, p, q, between);
            });
        });
        // NaN if any element is NaN or infinite
        Expr trouble = steps.let(sub(largest, largest));
        steps.range(ZERO, n, i -> steps.range(ZERO, n, j -> cells.set(i, j,
                select(eq(i, j), add(cells.get(i, j), trouble), cells.real(0)))));
        sort(n, (i, j) -> lt(cells.get(i, i), cells.get(j, j)), (i, j) -> () -> {
            cells.swap(i, i, j, j);
            cells.swapColumns(i, j, n, end);
        });
        steps.range(ZERO, n, j -> scaleColumn(n, end, j, sign(n, end, j)));
    }

    private void rotate(Expr n, Expr end, Expr p, Expr q, Expr between) {
        Expr first = steps.let(cells.get(p, p));
        Expr second = steps.let(cells.get(q, q));
        Expr t = tangent(first, second, between);
        rotateColumns(end, p, q, t);
        steps.range(ZERO, n, k -> {
            cells.set(p, k, cells.get(k, p));
            cells.set(q, k, cells.get(k, q));
        });
        cells.set(p, p, sub(first, mul(t, between)));
        cells.set(q, q, add(second, mul(t, between)));
        cells.set(p, q, cells.real(0));
        cells.set(q, p, cells.real(0));
    }

    void svd() {
        Expr m = cells.rows(0);
        Expr n = cells.columns(0);
        Expr end = steps.let(add(m, n));
        cells.copy(0);
        identity(m, n);
        Expr relative = steps.let(mul(new Expr.Convert(cells.dtype(), m), cells.real(cells.epsilon())));
        sweeps(n, (p, q, rotated) -> {
            Expr first = columnProduct(m, p, p);
            Expr second = columnProduct(m, q, q);
            Expr between = columnProduct(m, p, q);
            Expr bound = mul(mul(sqrt(first), sqrt(second)), relative);
            steps.when(gt(abs(between), bound), () -> {
                steps.assign(rotated, ONE);
                rotateColumns(end, p, q, tangent(first, second, between));
            });
        });
        steps.range(ZERO, n, j -> {
            Expr value = steps.let(sqrt(columnProduct(m, j, j)));
            cells.set(end, j, value);
            Expr sign = sign(m, end, j);
            scaleColumn(m, end, j, sign);
            Expr positive = gt(value, cells.real(0));
            scaleColumn(ZERO, m, j, steps.let(select(positive, div(sign, value), cells.real(1))));
        });
        sort(n, (i, j) -> gt(cells.get(end, i), cells.get(end, j)), (i, j) -> () ->
                cells.swapColumns(i, j, ZERO, next(end)));
    }

    private Expr columnProduct(Expr m, Expr p, Expr q) {
        return cells.dot(cells.real(0), ZERO, m, k -> cells.get(k, p), k -> cells.get(k, q));
    }
}
