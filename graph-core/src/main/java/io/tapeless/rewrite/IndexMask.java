package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.List;
import java.util.Optional;

/**
 * A mask {@code m[…, j, …] = (j = index[…])} along one axis of constant extent: true at most once a row,
 * and once just where the index is in range.
 */
record IndexMask(Node index, int axis, long extent) {

    static Optional<IndexMask> of(Node mask) {
        return !is(mask, ScalarOp.EQ) ? Optional.empty()
                : of(mask.operand(0), mask.operand(1)).or(() -> of(mask.operand(1), mask.operand(0)));
    }

    private static Optional<IndexMask> of(Node places, Node repeated) {
        return places.op() instanceof Leaf.Iota iota && repeated.op() instanceof Movement.Broadcast broadcast
                && broadcast.axes().equals(List.of(iota.axis())) && places.shape().dim(iota.axis()).isConstant()
                ? Optional.of(new IndexMask(repeated.operand(0), iota.axis(),
                        places.shape().dim(iota.axis()).constant()))
                : Optional.empty();
    }

    /** {@code 0 ≤ index ∧ index < extent}. */
    Node inRange(GraphBuilder g) {
        Arithmetic x = new Arithmetic(g);
        return x.and(x.map(ScalarOp.GE, index, x.zeros(index)),
                x.map(ScalarOp.LT, index, x.constant(index, extent)));
    }
}
