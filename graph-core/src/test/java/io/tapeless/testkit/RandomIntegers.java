package io.tapeless.testkit;

import static io.tapeless.ir.ScalarOp.*;

import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds nodes of integers and bools, conversions, counts and random numbers. */
final class RandomIntegers {
    private static final double MARGIN = 0.01;
    private static final List<ScalarOp> COMPARE = List.of(EQ, NE, LT, LE, GT, GE);
    private static final List<ScalarOp> BITS = List.of(AND, OR, XOR);
    private static final List<ScalarOp> BINARY = List.of(ADD, SUB, MUL, MIN, MAX, AND, OR, XOR);
    private static final List<DType> ALL = List.of(DType.values());

    private final RandomNodes nodes;

    RandomIntegers(RandomNodes nodes) {
        this.nodes = nodes;
    }

    /** Adds one operation, none if an operand comes too near to a jump. */
    void step() {
        Optional<Node> made = switch (nodes.below(12)) {
            case 0 -> nodes.differentiable() ? Optional.empty()
                    : Optional.of(nodes.add(new Elementwise.StopGradient(), nodes.any()));
            case 1 -> count(nodes.any());
            case 2 -> Optional.of(nodes.add(new Leaf.Random(nodes.real().type(), nodes.below(100)),
                    nodes.scalar(DType.I64, nodes.below(1000) * 123_456_789_123L)));
            case 3, 4 -> cast(nodes.any());
            case 5, 6, 7 -> Optional.of(logic(nodes.flags()));
            default -> Optional.of(integer(nodes.integer()));
        };
        made.ifPresent(nodes::offer);
    }

    private Optional<Node> count(Node like) {
        return like.type().rank() == 0 ? Optional.empty() : Optional.of(nodes.add(new Leaf.Iota(
                like.type().with(nodes.pick(List.of(DType.I32, DType.I64, nodes.dtype()))),
                nodes.below(like.type().rank()))));
    }

    private Optional<Node> cast(Node x) {
        DType to = nodes.pick(ALL);
        boolean jumps = x.dtype().isFloat() && !to.isFloat();
        boolean safe = !jumps || nodes.all(x, v -> Math.abs(v - (to == DType.BOOL ? 0 : Math.rint(v))) >= MARGIN);
        return safe ? Optional.of(nodes.add(new Elementwise.Cast(to), x)) : Optional.empty();
    }

    private Node logic(Node flags) {
        Node others = nodes.find(flags.type()).orElse(flags);
        return switch (nodes.below(5)) {
            case 0 -> nodes.map(NOT, flags);
            case 1 -> nodes.add(new Reduction.Reduce(
                    nodes.pick(List.of(Reduction.Kind.MAX, Reduction.Kind.MIN)), axes(flags)), flags);
            case 2 -> nodes.map(nodes.pick(COMPARE), flags, others);
            case 3 -> choice(flags);
            default -> nodes.map(nodes.pick(BITS), flags, others);
        };
    }

    /** A choice between two known nodes of any dtype but the floats that are computed with. */
    private Node choice(Node flags) {
        Node a = nodes.pick(n -> n.dtype() != nodes.dtype() && n.shape().equals(flags.shape())).orElse(flags);
        return nodes.map(SELECT, flags, a, nodes.find(a.type()).orElse(a));
    }

    private Node integer(Node a) {
        return switch (nodes.below(9)) {
            case 0 -> nodes.map(nodes.pick(List.of(DIV, REM)), a, nodes.constant(a, 1 + nodes.below(4)));
            case 1 -> nodes.map(nodes.pick(List.of(SHL, SHR)), a, nodes.constant(a, nodes.below(3)));
            case 2, 3 -> nodes.map(nodes.pick(List.of(NEG, ABS, SIGN, NOT)), a);
            case 4 -> nodes.map(CLIP, a, nodes.constant(a, -2), nodes.constant(a, 3));
            case 5 -> nodes.map(nodes.pick(COMPARE), a, nodes.find(a.type()).orElse(a));
            case 6 -> nodes.add(new Reduction.Reduce(nodes.pick(List.of(Reduction.Kind.values())), axes(a)), a);
            default -> nodes.map(nodes.pick(BINARY), a, nodes.find(a.type()).orElse(a));
        };
    }

    private List<Integer> axes(Node x) {
        return IntStream.range(0, x.type().rank()).filter(a -> nodes.chance(0.6)).boxed().toList();
    }
}
