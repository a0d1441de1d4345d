package io.tapeless.testkit;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.CheckpointBuilder;
import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.List;

/** Adds loops, choices and checkpoints with bodies of random operations, also in one another. */
final class RandomControl {
    private static final int MOST_STEPS = 4;
    private static final double MARGIN = 0.01;

    private final RandomNodes nodes;
    private final RandomSteps steps;
    private final Arithmetic x;

    RandomControl(RandomNodes nodes, RandomSteps steps) {
        this.nodes = nodes;
        this.steps = steps;
        this.x = new Arithmetic(nodes.builder());
    }

    /**
     * Adds one and some of its results.
     *
     * @param depth how many may be inside one another, this one included
     */
    void step(int depth) {
        List<Node> made = switch (nodes.below(7)) {
            case 0, 1, 2 -> loop(depth);
            case 3 -> repeat(depth);
            case 4 -> List.of(checkpoint(depth));
            default -> choice(depth);
        };
        nodes.made(made).forEach(nodes::offer);
    }

    private void body(int depth) {
        for (int i = nodes.below(MOST_STEPS + 1); i > 0; i--) {
            steps.step(depth - 1);
        }
    }

    /** A loop over a known tensor, with two carries of floats and one of any dtype. */
    private List<Node> loop(int depth) {
        Node stacked = nodes.real();
        if (stacked.type().rank() == 0) {
            return List.of();
        }
        Node initial = nodes.real(nodes.real().shape());
        Node second = nodes.real(nodes.real().shape());
        Node zero = made(nodes.builder().constant(TensorType.scalar(DType.I32), 0));
        Node state = nodes.any();
        LoopBuilder loop = new LoopBuilder(nodes.builder(), stacked.shape().dim(0), nodes.chance(0.3));
        Node carry = nodes.placeholder(loop.carry(initial), initial);
        Node other = nodes.placeholder(loop.carry(second), second);
        Node third = nodes.placeholder(loop.carry(state), state);
        Node step = nodes.placeholder(loop.step(), zero);
        Node slice = nodes.placeholder(loop.slice(stacked), first(stacked));
        Node captured = nodes.chance(0.5) ? nodes.placeholder(loop.capture(second), second) : initial;
        Node indexed = nodes.add(new Indexing.Gather(0), stacked, step);
        nodes.inside(List.of(third, step, indexed, captured, other, slice, carry), () -> {
            body(depth);
            loop.finish(List.of(next(carry), nodes.chance(0.5) ? other : next(other), next(third)),
                    List.of(nodes.any(), nodes.real()));
            return loop;
        });
        return List.of(loop.stacked(nodes.below(2)), nodes.chance(0.3) ? loop.entered(nodes.below(3))
                : loop.lastCarry(nodes.below(3)));
    }

    private Node made(Node node) {
        return nodes.made(List.of(node)).get(0);
    }

    private Node first(Node stacked) {
        Shape rest = stacked.shape().slice(1, stacked.type().rank());
        return made(x.reshape(x.slice(stacked, 0, Dim.ZERO, Dim.ONE), rest));
    }

    /** A value of the carry's type, of magnitude at most 1 if it is a float that is computed with. */
    private Node next(Node carry) {
        if (carry.dtype() != nodes.dtype()) {
            return nodes.find(carry.type()).orElse(carry);
        }
        Node value = nodes.real();
        Node mixed = value.type().equals(carry.type()) ? value
                : x.spread(x.sum(x.map(ScalarOp.TANH, value)), carry);
        return x.map(nodes.pick(List.of(ScalarOp.TANH, ScalarOp.SIN, ScalarOp.ERF)),
                x.add(x.mul(carry, 0.5), mixed));
    }

    /** {@code while (Σ value < 1) value = next(value)}, for some steps at most. */
    private List<Node> repeat(int depth) {
        Node initial = nodes.real();
        Node start = made(isSmall(initial));
        LoopBuilder loop = new LoopBuilder(nodes.builder(), Dim.of(1 + nodes.below(3)), false);
        Node flag = nodes.placeholder(loop.carry(start), start);
        Node value = nodes.placeholder(loop.carry(initial), initial);
        ChoiceBuilder choice = new ChoiceBuilder(nodes.builder(), flag);
        nodes.inside(List.of(nodes.real(), nodes.any(), value), () -> {
            body(depth);
            Node next = next(value);
            loop.finish(choice.finish(List.of(isSmall(next), next), List.of(flag, value)), List.of());
            return loop;
        });
        return List.of(loop.lastCarry(nodes.below(2)));
    }

    private Node isSmall(Node value) {
        Node sum = x.sum(value);
        return x.map(ScalarOp.LT, sum, x.constant(sum, 1));
    }

    private Node checkpoint(int depth) {
        List<Node> known = List.of(nodes.any(), nodes.real(), nodes.real());
        CheckpointBuilder checkpoint = new CheckpointBuilder(nodes.builder());
        return checkpoint.finish(nodes.inside(known, () -> {
            body(depth);
            return nodes.any();
        }), node -> nodes.chance(0.3));
    }

    /** One of two values, the choice being clear. */
    private List<Node> choice(int depth) {
        Node decisive = nodes.real(Shape.SCALAR);
        if (!nodes.all(decisive, v -> Math.abs(v) >= MARGIN)) {
            return List.of();
        }
        Node condition = nodes.map(ScalarOp.GT, decisive, nodes.constant(decisive, 0));
        Node a = nodes.real();
        Node integer = nodes.integer();
        List<Node> known = List.of(nodes.any(), nodes.real(), a);
        ChoiceBuilder choice = new ChoiceBuilder(nodes.builder(), condition);
        List<Node> then = nodes.inside(known, () -> branch(a, integer, depth));
        List<Node> otherwise = nodes.inside(known, () -> branch(a, integer, depth));
        List<Node> results = choice.finish(then, otherwise);
        return nodes.chance(0.5) ? results : results.subList(0, 1);
    }

    private List<Node> branch(Node a, Node integer, int depth) {
        body(depth);
        return List.of(nodes.chance(0.3) ? a : next(a), nodes.find(integer.type()).orElse(integer));
    }
}
