package io.tapeless.interp;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.testkit.GraphSample;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A mistake as compilers make them, put into a graph at one node of floats. */
enum GraphMutation {
    /** A sign is wrong. */
    SIGN,
    /** Another function is computed. */
    FUNCTION,
    /** Elements are read in another order. */
    ORDER,
    /** A result is off by {@value #UNITS} units of rounding, as of a poor polynomial. */
    PRECISION;

    private static final int UNITS = 512;

    private static final Map<ScalarOp, ScalarOp> MISTAKEN = Map.of(ScalarOp.ADD, ScalarOp.SUB, ScalarOp.SUB,
            ScalarOp.ADD, ScalarOp.MUL, ScalarOp.ADD, ScalarOp.MIN, ScalarOp.MAX, ScalarOp.MAX, ScalarOp.MIN,
            ScalarOp.SIN, ScalarOp.COS, ScalarOp.COS, ScalarOp.SIN, ScalarOp.EXP, ScalarOp.EXPM1, ScalarOp.TANH,
            ScalarOp.ERF, ScalarOp.LOG1P, ScalarOp.LOG);

    /** The sample with the mistake at one of its nodes; empty if it can't be made there. */
    Optional<GraphSample> at(GraphSample sample, Node node) {
        boolean applies = node.dtype().isFloat() && !node.operands().isEmpty() && switch (this) {
            case SIGN, PRECISION -> true;
            case FUNCTION -> node.op() instanceof Elementwise.Map map && MISTAKEN.containsKey(map.function());
            case ORDER -> node.type().rank() > 0;
        };
        return applies ? Optional.of(new GraphSample(mutated(sample.graph(), node), sample.inputs(),
                sample.variables())) : Optional.empty();
    }

    private Graph mutated(Graph graph, Node mistaken) {
        GraphBuilder builder = new GraphBuilder();
        Map<Node, Node> copies = new HashMap<>();
        for (Node node : graph.nodes()) {
            List<Node> operands = node.operands().stream().map(copies::get).toList();
            copies.put(node, node == mistaken ? mistake(builder, node, operands) : builder.add(node.op(), operands));
        }
        UnaryOperator<Node> copy = copies::get;
        Map<String, Node> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> outputs.put(name, copy.apply(node)));
        Map<Node, Node> updates = new LinkedHashMap<>();
        graph.updates().forEach((variable, node) -> updates.put(copy.apply(variable), copy.apply(node)));
        return builder.build(graph.name(), outputs, updates);
    }

    private Node mistake(GraphBuilder builder, Node node, List<Node> operands) {
        Arithmetic x = new Arithmetic(builder);
        return switch (this) {
            case SIGN -> x.neg(builder.add(node.op(), operands));
            case FUNCTION -> builder.add(new Elementwise.Map(
                    MISTAKEN.get(((Elementwise.Map) node.op()).function())), operands);
            case ORDER -> builder.add(new Movement.Reverse(List.of(node.type().rank() - 1)),
                    builder.add(node.op(), operands));
            case PRECISION -> x.mul(builder.add(node.op(), operands), 1 + UNITS * Perturbation.unit(node.dtype()));
        };
    }
}
