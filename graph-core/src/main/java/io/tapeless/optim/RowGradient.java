package io.tapeless.optim;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognises gradients of tables that are only gathered from: a sum over the gathers of
 * {@code scatterAdd(0, indices, rows)} along the first axis.
 */
final class RowGradient {
    /** The work to find equal indices, in elements of a table that are updated, for each index. */
    private static final long SORTING = 512;
    /** The work on an element of a gathered row, in elements of a table that are updated. */
    private static final long GATHERING = 8;

    private RowGradient() {}

    /** True if a gradient is zero outside of gathered rows. */
    static boolean isOne(GraphBuilder builder, Node gradient) {
        return isSum(gradient) ? gradient.operands().stream().allMatch(term -> isOne(builder, term))
                : gradient.op() instanceof Indexing.ScatterAdd scatter && scatter.axis() == 0
                        && gradient.operand(0) == builder.constant(gradient.type(), 0);
    }

    /** The terms of such a gradient, in the order in which they are added. */
    static List<Node> scatters(Node gradient) {
        if (!isSum(gradient)) {
            return List.of(gradient);
        }
        List<Node> terms = new ArrayList<>();
        gradient.operands().forEach(term -> terms.addAll(scatters(term)));
        return terms;
    }

    private static boolean isSum(Node node) {
        return node.op() instanceof Elementwise.Map map && map.function() == ScalarOp.ADD;
    }

    /** True if to update the gathered rows is less work than to update the table. */
    static boolean isFewRows(Node gradient) {
        Dim count = scatters(gradient).stream().map(s -> s.operand(1).shape().size()).reduce(Dim.ZERO, Dim::plus);
        long row = gradient.shape().slice(1, gradient.type().rank()).size().constant();
        return count.usual() * (GATHERING * row + SORTING) < gradient.shape().size().constant();
    }
}
