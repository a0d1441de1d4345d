package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Kernels that write or compare at positions of their own: scatter-add, concat, pad, argmax and argmin. */
final class IndexedLowering {
    private final Node node;
    private final KernelBuilder kernel;
    private final ValueLowering values;

    IndexedLowering(Cluster cluster, KernelBuilder kernel, ValueLowering values) {
        this.node = cluster.anchor();
        this.kernel = kernel;
        this.values = values;
    }

    /** Visits all positions of a shape, the innermost long axis in lanes. */
    private void nest(Shape shape, Consumer<List<Position>> body) {
        nest(shape, lanes(shape), new ArrayList<>(), body);
    }

    private static int lanes(Shape shape) {
        int lanes = shape.rank() - 1;
        while (lanes > 0 && shape.dim(lanes).isConstant(1)) {
            lanes--;
        }
        return lanes;
    }

    private void nest(Shape shape, int lanes, List<Position> outer, Consumer<List<Position>> body) {
        nest(shape, shape.rank(), lanes, outer, body);
    }

    /** Visits all positions along the axes from the number of outer ones to an end. */
    private void nest(Shape shape, int end, int lanes, List<Position> outer, Consumer<List<Position>> body) {
        int axis = outer.size();
        if (axis == end) {
            body.accept(outer);
            return;
        }
        kernel.loop(shape.dim(axis), axis == lanes ? Stmt.Mode.LANES : Stmt.Mode.SERIAL, position -> {
            List<Position> inner = new ArrayList<>(outer);
            inner.add(position);
            nest(shape, end, lanes, inner, body);
        });
    }

    private void store(List<Position> at, Expr value) {
        values.store(node, at, value);
    }

    /** {@code y = x; for i in indices, in order: y[…, indices[i], …] += updates[…, i, …]}. */
    void scatterAdd() {
        Indexing.ScatterAdd op = (Indexing.ScatterAdd) node.op();
        Slot target = values.slot(node);
        Node base = node.operand(0);
        if (values.slot(base) != target) {
            nest(node.shape(), at -> store(at, values.value(base, at)));
        }
        Node indices = node.operand(1);
        Node updates = node.operand(2);
        int rank = indices.type().rank();
        Shape around = updates.shape().slice(0, op.axis())
                .concat(updates.shape().slice(op.axis() + rank, updates.type().rank()));
        boolean rows = updates.type().rank() > op.axis() + rank;
        nest(indices.shape(), -1, new ArrayList<>(), index -> nest(around, rows ? around.rank() - 1 : -1,
                new ArrayList<>(), rest -> {
                    List<Position> from = new ArrayList<>(rest.subList(0, op.axis()));
                    from.addAll(index);
                    from.addAll(rest.subList(op.axis(), rest.size()));
                    List<Position> to = new ArrayList<>(rest.subList(0, op.axis()));
                    to.add(values.pick(indices, index, node.shape().dim(op.axis())));
                    to.addAll(rest.subList(op.axis(), rest.size()));
                    Position place = Position.linear(node.shape().dims(), to);
                    Expr sum = kernel.apply(ScalarOp.ADD, node.dtype(), kernel.load(target, place),
                            values.value(updates, from));
                    kernel.store(target, place, sum);
                }));
    }

    /** Each operand is copied to its stretch of the axis. */
    void concat() {
        int axis = ((Movement.Concat) node.op()).axis();
        Dim start = Dim.ZERO;
        for (Node operand : node.operands()) {
            Dim from = start;
            nest(operand.shape(), at -> {
                List<Position> to = new ArrayList<>(at);
                to.set(axis, at.get(axis).plus(from));
                store(to, values.value(operand, at));
            });
            start = start.plus(operand.shape().dim(axis));
        }
    }

    /**
     * Everything is filled with the padding value, then the operand is copied to its places: one part after the other
     * along the first axes without padding, so that a part is still in the cache.
     *
     * @return whether there are such parts
     */
    boolean pad() {
        Movement.Pad op = (Movement.Pad) node.op();
        Shape whole = node.shape();
        Shape copied = node.operand(0).shape();
        int parts = 0;
        while (parts < whole.rank() - 1 && op.low().get(parts).isConstant(0) && op.high().get(parts).isConstant(0)
                && op.interior().get(parts) == 0) {
            parts++;
        }
        nest(whole, parts, -1, new ArrayList<>(), part -> {
            nest(whole, lanes(whole), part, at -> store(at, values.value(node.operand(1), List.of())));
            nest(copied, lanes(copied), part, at -> store(padded(op, at), values.value(node.operand(0), at)));
        });
        return whole.slice(0, parts).dims().stream().anyMatch(d -> !d.isConstant(1));
    }

    private static List<Position> padded(Movement.Pad op, List<Position> at) {
        List<Position> to = new ArrayList<>();
        for (int axis = 0; axis < at.size(); axis++) {
            to.add(at.get(axis).times(Dim.of(op.interior().get(axis) + 1)).plus(op.low().get(axis)));
        }
        return to;
    }

    /** {@code best = first; for j: if x[j] beats best, or is the first NaN, take it and its place}. */
    void argReduce() {
        Reduction.ArgReduce op = (Reduction.ArgReduce) node.op();
        Node operand = node.operand(0);
        nest(node.shape(), -1, new ArrayList<>(), rest -> {
            boolean max = op.kind() == Reduction.Kind.MAX;
            DType dtype = operand.dtype();
            Expr.Local best = kernel.variable(LoopLowering.identity(max ? ScalarOp.MAX : ScalarOp.MIN, dtype));
            Expr.Local place = kernel.variable(new Expr.Int(DType.I32, 0));
            kernel.loop(operand.shape().dim(op.axis()), Stmt.Mode.SERIAL, position -> {
                List<Position> at = new ArrayList<>(rest);
                at.add(op.axis(), position);
                Expr value = values.value(operand, at);
                Expr beats = kernel.apply(max ? ScalarOp.GT : ScalarOp.LT, DType.BOOL, value, best);
                if (dtype.isFloat()) {
                    Expr nan = kernel.apply(ScalarOp.NE, DType.BOOL, value, value);
                    Expr held = kernel.apply(ScalarOp.EQ, DType.BOOL, best, best);
                    beats = kernel.apply(ScalarOp.OR, DType.BOOL, beats,
                            kernel.apply(ScalarOp.AND, DType.BOOL, nan, held));
                }
                Expr index = position.loops().isEmpty() ? new Expr.Int(DType.I32, 0)
                        : new Expr.LoopIndex(position.loops().firstKey());
                Expr newPlace = kernel.apply(ScalarOp.SELECT, DType.I32, beats, index, place);
                Expr newBest = kernel.apply(ScalarOp.SELECT, dtype, beats, value, best);
                kernel.append(new Stmt.Assign(place.name(), newPlace));
                kernel.append(new Stmt.Assign(best.name(), newBest));
            });
            store(rest, place);
        });
    }
}
