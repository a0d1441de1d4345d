package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.ChoiceBuilder;
import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.OwnDerivative;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Shape;
import io.tapeless.ir.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates an expression for many values of one node at once: everything computed from the node gets
 * a new leading axis, everything else stays as it is and is repeated where the two meet.
 */
final class Batching implements Op.Visitor<Node> {
    private final GraphBuilder builder;
    private final Dim count;
    private final Map<Node, Node> batched = new HashMap<>();
    private Node node;

    private Batching(GraphBuilder builder, Dim count) {
        this.builder = builder;
        this.count = count;
    }

    /**
     * The values of {@code result}, stacked, for the values of {@code variable} stacked in {@code values}.
     * What indices, conditions of padding and the like are must not depend on the variable.
     */
    static Node apply(GraphBuilder builder, Node result, Node variable, Node values) {
        return apply(builder, values.shape().dim(0), List.of(result), Map.of(variable, values)).get(0);
    }

    /** As above for several results and variables. */
    static List<Node> apply(GraphBuilder builder, Dim count, List<Node> results, Map<Node, Node> values) {
        Batching batching = new Batching(builder, count);
        batching.batched.putAll(values);
        return batching.all(results);
    }

    private List<Node> all(List<Node> results) {
        for (Node next : Paths.reached(results)) {
            if (!batched.containsKey(next) && next.operands().stream().anyMatch(batched::containsKey)) {
                node = next;
                batched.put(next, builder.with(next.origin(), () -> next.op().accept(this)));
            }
        }
        return results.stream().map(this::of).toList();
    }

    /** A node with the leading axis. */
    private Node of(Node unbatched) {
        Node known = batched.get(unbatched);
        return known != null ? known
                : builder.add(new Movement.Broadcast(lead(unbatched.shape()), List.of(0)), unbatched);
    }

    private Node operand(int index) {
        return of(node.operand(index));
    }

    private Node fixed(int index) {
        Node operand = node.operand(index);
        if (batched.containsKey(operand)) {
            throw new IllegalStateException("operand " + (index + 1) + " of " + node + " differs within the batch");
        }
        return operand;
    }

    private Shape lead(Shape shape) {
        return Shape.of(count).concat(shape);
    }

    private static List<Integer> shifted(List<Integer> axes) {
        return axes.stream().map(axis -> axis + 1).toList();
    }

    private static <T> List<T> lead(T first, List<T> rest) {
        List<T> all = new ArrayList<>(List.of(first));
        all.addAll(rest);
        return all;
    }

    private Node all(Op op) {
        return builder.add(op, node.operands().stream().map(this::of).toList());
    }

    @Override
    public Node input(Leaf.Input op) {
        return of(node);
    }

    @Override
    public Node variable(Leaf.Variable op) {
        return of(node);
    }

    @Override
    public Node constant(Leaf.Constant op) {
        return of(node);
    }

    @Override
    public Node iota(Leaf.Iota op) {
        return of(node);
    }

    @Override
    public Node random(Leaf.Random op) {
        return builder.add(op, fixed(0));
    }

    @Override
    public Node map(Elementwise.Map op) {
        return all(op);
    }

    @Override
    public Node polygamma(Elementwise.Polygamma op) {
        return all(op);
    }

    @Override
    public Node cast(Elementwise.Cast op) {
        return all(op);
    }

    @Override
    public Node stopGradient(Elementwise.StopGradient op) {
        return all(op);
    }

    @Override
    public Node reduce(Reduction.Reduce op) {
        return all(new Reduction.Reduce(op.kind(), shifted(op.axes())));
    }

    @Override
    public Node argReduce(Reduction.ArgReduce op) {
        return all(new Reduction.ArgReduce(op.kind(), op.axis() + 1));
    }

    @Override
    public Node reshape(Movement.Reshape op) {
        return all(new Movement.Reshape(lead(op.to())));
    }

    @Override
    public Node transpose(Movement.Transpose op) {
        return all(new Movement.Transpose(lead(0, shifted(op.permutation()))));
    }

    @Override
    public Node broadcast(Movement.Broadcast op) {
        return all(new Movement.Broadcast(lead(op.to()), shifted(op.axes())));
    }

