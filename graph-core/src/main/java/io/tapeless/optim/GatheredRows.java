package io.tapeless.optim;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table that a step gathers, one for each of the n indices, equal ones included. Nothing of the
 * table's size is made: the table and its slots are read by gathering and changed by adding to their rows.
 *
 * <p>The gradient of a row stands at the first index that names it, summed in the order in which the table's
 * gradient {@code scatterAdd(0, i, g)} sums it, so to the same bits. At the other indices of the row nothing is added.
 */
final class GatheredRows implements Touched {
    private final UpdateBuilder step;
    private final Arithmetic x;
    /** The indices of all gathers, one after the other. */
    private final Node indices;
    /** For each index the first place that holds an equal one. */
    private final Node firstPlaces;
    private final Node gradient;

    /** @param gradient for which {@link RowGradient#isOne} holds */
    GatheredRows(UpdateBuilder step, Node gradient) {
        this.step = step;
        this.x = step.arithmetic();
        List<Node> scatters = RowGradient.scatters(gradient);
        this.indices = joined(scatters.stream().map(s -> s.operand(1)).toList());
        this.firstPlaces = firstPlaces();
        List<Node> sums = new ArrayList<>();
        Dim start = Dim.ZERO;
        for (Node scatter : scatters) {
            Dim count = scatter.operand(1).shape().size();
            sums.add(sums(scatter, x.slice(firstPlaces, 0, start, count)));
            start = start.plus(count);
        }
        this.gradient = sums.stream().reduce(x::add).orElseThrow();
    }

    private Node joined(List<Node> parts) {
        DType dtype = parts.stream().anyMatch(p -> p.dtype() == DType.I64) ? DType.I64 : DType.I32;
        List<Node> flat = parts.stream().map(p -> p.dtype() == dtype ? p : x.cast(p, dtype))
                .map(p -> x.reshape(p, Shape.of(p.shape().size()))).toList();
        return flat.size() == 1 ? flat.get(0) : x.builder().add(new Movement.Concat(0), flat);
    }

    /**
     * Once sorted, equal indices are neighbours, in the order of their places p; so with s the sorted indices
     *
     * <pre>firstₜ = sₜ = sₜ₋₁ ? firstₜ₋₁ : pₜ</pre>
     */
    private Node firstPlaces() {
        GraphBuilder builder = x.builder();
        Node places = builder.add(new Indexing.ArgSort(0, false), indices);
        Node sorted = gather(indices, places);
        Node count = builder.add(new Leaf.Iota(places.type(), 0));
        Node before = gather(sorted, x.map(ScalarOp.MAX, x.add(count, -1), x.zeros(count)));
        Node starts = x.or(x.map(ScalarOp.EQ, count, x.zeros(count)), x.map(ScalarOp.NE, sorted, before));
        LoopBuilder loop = new LoopBuilder(builder, count.shape().dim(0), false);
        Node first = loop.carry(builder.constant(TensorType.scalar(DType.I32), 0));
        loop.finish(List.of(x.select(loop.slice(starts), loop.slice(places), first)), List.of());
        return scatterAdd(x.zeros(count), places, x.select(starts, places, loop.entered(0)));
    }

    /** The sums of one gather's rows, each at the first place of its index among all; zeros at other places. */
    private Node sums(Node scatter, Node places) {
        Shape row = scatter.shape().slice(1, scatter.type().rank());
        Node rows = scatter.operand(2);
        Node zeros = x.builder().constant(rows.type().with(Shape.of(indices.shape().dim(0)).concat(row)), 0);
        return scatterAdd(zeros, places, x.reshape(rows, places.shape().concat(row)));
    }

    @Override
    public Node gradient() {
        return gradient;
    }

    @Override
    public Node of(Node variable) {
        return gather(variable, indices);
    }

    /** As {@code x + −0 = x} for every x, −0 included, what is added at other places than the first has no effect. */
    @Override
    public void add(Node variable, Node change) {
        Node first = x.map(ScalarOp.EQ, firstPlaces, x.builder().add(new Leaf.Iota(firstPlaces.type(), 0)));
        List<Integer> row = GraphBuilder.allAxes(change.shape()).subList(1, change.type().rank());
        Node rows = row.isEmpty() ? first : x.broadcast(first, change.shape(), row);
        step.update(variable, scatterAdd(variable, indices, x.select(rows, change, x.constant(change, -0.0))));
    }

    @Override
    public void subtract(Node variable, Node change) {
        add(variable, x.neg(change));
    }

    private Node gather(Node table, Node places) {
        return x.builder().add(new Indexing.Gather(0), table, places);
    }

    private Node scatterAdd(Node table, Node places, Node rows) {
        return x.builder().add(new Indexing.ScatterAdd(0), table, places, rows);
    }
}
