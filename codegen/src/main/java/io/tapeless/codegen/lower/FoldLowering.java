package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;

/**
 * Overlap-add of windows.
 *
 * <pre>
 * for the axes before the first that is cut:
 *     y[…] = 0
 *     for each place k within a window, in order:
 *         for all windows o: y[…, o·stride + k·dilation, …] += x[…, o…, k…]
 * </pre>
 *
 * For one k no two windows meet, so the windows may run in lanes; for each element of y the order is that
 * of k, whatever the machine.
 */
final class FoldLowering {
    private final Node node;
    private final Node operand;
    private final Movement.Fold op;
    private final KernelBuilder kernel;
    private final ValueLowering values;
    private final Slot target;
    private final int outer;

    FoldLowering(Cluster cluster, KernelBuilder kernel, ValueLowering values) {
        this.node = cluster.anchor();
        this.operand = node.operand(0);
        this.op = (Movement.Fold) node.op();
        this.kernel = kernel;
        this.values = values;
        this.target = values.slot(node);
        this.outer = op.windows().get(0).axis();
    }

    /** True if the first loop runs over an axis that is not cut. */
    boolean isIndependent() {
        return node.shape().slice(0, outer).dims().stream().anyMatch(d -> !d.isConstant(1));
    }

    void lower() {
        loops(node.shape().dims(), outer, -1, new ArrayList<>(), at -> {
            clear(at);
            add(at);
        });
    }

    private interface Body {
        void at(List<Position> positions);
    }

    /** Loops over the axes from the number of positions there are to an end; one of them may run in lanes. */
    private void loops(List<Dim> dims, int end, int lanes, List<Position> before, Body body) {
        int axis = before.size();
        if (axis == end) {
            body.at(before);
            return;
        }
        kernel.loop(dims.get(axis), axis == lanes ? Stmt.Mode.LANES : Stmt.Mode.SERIAL, position -> {
            List<Position> inner = new ArrayList<>(before);
            inner.add(position);
            loops(dims, end, lanes, inner, body);
        });
    }

    private int lanes(List<Dim> dims) {
        int lanes = node.type().rank() - 1;
        while (lanes > outer && dims.get(lanes).isConstant(1)) {
            lanes--;
        }
        return lanes;
    }

    private void clear(List<Position> at) {
        List<Dim> dims = node.shape().dims();
        loops(dims, dims.size(), lanes(dims), at, all ->
                kernel.store(target, Position.linear(dims, all), ValueLowering.constant(node.dtype(), 0)));
    }

    private void add(List<Position> at) {
        List<Dim> dims = operand.shape().dims();
        int rank = node.type().rank();
        loops(dims.subList(rank, dims.size()), op.windows().size(), -1, new ArrayList<>(), within ->
                loops(dims, rank, lanes(dims), at, windows -> {
                    List<Position> from = new ArrayList<>(windows);
                    from.addAll(within);
                    Position place = Position.linear(node.shape().dims(), ViewPositions.inWindows(op.windows(), from));
                    Expr value = values.value(operand, from);
                    kernel.store(target, place, kernel.apply(ScalarOp.ADD, node.dtype(),
                            kernel.load(target, place), value));
                }));
    }
}
