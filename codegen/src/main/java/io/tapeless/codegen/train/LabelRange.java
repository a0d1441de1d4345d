package io.tapeless.codegen.train;

import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.NdArray;
import io.tapeless.codegen.data.examples.Dataset;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many classes or rows the integers of an input can name. A label that is compared with the index along
 * an axis, as a cross entropy does to pick its class, silently picks nothing if it is out of range.
 */
public final class LabelRange {
    private LabelRange() {}

    /**
     * Checks the integers of all inputs of a graph that are given.
     *
     * @throws io.tapeless.codegen.data.DataException naming an element that is out of range
     */
    public static void require(Graph graph, Map<String, NdArray> inputs) {
        inputs.forEach((name, array) -> {
            if (array.dtype().isInteger()) {
                classes(graph, name).ifPresent(array::requireClasses);
            }
        });
    }

    /**
     * Checks the integers of all inputs of a dataset.
     *
     * @throws io.tapeless.codegen.data.DataException naming an example that is out of range
     */
    public static void require(Graph graph, Dataset data) {
        for (InputType input : data.inputs()) {
            if (input.dtype().isInteger()) {
                classes(graph, input.name()).ifPresent(count -> data.requireClasses(input.name(), count));
            }
        }
    }

    /** The smallest static extent of an axis that an input's elements are compared with the index of, or index. */
    public static OptionalLong classes(Graph graph, String input) {
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
                }
                Optional<Dim> extent = extent(user, labels).filter(Dim::isConstant);
                if (extent.isPresent() && (classes.isEmpty() || extent.get().constant() < classes.getAsLong())) {
                    classes = OptionalLong.of(extent.get().constant());
                }
            }
        }
        return classes;
    }

    /** The extent of the axis that a node takes the labels as indices of. */
    private static Optional<Dim> extent(Node user, Node labels) {
        if (user.op() instanceof Elementwise.Map map && map.function() == ScalarOp.EQ) {
            Node index = user.operand(user.operand(0) == labels ? 1 : 0);
            while (index.op() instanceof Movement.Broadcast) {
                index = index.operand(0);
            }
            return index.op() instanceof Leaf.Iota iota
                    ? Optional.of(index.shape().dim(iota.axis())) : Optional.empty();
        } else if (user.op() instanceof Indexing.Gather gather && user.operand(1) == labels) {
            return Optional.of(user.operand(0).shape().dim(gather.axis()));
        } else if (user.op() instanceof Indexing.ScatterAdd scatter && user.operand(1) == labels) {
            return Optional.of(user.operand(0).shape().dim(scatter.axis()));
        }
        return Optional.empty();
    }
}
