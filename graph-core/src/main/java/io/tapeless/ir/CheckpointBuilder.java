package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a value of which nothing is kept but itself: a {@link Control.Scan} of one step, whose adjoint runs
 * the body again. What is made after this builder belongs to the body, what was made before is captured.
 */
public final class CheckpointBuilder {
    private final GraphBuilder builder;
    private final int start;

    public CheckpointBuilder(GraphBuilder builder) {
        this.builder = builder;
        this.start = builder.size();
    }

    /** Ends the body; the value computed there. */
    public Node finish(Node value) {
        Set<Node> made = new HashSet<>(builder.nodes().subList(start, builder.size()));
        List<Node> captured = new ArrayList<>();
        Graph body = new BodyCutter(builder, Map.of(), node -> made.contains(node)
                && !(node.op() instanceof Leaf.Input) && !(node.op() instanceof Leaf.Variable), captured, true)
                .cut(Map.of(Control.OUT + 0, value));
        Node stacked = builder.add(new Control.Scan(body, Dim.ONE, 0, 0, false, 0), captured);
        return builder.add(new Movement.Reshape(value.shape()), stacked);
    }
}
