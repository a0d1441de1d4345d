package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an equation for one unknown and solutions of it. A function of the unknown is written in the graph around
 * it, on a placeholder; {@link #finish} cuts it out. What does not depend on the unknown stays outside, is computed
 * once, and is captured.
 */
public final class EquationBuilder {
    private final GraphBuilder builder;
    private final Arithmetic x;
    private final Node unknown;
    private final List<Node> captured = new ArrayList<>();
    private Graph body;

    /** @param type of the unknown */
    public EquationBuilder(GraphBuilder builder, TensorType type) {
        this.builder = builder;
        this.x = new Arithmetic(builder);
        this.unknown = builder.add(new Leaf.Input(
                LoopBuilder.PLACEHOLDER + builder.size() + "." + OwnDerivative.VALUE, type));
    }

    /** What stands for the unknown. */
    public Node unknown() {
        return unknown;
    }

    /** Ends the function f, of which this is the value at the unknown. */
    public void finish(Node value) {
        Map<Node, String> names = Map.of(unknown, OwnDerivative.VALUE);
        body = new BodyCutter(builder, names, BodyCutter.dependents(names.keySet()), captured)
                .cut(Map.of(Control.OUT + 0, value));
    }

    /** f(x). */
    public Node at(Node value) {
        Map<String, Node> inputs = new HashMap<>(Map.of(OwnDerivative.VALUE, value));
        captured.forEach(c -> inputs.put(Control.CAPTURED + (inputs.size() - 1), c));
        return builder.inline(body, inputs).get(body.output(Control.OUT + 0));
    }

    /**
     * {@code x = f(x)} from a start, at most so many times, until a step moves no element by more than
     * {@code tolerance·max(scale, max |x|)}.
     */
    public Node iterate(Node start, Node scale, double tolerance, Dim atMost) {
        LoopBuilder loop = new LoopBuilder(builder, atMost, false);
        Node from = loop.carry(start);
        Node moving = loop.carry(builder.add(new Leaf.Constant(Literal.scalar(DType.BOOL, 1L))));
        ChoiceBuilder choice = new ChoiceBuilder(builder, moving);
        Node to = at(from);
        Node bound = x.mul(x.map(ScalarOp.MAX, scale, largest(to)), tolerance);
        Node moved = x.map(ScalarOp.GT, largest(x.sub(to, from)), bound);
        loop.finish(choice.finish(List.of(to, moved), List.of(from, moving)), List.of());
        return loop.lastCarry(0);
    }

    /** The largest magnitude of an element. */
    public Node largest(Node a) {
        return x.reduce(Reduction.Kind.MAX, x.map(ScalarOp.ABS, a), GraphBuilder.allAxes(a.shape()));
    }

    /** x as the solution of {@code x = f(x)}; see {@link OwnDerivative.FixedPoint}. */
    public Node fixedPoint(Node value, Dim atMost) {
        return solution(new OwnDerivative.FixedPoint(body, atMost), value);
    }

    /** x as the solution of {@code f(x) = 0}; see {@link OwnDerivative.Root}. */
    public Node root(Node value) {
        return solution(new OwnDerivative.Root(body), value);
    }

    private Node solution(OwnDerivative op, Node value) {
        List<Node> operands = new ArrayList<>(List.of(value));
        operands.addAll(captured);
        return builder.add(op, operands);
    }
}
