package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Products of an adjoint and a partial derivative. An adjoint is zero where {@code where}, {@code relu},
 * a slice and the like did not choose its node; there the partial may be infinite or NaN, as that of
 * {@code √} at 0, and 0·∞ would spoil the gradient. So the choice is kept outside the product:
 *
 * <pre>  select(c, v, 0) · p  =  select(c, v·p, 0)</pre>
 *
 * which is exact wherever p is finite. It is done only if p may be infinite, as the left form reads
 * better.
 */
final class Masks {
    /** What is {@code value} where {@code mask} holds, else zero. */
    private record Masked(Node mask, Node value) {}

    /** Operations through which the origin of a zero is followed; no real graph nears it. */
    private static final int DEPTH = 1000;

    private final Arithmetic x;
    private final Finite finite = new Finite();
    private final Map<Node, Optional<Masked>> found = new HashMap<>();

    Masks(Arithmetic arithmetic) {
        this.x = arithmetic;
    }

    /** {@code v · factor}. */
    Node times(Node v, Node factor) {
        return finite.is(factor) ? x.mul(v, factor) : within(v, u -> x.mul(u, factor));
    }

    /** {@code v / divisor}. */
    Node over(Node v, Node divisor) {
        return Finite.isNonZero(divisor) ? x.div(v, divisor) : within(v, u -> x.div(u, divisor));
    }

    private Node within(Node v, UnaryOperator<Node> map) {
        return find(v, DEPTH)
                .map(masked -> x.where(masked.mask(), map.apply(masked.value())))
                .orElseGet(() -> map.apply(v));
    }

    private Optional<Masked> find(Node node, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        Optional<Masked> known = found.get(node);
        if (known == null) {
            known = look(node, depth - 1);
            found.put(node, known);
            known.ifPresent(masked -> found.putIfAbsent(masked.value(), Optional.empty()));
        }
        return known;
    }

    private Optional<Masked> look(Node node, int depth) {
        Op op = node.op();
        if (op instanceof Elementwise.Map map) {
            return lookThrough(map.function(), node, depth);
        }
        if (op instanceof Movement.Pad && Constants.isZero(node.operand(1))) {
            // pad(v, 0): true only where v lies
            Node inner = mask(node.operand(0), depth);
            Node outside = x.builder().add(new Leaf.Constant(Literal.scalar(DType.BOOL, 0)));
            return Optional.of(new Masked(x.builder().add(op, inner, outside), node));
        }
        if (op instanceof Movement.Fold) {
            // fold(v): true only where a window lies that is not zero there
            Node chosen = x.cast(mask(node.operand(0), depth), DType.I32);
            Node none = x.builder().constant(node.type().with(DType.I32), 0);
            return Optional.of(new Masked(x.map(ScalarOp.GT, x.builder().add(op, chosen), none), node));
        }
        if (op instanceof Movement && !(op instanceof Movement.Concat) && !(op instanceof Movement.Pad)) {
            // move(select(c, v, 0)) = select(move(c), move(v), 0)
            return find(node.operand(0), depth).map(masked ->
                    new Masked(x.builder().add(op, masked.mask()), x.builder().add(op, masked.value())));
        }
        if (op instanceof Reduction.Reduce reduce && reduce.kind() == Reduction.Kind.SUM) {
            // Σ select(broadcast(c), v, 0) = select(c, Σ v, 0)
            return find(node.operand(0), depth)
                    .filter(masked -> masked.mask().op() instanceof Movement.Broadcast repeated
                            && repeated.axes().equals(reduce.axes()))
                    .map(masked -> new Masked(masked.mask().operand(0), x.sum(masked.value(), reduce.axes())));
        }
        if (op instanceof Indexing.ScatterAdd && Constants.isZero(node.operand(0))) {
            // scatterAdd(0, i, v): true only where an index points
            Node chosen = x.cast(mask(node.operand(2), depth), DType.I32);
            Node none = x.builder().constant(node.type().with(DType.I32), 0);
            Node count = x.builder().add(op, none, node.operand(1), chosen);
            return Optional.of(new Masked(x.map(ScalarOp.GT, count, none), node));
        }
        return Optional.empty();
    }

    private Optional<Masked> lookThrough(ScalarOp function, Node node, int depth) {
        List<Node> operands = node.operands();
        switch (function) {
            case SELECT -> {
                // select(c, v, 0) and select(c, 0, v); v may be masked itself
                boolean chosen = Constants.isZero(operands.get(2));
                if (!chosen && !Constants.isZero(operands.get(1))) {
                    return Optional.empty();
                }
                Node condition = chosen ? operands.get(0) : x.not(operands.get(0));
                Node value = operands.get(chosen ? 1 : 2);
                return Optional.of(find(value, depth)
                        .map(inner -> new Masked(x.and(condition, inner.mask()), inner.value()))
                        .orElse(new Masked(condition, value)));
            }
            case NEG, MUL, DIV -> {
                // f(select(c, v, 0), w) = select(c, f(v, w), 0)
                return find(operands.get(0), depth).map(masked -> new Masked(masked.mask(),
                        function == ScalarOp.NEG ? x.neg(masked.value())
                                : x.map(function, masked.value(), operands.get(1))));
            }
            case ADD -> {
                // select(c, v, 0) + select(c, w, 0) = select(c, v + w, 0); of other masks, either
                Optional<Masked> left = find(operands.get(0), depth);
                Optional<Masked> right = find(operands.get(1), depth);
                if (left.isEmpty() || right.isEmpty()) {
                    return Optional.empty();
                }
                Node c = left.get().mask();
                Node d = right.get().mask();
                return Optional.of(c == d
                        ? new Masked(c, x.add(left.get().value(), right.get().value()))
                        : new Masked(x.or(c, d), node));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    /** Where a node may differ from zero, as far as is known. */
    private Node mask(Node node, int depth) {
        return find(node, depth).map(Masked::mask)
                .orElseGet(() -> x.builder().constant(node.type().with(DType.BOOL), 1));
    }
}
