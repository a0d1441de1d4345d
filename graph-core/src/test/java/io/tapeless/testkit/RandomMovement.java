package io.tapeless.testkit;

import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Adds nodes that move elements, of any dtype. */
final class RandomMovement {
    private final RandomNodes nodes;

    RandomMovement(RandomNodes nodes) {
        this.nodes = nodes;
    }

    /** Adds one movement of a known node. */
    void step() {
        Node x = nodes.any();
        Optional<Node> made = switch (nodes.below(10)) {
            case 0, 1 -> reshape(x);
            case 2 -> Optional.of(transpose(x));
            case 3 -> Optional.of(broadcast(x));
            case 4 -> Optional.of(slice(x));
            case 5 -> Optional.of(pad(x));
            case 6 -> concat(x);
            case 7 -> unfold(x);
            case 8 -> fold(x);
            default -> Optional.of(nodes.add(new Movement.Reverse(axes(x)), x));
        };
        made.ifPresent(nodes::offer);
    }

    private List<Integer> axes(Node x) {
        return IntStream.range(0, x.type().rank()).filter(a -> nodes.chance(0.5)).boxed().toList();
    }

    /** Merges two neighbouring axes, splits one, or adds or removes an axis of extent 1. */
    private Optional<Node> reshape(Node x) {
        List<Dim> dims = new ArrayList<>(x.shape().dims());
        int axis = dims.isEmpty() ? 0 : nodes.below(dims.size());
        switch (nodes.below(4)) {
            case 0 -> dims.add(axis, Dim.ONE);
            case 1 -> {
                if (!dims.remove(Dim.ONE)) {
                    return Optional.empty();
                }
            }
            case 2 -> {
                if (axis + 1 >= dims.size()) {
                    return Optional.empty();
                }
                dims.set(axis, dims.get(axis).times(dims.remove(axis + 1)));
            }
            default -> {
                Optional<Dim> half = dims.isEmpty() ? Optional.empty() : dims.get(axis).dividedBy(Dim.of(2));
                if (half.isEmpty()) {
                    return Optional.empty();
                }
                dims.set(axis, half.get());
                dims.add(axis + nodes.below(2), Dim.of(2));
            }
        }
        return Optional.of(nodes.add(new Movement.Reshape(new Shape(dims)), x));
    }

    private Node transpose(Node x) {
        List<Integer> permutation = new ArrayList<>(IntStream.range(0, x.type().rank()).boxed().toList());
        Collections.shuffle(permutation, new Random(nodes.below(1000)));
        return nodes.add(new Movement.Transpose(permutation), x);
    }

    private Node broadcast(Node x) {
        List<Dim> dims = new ArrayList<>(x.shape().dims());
        int axis = nodes.below(dims.size() + 1);
        dims.add(axis, nodes.chance(0.3) ? nodes.batch() : nodes.extent());
        return nodes.add(new Movement.Broadcast(new Shape(dims), List.of(axis)), x);
    }

    /** Cuts constant axes anywhere, a symbolic axis at its beginning. */
    private Node slice(Node x) {
        List<Dim> starts = new ArrayList<>();
        List<Dim> sizes = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (Dim dim : x.shape().dims()) {
            int extent = nodes.valueOf(dim);
            int step = dim.isConstant() ? 1 + nodes.below(2) : 1;
            int start = dim.isConstant() ? nodes.below(extent) : nodes.below(2);
            boolean whole = nodes.chance(0.4) || !dim.isConstant() && extent < 2;
            starts.add(Dim.of(whole ? 0 : start));
            steps.add(whole ? 1 : step);
            sizes.add(whole ? dim : dim.isConstant()
                    ? Dim.of(1 + nodes.below((extent - 1 - start) / step + 1)) : dim.minus(1));
        }
        return nodes.add(new Movement.Slice(starts, sizes, steps), x);
    }

    private Node pad(Node x) {
        List<Dim> low = new ArrayList<>();
        List<Dim> high = new ArrayList<>();
        List<Integer> interior = new ArrayList<>();
        for (int axis = 0; axis < x.type().rank(); axis++) {
            low.add(nodes.chance(0.1) ? nodes.batch() : Dim.of(nodes.below(3)));
            high.add(Dim.of(nodes.below(2)));
            interior.add(nodes.chance(0.2) ? 1 : 0);
        }
        Op op = new Movement.Pad(low, high, interior);
        return nodes.add(op, x, nodes.scalar(x.dtype()));
    }

    /** Windows of one or several axes, of symbolic ones too. */
    private Optional<Node> unfold(Node x) {
        List<Window> windows = new ArrayList<>();
        List<Dim> counts = new ArrayList<>();
        for (int axis : axes(x)) {
            Dim extent = x.shape().dim(axis);
            int stride = extent.isConstant() ? 1 + nodes.below(2) : 1;
            Window window = new Window(axis, 1 + nodes.below(3), stride, 1 + nodes.below(2));
            Dim room = extent.minus(window.reach(Dim.ONE));
            if (nodes.valueOf(room) >= 0) {
                windows.add(window);
                counts.add(extent.isConstant() ? Dim.of(nodes.valueOf(room) / stride + 1) : room.plus(1));
            }
        }
        return windows.isEmpty() ? Optional.empty()
                : Optional.of(nodes.add(new Movement.Unfold(windows, counts), x));
    }

    /** The last axes as windows of some before them. */
    private Optional<Node> fold(Node x) {
        List<Window> windows = new ArrayList<>();
        List<Dim> extents = new ArrayList<>();
        int rank = x.type().rank();
        int count = 1 + nodes.below(2);
        List<Dim> sizes = x.shape().dims().subList(Math.max(rank - count, 0), rank);
        if (rank < 2 * count || !sizes.stream().allMatch(Dim::isConstant) || x.dtype() == DType.BOOL) {
            return Optional.empty();
        }
        for (int i = 0; i < count; i++) {
            int axis = rank - 2 * count + i;
            int size = (int) sizes.get(i).constant();
            Window window = new Window(axis, size, 1 + nodes.below(3), 1 + nodes.below(2));
            windows.add(window);
            extents.add(window.reach(x.shape().dim(axis)).plus(nodes.below(2)));
        }
        return Optional.of(nodes.add(new Movement.Fold(windows, extents), x));
    }

    private Optional<Node> concat(Node x) {
        if (x.type().rank() == 0) {
            return Optional.empty();
        }
        int axis = nodes.below(x.type().rank());
        Optional<Node> second = nodes.pick(n -> n.dtype() == x.dtype() && n.type().rank() == x.type().rank()
                && n.shape().with(axis, Dim.ONE).equals(x.shape().with(axis, Dim.ONE)));
        return second.map(y -> nodes.chance(0.3)
                ? nodes.add(new Movement.Concat(axis), x, y, x) : nodes.add(new Movement.Concat(axis), x, y));
    }
}
