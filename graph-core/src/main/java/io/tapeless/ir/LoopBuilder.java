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
 * Makes a {@link Control.Scan}. The body is written in the graph around it, on placeholders for the
 * carries, slices and the step number; {@link #finish} cuts it out. What does not depend on a placeholder
 * stays outside, is computed once, and is captured.
 */
public final class LoopBuilder {
    /** Names of placeholders start so; no model can declare such a name, and no built graph contains one. */
    public static final String PLACEHOLDER = "#";

    private final GraphBuilder builder;
    private final Dim length;
    private final boolean reverse;
    private final String prefix;
    /** Placeholders and what they stand for, in order. */
    private final Map<Node, Node> carries = new LinkedHashMap<>();
    private final Map<Node, Node> slices = new LinkedHashMap<>();
    private final Map<Node, Node> captured = new LinkedHashMap<>();
    private final Node step;
    private Control.Scan scan;
    private List<Node> operands;

    /**
     * @param length the number of steps
     * @param reverse true to run from the last step to the first
     */
    public LoopBuilder(GraphBuilder builder, Dim length, boolean reverse) {
        this.builder = builder;
        this.length = length;
        this.reverse = reverse;
        this.prefix = PLACEHOLDER + builder.size() + ".";
        this.step = placeholder(TensorType.scalar(DType.I32));
    }

    /** Adds a carry; the value with which a step begins. */
    public Node carry(Node initial) {
        return placeholder(initial.type(), initial, carries);
    }

    /**
     * Adds a tensor to take slices of, along its first axis; the slice of a step.
     *
     * @throws IrException if it has no axis
     */
    public Node slice(Node stacked) {
        TensorType type = stacked.type();
        Require.that(type.rank() > 0, "a scalar has no first axis to take slices along");
        return placeholder(type.with(type.shape().slice(1, type.rank())), stacked, slices);
    }

    /**
     * Adds slices of what a node of the body was in an earlier run: a step takes them and does not compute the node.
     * In the graph around it the node stays what it is, so that it can be differentiated.
     *
     * @param inside made of what stands for carries, slices and captured tensors
     */
    public void slice(Node stacked, Node inside) {
        slices.put(inside, stacked);
    }

    /**
     * What stands for a captured tensor inside. Others are captured without asking; this is for telling
     * what the body does with it from what is done with it outside.
     */
    public Node capture(Node outer) {
        return placeholder(outer.type(), outer, captured);
    }

    /** What stands inside for an operand in the place that operand i of another loop has: a carry, slices or captured. */
    public Node like(Control.Scan other, int i, Node operand) {
        return i < other.carries() ? carry(operand) : i < other.ownOperands() ? slice(operand) : capture(operand);
    }

    /** The number of the step, an i32 scalar. */
    public Node step() {
        return step;
    }

    private Node placeholder(TensorType type, Node outer, Map<Node, Node> kind) {
        Node node = placeholder(type);
        kind.put(node, outer);
        return node;
    }

    private Node placeholder(TensorType type) {
        int number = carries.size() + slices.size() + captured.size();
        return builder.add(new Leaf.Input(prefix + number + (step == null ? "step" : ""), type));
    }

    /**
     * Ends the body.
     *
     * @param next for each carry its value after the step
     * @param outs what is stacked
     * @throws IrException if a carry changes its type, or slices are not of equal number
     */
    public void finish(List<Node> next, List<Node> outs) {
        finish(next, outs, 0);
    }

    /**
     * As {@link #finish(List, List)}.
     *
     * @param isSaved true for nodes that the loop's derivative takes from memory, if they differ from step to step
     */
    public void finish(List<Node> next, List<Node> outs, Predicate<Node> isSaved) {
        List<Node> results = new ArrayList<>(next);
        results.addAll(outs);
        Set<Node> changing = new HashSet<>(Set.of(step));
        changing.addAll(carries.keySet());
        changing.addAll(slices.keySet());
        Predicate<Node> changes = BodyCutter.dependents(changing);
        List<Node> all = new ArrayList<>(outs);
        BodyCutter.reached(results).stream().filter(node -> changes.test(node) && isSaved.test(node))
                .filter(node -> !results.contains(node)).forEach(all::add);
        finish(next, all, all.size() - outs.size());
    }

    /**
     * As {@link #finish(List, List)}.
     *
     * @param saved how many of the outs, the last ones, the loop's derivative takes from memory
     */
    public void finish(List<Node> next, List<Node> outs, int saved) {
        Require.that(next.size() == carries.size(), "expected " + carries.size() + " carries, found " + next.size());
        Map<String, Node> outputs = new LinkedHashMap<>();
        next.forEach(n -> outputs.put(Control.CARRY + outputs.size(), n));
        outs.forEach(n -> outputs.put(Control.OUT + (outputs.size() - next.size()), n));
        Set<Node> used = new HashSet<>(BodyCutter.reached(outputs.values(), slices::containsKey));
        slices.keySet().retainAll(used);
        captured.keySet().retainAll(used);
        Map<Node, String> names = new HashMap<>(Map.of(step, Control.STEP));
        number(names, Control.CARRY, carries);
        number(names, Control.SLICE, slices);
        number(names, Control.CAPTURED, captured);

        List<Node> others = new ArrayList<>(captured.values());
        Graph body = new BodyCutter(builder, names, BodyCutter.dependents(names.keySet()), others).cut(outputs);
        operands = new ArrayList<>(carries.values());
        operands.addAll(slices.values());
        operands.addAll(others);
        scan = new Control.Scan(body, length, carries.size(), slices.size(), saved, reverse, 0);
    }

    private static void number(Map<Node, String> names, String prefix, Map<Node, Node> placeholders) {
        int number = 0;
        for (Node placeholder : placeholders.keySet()) {
            names.put(placeholder, prefix + number++);
        }
    }

    /** The last value of carry i. */
    public Node lastCarry(int i) {
        return result(scan.lastCarry(i));
    }

    /** The values with which the steps began, of carry i, stacked. */
    public Node entered(int i) {
        return result(scan.entered(i));
    }

    /** The values of output j, stacked. */
    public Node stacked(int j) {
        return result(scan.stacked(j));
    }

    /** The result of a number, as {@link Control.Scan} counts them. */
    public Node result(int result) {
        return builder.add(scan.withResult(result), operands);
    }
}
