package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a {@link Control.Cond}. The branches are written in the graph around it; what is made after this
 * builder belongs to them, what was made before is captured.
 */
public final class ChoiceBuilder {
    private final GraphBuilder builder;
    private final Node condition;
    private final int start;
    /** Placeholders and what they stand for, in order. */
    private final Map<Node, Node> captured = new LinkedHashMap<>();

    public ChoiceBuilder(GraphBuilder builder, Node condition) {
        this.builder = builder;
        this.condition = condition;
        this.start = builder.size();
    }

    /**
     * What stands for a captured tensor in the branches. Others are captured without asking; this is for
     * telling what the branches do with it from what is done with it outside.
     */
    public Node capture(Node outer) {
        Node node = builder.add(new Leaf.Input(
                LoopBuilder.PLACEHOLDER + start + "." + captured.size(), outer.type()));
        captured.put(node, outer);
        return node;
    }

    /**
     * Ends the branches.
     *
     * @return for each pair of values the one of the branch that is taken
     * @throws IrException if the condition is no bool scalar or the branches differ in number or types
     */
    public List<Node> finish(List<Node> then, List<Node> otherwise) {
        Set<Node> made = new HashSet<>(builder.nodes().subList(start, builder.size()));
        Set<Node> used = new HashSet<>(BodyCutter.reached(then));
        used.addAll(BodyCutter.reached(otherwise));
        captured.keySet().retainAll(used);
        Map<Node, String> names = new HashMap<>();
        captured.keySet().forEach(placeholder -> names.put(placeholder, Control.CAPTURED + names.size()));
        Predicate<Node> inside = node -> names.containsKey(node) || made.contains(node)
                && !(node.op() instanceof Leaf.Input) && !(node.op() instanceof Leaf.Variable);

        List<Node> others = new ArrayList<>(captured.values());
        Graph left = new BodyCutter(builder, names, inside, others).cut(outputs(then));
        Graph right = new BodyCutter(builder, names, inside, others).cut(outputs(otherwise));
        List<Node> operands = new ArrayList<>(List.of(condition));
        operands.addAll(others);
        List<Node> results = new ArrayList<>();
        for (int j = 0; j < then.size(); j++) {
            results.add(builder.add(new Control.Cond(left, right, j), operands));
        }
        return results;
    }

    private static Map<String, Node> outputs(List<Node> values) {
        Map<String, Node> outputs = new LinkedHashMap<>();
        values.forEach(value -> outputs.put(Control.OUT + outputs.size(), value));
        return outputs;
    }
}
