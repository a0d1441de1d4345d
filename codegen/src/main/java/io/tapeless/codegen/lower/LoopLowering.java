package io.tapeless.codegen.lower;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.codegen.schedule.Levels;
import io.tapeless.codegen.schedule.Spaces;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster of loops: over the kept axes, and inside them one pass over the reduced axes for each level
 * of reductions.
 *
 * <pre>
 * for kept axes:
 *     for each level:
 *         for reduced axes: accumulate the level's reductions, store the level's full results
 *     store the kept results
 * </pre>
 *
 * The innermost axis that is longer than 1 runs in lanes. If it is reduced, a row is combined lane by lane
 * and folded; if it is kept, each lane combines a column, in order.
 */
final class LoopLowering {
    private final Cluster cluster;
    private final KernelBuilder kernel;
    private final ValueLowering values;
    private final Levels levels;
    private final List<Integer> kept = new ArrayList<>();
    private final int laneAxis;
    private final Position[] at;

    LoopLowering(Cluster cluster, KernelBuilder kernel, ValueLowering values) {
        this.cluster = cluster;
        this.kernel = kernel;
        this.values = values;
        this.levels = new Levels(cluster);
        int lanes = -1;
        for (int axis = 0; axis < cluster.space().rank(); axis++) {
            if (!cluster.reduced().contains(axis)) {
                kept.add(axis);
            }
            if (!cluster.space().dim(axis).isConstant(1)) {
                lanes = axis;
            }
        }
        this.laneAxis = lanes;
        this.at = new Position[cluster.space().rank()];
    }

    /** Writes the kernel's body; its iterations over kept axes are independent. */
    void lower() {
        nest(kept, 0, this::body);
    }

    private void nest(List<Integer> axes, int depth, Runnable body) {
        if (depth == axes.size()) {
            body.run();
            return;
        }
        int axis = axes.get(depth);
        Stmt.Mode mode = axis == laneAxis ? Stmt.Mode.LANES : Stmt.Mode.SERIAL;
        kernel.loop(cluster.space().dim(axis), mode, position -> {
            at[axis] = position;
            nest(axes, depth + 1, body);
        });
    }

    private void body() {
        if (cluster.reduced().isEmpty()) {
            cluster.stored().forEach(this::storeFull);
            return;
        }
        int last = cluster.members().stream().mapToInt(levels::of).max().orElse(0);
        for (int level = 0; level <= last; level++) {
            pass(level);
        }
        cluster.stored().stream().filter(n -> !cluster.isFull(n)).forEach(n -> values.store(n, keptPosition()));
    }

    private void storeFull(Node node) {
        if (Spaces.isJoin(node)) {
            join(node);
        } else {
            values.store(node, ViewPositions.axisWise(cluster.space(), node.shape(), fullPosition()));
        }
    }

    /** Stores an element of each part where it lies in the whole. */
    private void join(Node whole) {
        int axis = ((Movement.Concat) whole.op()).axis();
        Dim start = Dim.ZERO;
        for (Node part : whole.operands()) {
            List<Position> from = ViewPositions.axisWise(cluster.space(), part.shape(), fullPosition());
            List<Position> to = new ArrayList<>(from);
            to.set(axis, from.get(axis).plus(start));
            values.store(whole, to, values.value(part, from));
            start = start.plus(part.shape().dim(axis));
        }
    }

    private List<Position> fullPosition() {
        return List.of(at);
    }

    private List<Position> keptPosition() {
        return kept.stream().map(axis -> at[axis]).toList();
    }

    private void pass(int level) {
        List<Node> reductions = cluster.members().stream()
                .filter(n -> n.op() instanceof Reduction.Reduce && levels.of(n) == level + 1)
                .toList();
        List<Node> stores = cluster.stored().stream()
                .filter(n -> cluster.isFull(n) && levels.of(n) == level).toList();
        if (reductions.isEmpty() && stores.isEmpty()) {
            return;
        }
        boolean folds = laneAxis >= 0 && cluster.reduced().contains(laneAxis);
        Map<Node, Expr.Local> accumulators = new LinkedHashMap<>();
        reductions.forEach(n -> accumulators.put(n, folds ? accumulator(n) : kernel.variable(identity(n))));
        nest(cluster.reduced(), 0, () -> {
            accumulators.forEach((node, accumulator) -> {
                Expr value = values.value(node.operand(0), fullPosition());
                kernel.append(folds ? new Stmt.Accumulate(accumulator.name(), value)
                        : new Stmt.Assign(accumulator.name(),
                                new Expr.Apply(combine(node), List.of(accumulator, value), node.dtype())));
            });
            stores.forEach(this::storeFull);
        });
        stores.forEach(values::markWritten);
        accumulators.forEach((node, accumulator) -> values.define(node, keptPosition(),
                folds ? kernel.declare(new Expr.Fold(accumulator.name(), node.dtype())) : accumulator));
    }

    private Expr.Local accumulator(Node node) {
        String name = kernel.newLocal();
        kernel.append(new Stmt.Accumulator(name, node.dtype(), combine(node)));
        return new Expr.Local(name, node.dtype());
    }

    /** The function that a reduction repeats. */
    static ScalarOp combine(Node node) {
        Reduction.Kind kind = ((Reduction.Reduce) node.op()).kind();
        boolean bool = node.dtype() == DType.BOOL;
        return switch (kind) {
            case SUM -> ScalarOp.ADD;
            case PROD -> ScalarOp.MUL;
            case MAX -> bool ? ScalarOp.OR : ScalarOp.MAX;
            case MIN -> bool ? ScalarOp.AND : ScalarOp.MIN;
        };
    }

    private static Expr identity(Node node) {
        return identity(combine(node), node.dtype());
    }

    /** The value that combining leaves unchanged. */
    static Expr identity(ScalarOp combine, DType dtype) {
        return switch (combine) {
            case MUL, AND -> ValueLowering.constant(dtype, 1);
            case MAX -> dtype.isFloat() ? new Expr.Real(dtype, Double.NEGATIVE_INFINITY)
                    : new Expr.Int(dtype, dtype == DType.I32 ? Integer.MIN_VALUE : Long.MIN_VALUE);
            case MIN -> dtype.isFloat() ? new Expr.Real(dtype, Double.POSITIVE_INFINITY)
                    : new Expr.Int(dtype, dtype == DType.I32 ? Integer.MAX_VALUE : Long.MAX_VALUE);
            default -> ValueLowering.constant(dtype, 0);
        };
    }
}
