package io.tapeless.codegen.lower;

import static io.tapeless.codegen.lower.Steps.ONE;
import static io.tapeless.codegen.lower.Steps.ZERO;
import static io.tapeless.codegen.lower.Steps.add;
import static io.tapeless.codegen.lower.Steps.and;
import static io.tapeless.codegen.lower.Steps.at;
import static io.tapeless.codegen.lower.Steps.eq;
import static io.tapeless.codegen.lower.Steps.gt;
import static io.tapeless.codegen.lower.Steps.lt;
import static io.tapeless.codegen.lower.Steps.ne;
import static io.tapeless.codegen.lower.Steps.not;
import static io.tapeless.codegen.lower.Steps.or;
import static io.tapeless.codegen.lower.Steps.sub;

import io.tapeless.codegen.loop.Expr;
import io.tapeless.codegen.loop.Stmt;
import io.tapeless.codegen.schedule.Cluster;
import io.tapeless.codegen.schedule.Slot;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel of an argsort: heapsort of the indices of each row, in their final place, so that no other memory is
 * needed. Of equal elements the one of lower index comes first: this makes the order total, and so any method that
 * sorts gives the stable result.
 */
final class SortLowering {
    private final Node node;
    private final Node operand;
    private final Indexing.ArgSort op;
    private final KernelBuilder kernel;
    private final ValueLowering values;
    private final Slot target;
    private final Steps steps;
    private List<Position> row;

    SortLowering(Cluster cluster, KernelBuilder kernel, ValueLowering values) {
        this.node = cluster.anchor();
        this.operand = node.operand(0);
        this.op = (Indexing.ArgSort) node.op();
        this.kernel = kernel;
        this.values = values;
        this.target = values.slot(node);
        this.steps = new Steps(kernel);
    }

    /** True if there are several rows. */
    boolean isIndependent() {
        return node.shape().without(List.of(op.axis())).dims().stream().anyMatch(d -> !d.isConstant(1));
    }

    void lower() {
        rows(0, new ArrayList<>());
    }

    private void rows(int axis, List<Position> before) {
        if (axis == node.type().rank()) {
            row = before;
            sort(steps.size(node.shape().dim(op.axis())));
            return;
        }
        if (axis == op.axis()) {
            before.add(Position.ZERO);
            rows(axis + 1, before);
            return;
        }
        kernel.loop(node.shape().dim(axis), Stmt.Mode.SERIAL, position -> {
            List<Position> inner = new ArrayList<>(before);
            inner.add(position);
            rows(axis + 1, inner);
        });
    }

    /**
     * <pre>
     * start = n / 2, end = n
     * while end > 1: put the next element on the heap, or take its largest off to the end; let what is
     *     now at the root sink below what comes after it
     * </pre>
     */
    private void sort(Expr n) {
        steps.range(ZERO, n, i -> store(i, i));
        Expr.Local start = steps.variable(new Expr.Apply(ScalarOp.SHR, List.of(n, ONE), DType.I32));
        Expr.Local end = steps.variable(n);
        steps.loop(gt(end, ONE), () -> {
            Expr.Local root = steps.variable(ZERO);
            Expr.Local taking = steps.variable(eq(start, ZERO));
            steps.when(taking, () -> {
                steps.assign(end, sub(end, ONE));
                Expr last = steps.let(index(end));
                store(end, index(ZERO));
                store(ZERO, last);
            });
            steps.when(not(taking), () -> {
                steps.assign(start, sub(start, ONE));
                steps.assign(root, start);
            });
            sink(root, end);
        });
    }

    private void sink(Expr.Local root, Expr end) {
        Expr item = steps.let(index(root));
        Expr.Local child = steps.variable(leftChild(root));
        steps.loop(lt(child, end), () -> {
            Expr.Local larger = steps.variable(index(child));
            steps.when(lt(add(child, ONE), end), () -> {
                Expr right = steps.let(index(add(child, ONE)));
                steps.when(before(larger, right), () -> {
                    steps.assign(larger, right);
                    steps.assign(child, add(child, ONE));
                });
            });
            Expr.Local sinks = steps.variable(before(item, larger));
            steps.when(sinks, () -> {
                store(root, larger);
                steps.assign(root, child);
                steps.assign(child, leftChild(root));
            });
            steps.when(not(sinks), () -> steps.assign(child, end));
        });
        store(root, item);
    }

    private static Expr leftChild(Expr parent) {
        return add(add(parent, parent), ONE);
    }

    /** Whether the element of one index comes before that of another: NaN last, equal ones by their index. */
    private Expr before(Expr i, Expr j) {
        Expr a = steps.let(key(i));
        Expr b = steps.let(key(j));
        return steps.let(or(precedes(a, b), and(not(precedes(b, a)), lt(i, j))));
    }

    private Expr precedes(Expr a, Expr b) {
        Expr less = op.descending() ? gt(a, b) : lt(a, b);
        return a.dtype().isFloat() ? or(less, and(ne(b, b), eq(a, a))) : less;
    }

    private Expr key(Expr index) {
        return values.loadThroughViews(operand, along(index));
    }

    private List<Position> along(Expr index) {
        List<Position> position = new ArrayList<>(row);
        position.set(op.axis(), at(index));
        return position;
    }

    private Position place(Expr index) {
        List<Dim> dims = node.shape().dims();
        return Position.linear(dims, along(index));
    }

    private Expr index(Expr at) {
        return kernel.load(target, place(at));
    }

    private void store(Expr at, Expr value) {
        kernel.store(target, place(at), value);
    }
}
