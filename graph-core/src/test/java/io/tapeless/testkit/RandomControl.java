package io.tapeless.testkit;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.LoopBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.List;

/** Adds loops and choices with random bodies, also in one another. */
final class RandomControl {
    private final RandomNodes nodes;
    private final Arithmetic x;

    RandomControl(RandomNodes nodes) {
        this.nodes = nodes;
        this.x = new Arithmetic(nodes.builder());
    }

    /** Adds one loop or choice and some of its results. */
    void step() {
        Node operand = nodes.real();
        if (operand.type().rank() > 0 && nodes.chance(0.7)) {
            loop(operand);
        } else {
            Node condition = nodes.map(ScalarOp.GT, nodes.real(Shape.SCALAR),
                    nodes.constant(nodes.real(Shape.SCALAR), 0));
            Node other = nodes.real(operand.shape());
            nodes.made(choice(condition, operand, other)).forEach(nodes::offer);
        }
    }

    private void loop(Node stacked) {
        Dim length = stacked.shape().dim(0);
        Shape inner = stacked.shape().slice(1, stacked.type().rank());
        LoopBuilder loop = new LoopBuilder(nodes.builder(), length, nodes.chance(0.3));
        Node carry = loop.carry(nodes.real(inner));
        Node second = loop.carry(nodes.real(inner));
        Node slice = loop.slice(stacked);
        Node captured = nodes.real(inner);
        Node next = body(carry, slice, captured, loop.step(), 2);
        Node swapped = nodes.chance(0.5) ? carry : body(second, carry, slice, loop.step(), 1);
        loop.finish(List.of(next, swapped), List.of(nodes.chance(0.5) ? next : x.mul(second, captured)));
        Node result = switch (nodes.below(4)) {
            case 0 -> loop.lastCarry(0);
            case 1 -> loop.entered(nodes.below(2));
            default -> loop.stacked(0);
        };
        nodes.made(List.of(result)).forEach(nodes::offer);
        if (nodes.chance(0.4)) {
            nodes.made(List.of(loop.lastCarry(1))).forEach(nodes::offer);
        }
    }

    /** A value of the carry's type, of magnitude at most about 2. */
    private Node body(Node carry, Node slice, Node captured, Node step, int depth) {
        Node mixed = switch (nodes.below(4)) {
            case 0 -> x.add(x.mul(carry, captured), slice);
            case 1 -> x.sub(slice, x.mul(carry, x.constant(carry, 0.5)));
            case 2 -> x.add(x.mul(slice, captured), x.spread(x.mul(x.cast(step, carry.dtype()), 0.25), carry));
            default -> x.add(carry, x.spread(x.reduce(Reduction.Kind.MAX, captured,
                    GraphBuilder.allAxes(captured.shape())), carry));
        };
        Node bounded = x.map(nodes.pick(List.of(ScalarOp.TANH, ScalarOp.SIN, ScalarOp.ERF)), mixed);
        if (depth > 1 && nodes.chance(0.25)) {
            Node early = x.map(ScalarOp.LT, step, x.constant(step, 1));
            return choice(early, bounded, x.mul(carry, x.constant(carry, 0.5))).get(0);
        } else if (depth > 1 && nodes.chance(0.2)) {
            LoopBuilder again = new LoopBuilder(nodes.builder(), Dim.of(2), nodes.chance(0.5));
            Node inside = again.carry(bounded);
            again.finish(List.of(body(inside, slice, captured, again.step(), 1)), List.of());
            return again.lastCarry(0);
        }
        return bounded;
    }

    private List<Node> choice(Node condition, Node a, Node b) {
        ChoiceBuilder choice = new ChoiceBuilder(nodes.builder(), condition);
        Node sine = x.map(ScalarOp.SIN, x.add(a, b));
        return choice.finish(List.of(sine), List.of(nodes.chance(0.5) ? a : x.map(ScalarOp.TANH, x.mul(a, b))));
    }
}