    @Override
    public Node slice(Movement.Slice op) {
        return all(new Movement.Slice(lead(Dim.ZERO, op.starts()), lead(count, op.sizes()), lead(1, op.steps())));
    }

    @Override
    public Node pad(Movement.Pad op) {
        Movement.Pad pad = new Movement.Pad(lead(Dim.ZERO, op.low()), lead(Dim.ZERO, op.high()),
                lead(0, op.interior()));
        return builder.add(pad, operand(0), fixed(1));
    }

    @Override
    public Node concat(Movement.Concat op) {
        return all(new Movement.Concat(op.axis() + 1));
    }

    @Override
    public Node reverse(Movement.Reverse op) {
        return all(new Movement.Reverse(shifted(op.axes())));
    }

    @Override
    public Node unfold(Movement.Unfold op) {
        return all(new Movement.Unfold(shiftedWindows(op.windows()), op.counts()));
    }

    @Override
    public Node fold(Movement.Fold op) {
        return all(new Movement.Fold(shiftedWindows(op.windows()), op.extents()));
    }

    private static List<Window> shiftedWindows(List<Window> windows) {
        return windows.stream().map(w -> w.on(w.axis() + 1)).toList();
    }

    @Override
    public Node matMul(Contraction.MatMul op) {
        return all(op);
    }

    @Override
    public Node decomposition(Decomposition op) {
        return all(op);
    }

    @Override
    public Node gather(Indexing.Gather op) {
        return builder.add(new Indexing.Gather(op.axis() + 1), operand(0), fixed(1));
    }

    @Override
    public Node scatterAdd(Indexing.ScatterAdd op) {
        return builder.add(new Indexing.ScatterAdd(op.axis() + 1), operand(0), fixed(1), operand(2));
    }

    @Override
    public Node argSort(Indexing.ArgSort op) {
        return all(new Indexing.ArgSort(op.axis() + 1, op.descending()));
    }

    @Override
    public Node scan(Control.Scan op) {
        return new ScanBatching(builder, count, batched, node).result(op);
    }

    @Override
    public Node ownDerivative(OwnDerivative op) {
        RuleBatching batching = new RuleBatching(builder, count, batched, node);
        return op instanceof OwnDerivative.Custom custom ? batching.custom(custom) : batching.solution(op);
    }

    /** One branch for the whole batch; if the condition differs within it, both are computed and chosen from. */
    @Override
    public Node cond(Control.Cond op) {
        return batched.containsKey(node.operand(0)) ? selected(op) : branched(op);
    }

    private Node selected(Control.Cond op) {
        Node condition = operand(0);
        Map<String, Node> inputs = new HashMap<>();
        for (int i = 1; i < node.operands().size(); i++) {
            inputs.put(Control.CAPTURED + (i - 1), node.operand(i));
        }
        List<Node> values = all(op.bodies().stream().map(branch ->
                builder.inline(branch, inputs).get(branch.output(Control.OUT + op.result()))).toList());
        List<Integer> axes = new ArrayList<>(GraphBuilder.allAxes(values.get(0).shape()));
        axes.remove(0);
        Arithmetic x = new Arithmetic(builder);
        return x.select(x.broadcast(condition, values.get(0).shape(), axes), values.get(0), values.get(1));
    }

    private Node branched(Control.Cond op) {
        Node condition = fixed(0);
        ChoiceBuilder choice = new ChoiceBuilder(builder, condition);
        Map<String, Node> inputs = new HashMap<>();
        Map<Node, Node> known = new HashMap<>();
        for (int i = 1; i < node.operands().size(); i++) {
            Node operand = node.operand(i);
            Node inside = choice.capture(operand);
            inputs.put(Control.CAPTURED + (i - 1), inside);
            if (batched.containsKey(operand)) {
                known.put(inside, choice.capture(batched.get(operand)));
            }
        }
        List<List<Node>> branches = new ArrayList<>();
        for (Graph branch : op.bodies()) {
            Map<Node, Node> made = builder.inline(branch, inputs);
            branches.add(apply(builder, count, branch.outputs().values().stream().map(made::get).toList(), known));
        }
        return choice.finish(branches.get(0), branches.get(1)).get(op.result());
    }
}
