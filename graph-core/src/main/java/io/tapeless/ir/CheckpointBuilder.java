package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a value whose derivative computes again what it needs: a {@link Control.Scan} of one step, whose adjoint
 * runs the body again, but for what is saved. What is made after this builder belongs to the body, what was made
 * before is captured.
 */
public final class CheckpointBuilder {
    private final GraphBuilder builder;
    private final int start;

    public CheckpointBuilder(GraphBuilder builder) {
        this.builder = builder;
        this.start = builder.size();
    }

    /**
     * Ends the body; the value computed there.
     *
     * @param isSaved true for nodes that the derivative takes from memory
     */
    public Node finish(Node value, Predicate<Node> isSaved) {
        Set<Node> made = new HashSet<>(builder.nodes().subList(start, builder.size()));
        made.removeIf(node -> node.op() instanceof Leaf.Input || node.op() instanceof Leaf.Variable);
        List<Node> outs = new ArrayList<>(BodyCutter.reached(List.of(value)).stream()
                .filter(node -> node != value && made.contains(node) && isSaved.test(node)).toList());
        boolean isValueSaved = made.contains(value) && isSaved.test(value);
        int saved = outs.size() + (isValueSaved ? 1 : 0);
        int result = isValueSaved ? outs.size() : 0;
        outs.add(result, value);
        Map<String, Node> outputs = new LinkedHashMap<>();
        outs.forEach(out -> outputs.put(Control.OUT + outputs.size(), out));
        List<Node> captured = new ArrayList<>();
        Graph body = new BodyCutter(builder, Map.of(), made::contains, captured).cut(outputs);
        Node stacked = builder.add(new Control.Scan(body, Dim.ONE, 0, 0, saved, false, result), captured);
        return builder.add(new Movement.Reshape(value.shape()), stacked);
    }
}
