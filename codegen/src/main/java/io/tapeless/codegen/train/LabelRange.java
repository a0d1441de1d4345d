package io.tapeless.codegen.train;

import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many classes the labels of an input can name. A label that is compared with the index along an
 * axis, as a cross entropy does to pick its class, silently picks nothing if it is out of range.
 */
final class LabelRange {
    private LabelRange() {}

    /** The smallest static extent that an input's elements are compared with the index of, if any. */
    static OptionalLong classes(Graph graph, String input) {
        Map<Node, List<Node>> users = graph.users();
        List<Node> pending = new ArrayList<>(graph.inputs().stream()
                .filter(n -> ((Leaf.Input) n.op()).name().equals(input)).toList());
        Set<Node> seen = new HashSet<>();
        OptionalLong classes = OptionalLong.empty();
        while (!pending.isEmpty()) {
            Node labels = pending.remove(pending.size() - 1);
            for (Node user : users.get(labels)) {
                if (user.op() instanceof Movement && seen.add(user)) {
                    pending.add(user);
                } else if (user.op() instanceof Elementwise.Map map && map.function() == ScalarOp.EQ) {
                    OptionalLong extent = indexExtent(user.operand(user.operand(0) == labels ? 1 : 0));
                    if (extent.isPresent() && (classes.isEmpty() || extent.getAsLong() < classes.getAsLong())) {
                        classes = extent;
                    }
                }
            }
        }
        return classes;
    }

    private static OptionalLong indexExtent(Node node) {
        Node index = node;
        while (index.op() instanceof Movement.Broadcast) {
            index = index.operand(0);
        }
        if (index.op() instanceof Leaf.Iota iota) {
            Dim extent = index.shape().dim(iota.axis());
            return extent.isConstant() ? OptionalLong.of(extent.constant()) : OptionalLong.empty();
        }
        return OptionalLong.empty();
    }
}
