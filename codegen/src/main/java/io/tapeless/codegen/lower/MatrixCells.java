package io.tapeless.codegen.lower;

import static io.tapeless.codegen.lower.Steps.ONE;
import static io.tapeless.codegen.lower.Steps.ZERO;
import static io.tapeless.codegen.lower.Steps.add;
import static io.tapeless.codegen.lower.Steps.mul;
import static io.tapeless.codegen.lower.Steps.sub;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements of one matrix after the other of a batch: those of the operands, and those of the result, in whose
 * memory an algorithm works. Rows and columns are {@code i32} expressions.
 */
final class MatrixCells {
    private final Node node;
    private final KernelBuilder kernel;
    private final ValueLowering values;
    private final Slot target;
    private final Steps steps;
    private List<Position> batch = List.of();

    MatrixCells(Node node, KernelBuilder kernel, ValueLowering values) {
        this.node = node;
        this.kernel = kernel;
        this.values = values;
        this.target = values.slot(node);
        this.steps = new Steps(kernel);
    }

    Steps steps() {
        return steps;
    }

    /** True if there may be several matrices. */
    boolean isBatch() {
        return node.shape().slice(0, node.type().rank() - 2).dims().stream().anyMatch(d -> !d.isConstant(1));
    }

    /** Writes the loops over all matrices around a body that works on one. */
    void each(Runnable body) {
        if (batch.size() == node.type().rank() - 2) {
            body.run();
            return;
        }
        kernel.loop(node.shape().dim(batch.size()), Stmt.Mode.SERIAL, position -> {
            List<Position> outer = batch;
            batch = new ArrayList<>(outer);
            batch.add(position);
            each(body);
            batch = outer;
        });
    }

    DType dtype() {
        return node.dtype();
    }

    Expr real(double value) {
        return ValueLowering.constant(node.dtype(), value);
    }

    /** The distance from 1 to the next number. */
    double epsilon() {
        return node.dtype() == DType.F32 ? 0x1p-23 : 0x1p-52;
    }

    Expr rows(int operand) {
        return extent(operand, 2);
    }

    Expr columns(int operand) {
        return extent(operand, 1);
    }

    private Expr extent(int operand, int fromEnd) {
        Node of = node.operand(operand);
        Dim dim = of.shape().dim(of.type().rank() - fromEnd);
        return dim.isConstant() ? Steps.count(dim.constant()) : steps.size(dim);
    }

    /** An element of an operand. */
    Expr operand(int number, Expr row, Expr column) {
        return values.loadThroughViews(node.operand(number), at(row, column));
    }

    Expr get(Expr row, Expr column) {
        return kernel.load(target, place(row, column));
    }

    void set(Expr row, Expr column, Expr value) {
        kernel.store(target, place(row, column), value);
    }

    private Position place(Expr row, Expr column) {
        return Position.linear(node.shape().dims(), at(row, column));
    }

    private List<Position> at(Expr row, Expr column) {
        List<Position> position = new ArrayList<>(batch);
        position.add(Steps.at(row));
        position.add(Steps.at(column));
        return position;
    }

    /** A row of the result, checked. */
    Expr checked(Expr row) {
        return new Expr.Checked(row, kernel.size(node.shape().dim(node.type().rank() - 2)));
    }

    // what several algorithms do

    /** Copies an operand to the first rows of the result. */
    void copy(int operand) {
        steps.range(ZERO, rows(operand), i ->
                steps.range(ZERO, columns(operand), j -> set(i, j, operand(operand, i, j))));
    }

    void fill(Expr fromRow, Expr toRow, Expr columns, double value) {
        steps.range(fromRow, toRow, i -> steps.range(ZERO, columns, j -> set(i, j, real(value))));
    }

    /** {@code initial + Σ a(k)·b(k)}, k from {@code from} to below {@code to}. */
    Expr.Local dot(Expr initial, Expr from, Expr to, Term a, Term b) {
        Expr.Local sum = steps.variable(initial);
        steps.range(from, to, k -> steps.assign(sum, add(sum, mul(a.at(k), b.at(k)))));
        return sum;
    }

    /** {@code row i −= factor·row k}. */
    void subtractRow(Expr i, Expr factor, Expr k, Expr columns) {
        Expr named = steps.let(factor);
        steps.range(ZERO, columns, c -> set(i, c, sub(get(i, c), mul(named, get(k, c)))));
    }

    void swap(Expr row, Expr column, Expr otherRow, Expr otherColumn) {
        Expr value = steps.let(get(row, column));
        set(row, column, get(otherRow, otherColumn));
        set(otherRow, otherColumn, value);
    }

    void swapRows(Expr i, Expr j, Expr columns) {
        steps.range(ZERO, columns, c -> swap(i, c, j, c));
    }

    void swapColumns(Expr i, Expr j, Expr from, Expr to) {
        steps.range(from, to, k -> swap(k, i, k, j));
    }

    /** An element of a sum. */
    interface Term {
        Expr at(Expr k);
    }

    static Expr next(Expr i) {
        return add(i, ONE);
    }
}
