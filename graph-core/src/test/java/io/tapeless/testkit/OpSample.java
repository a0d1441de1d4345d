package io.tapeless.testkit;

import io.tapeless.interp.Value;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One use of an operation with actual numbers and the value that plain Java gives for it.
 *
 * @param op the operation sampled
 * @param graph inputs {@code a}, {@code b}, … (or a variable {@code a}), the operation, output {@code y}
 * @param smooth true if the operands are finite and away from kinks and jumps, so that derivatives by
 *     finite differences make sense
 */
public record OpSample(Op op, Graph graph, Map<String, Value> inputs, Map<String, Value> variables,
        Value expected, boolean smooth) {

    /** A type, which may be symbolic, with a value of that type. */
    public record Operand(TensorType type, Value value) {}

    /** The sample of an operation on operands that are inputs. */
    static OpSample of(Op op, Value expected, boolean smooth, Operand... operands) {
        GraphBuilder g = new GraphBuilder();
        List<Node> nodes = new ArrayList<>();
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (Operand operand : operands) {
            String name = Character.toString('a' + nodes.size());
            nodes.add(g.add(new Leaf.Input(name, operand.type())));
            inputs.put(name, operand.value());
        }
        Graph graph = g.build("sample", Map.of("y", g.add(op, nodes)));
        return new OpSample(op, graph, inputs, Map.of(), expected, smooth);
    }

    /** The sample of an input. */
    static OpSample of(Leaf.Input input, Value value) {
        GraphBuilder g = new GraphBuilder();
        Graph graph = g.build("sample", Map.of("y", g.add(input)));
        return new OpSample(input, graph, Map.of(input.name(), value), Map.of(), value, true);
    }

    /** The sample of a variable. */
    static OpSample of(Leaf.Variable variable, Value value) {
        GraphBuilder g = new GraphBuilder();
        Graph graph = g.build("sample", Map.of("y", g.add(variable)));
        return new OpSample(variable, graph, Map.of(), Map.of(variable.name(), value), value, true);
    }

    /** {@code add(f32[B], f32[B])}: operation and operand types, for the names of tests. */
    @Override
    public String toString() {
        List<TensorType> types = graph.output("y").operands().stream().map(Node::type).toList();
        return op.mnemonic() + types.toString().replaceFirst("^\\[", "(").replaceFirst("]$", ")")
                + (smooth ? "" : ", edges");
    }
}
