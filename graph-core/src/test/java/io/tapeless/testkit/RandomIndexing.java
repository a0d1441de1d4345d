package io.tapeless.testkit;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds nodes that pick, scatter and order elements of any dtype. */
final class RandomIndexing {
    private static final double MARGIN = 0.01;

    private final RandomNodes nodes;

    RandomIndexing(RandomNodes nodes) {
        this.nodes = nodes;
    }

    /** Adds one operation along an axis of a known node. */
    void step() {
        Node x = nodes.any();
        if (x.type().rank() == 0) {
            return;
        }
        int axis = nodes.below(x.type().rank());
        Optional<Node> made = switch (nodes.below(6)) {
            case 0 -> order(x, axis).map(o -> nodes.chance(0.5) ? o : nodes.add(new Indexing.Gather(axis), x, o));
            case 1 -> largest(x, axis);
            case 2, 3 -> scatterAdd(x, axis);
            default -> Optional.of(nodes.add(new Indexing.Gather(axis), x, indices(x.shape().dim(axis))));
        };
        made.ifPresent(nodes::offer);
    }

    /** Whether the order of elements is beyond doubt. */
    private boolean isOrdered(Node x) {
        return x.dtype().isInteger() || x.dtype().isFloat() && nodes.areApart(x, MARGIN);
    }

    private Optional<Node> order(Node x, int axis) {
        return isOrdered(x) ? Optional.of(nodes.add(new Indexing.ArgSort(axis, nodes.chance(0.5)), x))
                : Optional.empty();
    }

    private Optional<Node> largest(Node x, int axis) {
        Reduction.Kind kind = nodes.chance(0.5) ? Reduction.Kind.MAX : Reduction.Kind.MIN;
        return isOrdered(x) ? Optional.of(nodes.add(new Reduction.ArgReduce(kind, axis), x)) : Optional.empty();
    }

    private Optional<Node> scatterAdd(Node x, int axis) {
        if (x.dtype() == DType.BOOL) {
            return Optional.empty();
        }
        Node indices = indices(x.shape().dim(axis));
        Node picked = nodes.add(new Indexing.Gather(axis), x, indices);
        Node updates = x.dtype() == nodes.dtype() ? nodes.real(picked.shape()) : picked;
        return Optional.of(nodes.add(new Indexing.ScatterAdd(axis), x, indices, updates));
    }

    /** Integers that are places on an axis. */
    private Node indices(Dim extent) {
        List<Dim> dims = new ArrayList<>();
        for (int i = nodes.below(3); i > 0; i--) {
            dims.add(nodes.chance(0.3) ? nodes.batch() : nodes.extent());
        }
        return nodes.integers(new Shape(dims), nodes.valueOf(extent));
    }
}
