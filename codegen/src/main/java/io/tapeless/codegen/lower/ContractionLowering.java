package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Course;
import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A matrix product with its prologues and its epilogue: loops over batch axes around one contraction. */
final class ContractionLowering {
    private final Cluster cluster;
    private final KernelBuilder kernel;
    private final ValueLowering values;
    private final Node product;
    private final Contraction.MatMul op;

    ContractionLowering(Cluster cluster, KernelBuilder kernel, ValueLowering values) {
        this.cluster = cluster;
        this.kernel = kernel;
        this.values = values;
        this.product = cluster.anchor();
        this.op = (Contraction.MatMul) product.op();
    }

    void lower() {
        batch(new ArrayList<>());
    }

    private void batch(List<Position> at) {
        int axis = at.size();
        if (axis == product.type().rank() - 2) {
            contract(at);
            return;
        }
        kernel.loop(product.shape().dim(axis), Stmt.Mode.SERIAL, position -> {
            List<Position> inner = new ArrayList<>(at);
            inner.add(position);
            batch(inner);
        });
    }

    private void contract(List<Position> batch) {
        Node a = product.operand(0);
        Node b = product.operand(1);
        int last = batch.size() + 1;
        Dim rows = product.shape().dim(last - 1);
        Dim columns = product.shape().dim(last);
        Dim depths = a.shape().dim(op.transposeA() ? last - 1 : last);
        String row = kernel.newLoop();
        String column = kernel.newLoop();
        String depth = kernel.newLoop();
        Position i = Position.loop(row);
        Position j = Position.loop(column);
        Position k = Position.loop(depth);
        Expr left = values.factor(a, op.transposeA() ? at(batch, k, i) : at(batch, i, k), Set.of(row, depth));
        Expr right = values.factor(b, op.transposeB() ? at(batch, j, k) : at(batch, k, j), Set.of(depth, column));
        String accumulator = kernel.newLocal();
        List<Stmt> epilogue = kernel.scope(Set.of(row, column), () -> {
            values.define(product, at(batch, i, j), new Expr.Local(accumulator, product.dtype()));
            cluster.stored().forEach(n -> values.store(n, at(batch, i, j)));
        });
        int run = run(right, column);
        boolean exchange = run < run(right, depth) && run < run(left, row);
        kernel.append(exchange
                ? new Stmt.Contract(column, kernel.size(columns), row, kernel.size(rows), depth, kernel.size(depths),
                        right, left, accumulator, product.dtype(), epilogue)
                : new Stmt.Contract(row, kernel.size(rows), column, kernel.size(columns), depth, kernel.size(depths),
                        left, right, accumulator, product.dtype(), epilogue));
    }

    /**
     * The length of the runs in which a factor lies along an index. Tiles read vectors of columns and single elements
     * of rows, so that the factor in the shorter runs is the left one, whose elements need not be brought together.
     * A factor that is computed is packed in any case.
     */
    private static int run(Expr factor, String index) {
        return factor instanceof Expr.Load load ? Course.of(load.index(), index).atLeast() : Integer.MAX_VALUE;
    }

    private static List<Position> at(List<Position> batch, Position first, Position second) {
        List<Position> all = new ArrayList<>(batch);
        all.add(first);
        all.add(second);
        return all;
    }
}
