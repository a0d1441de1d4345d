package io.tapeless.testkit;

import io.tapeless.interp.Value;
import io.tapeless.ir.Binding;
import io.tapeless.ir.Control;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds a small graph that still fails: drops outputs and updates, moves outputs to operands, puts
 * operands in the place of nodes and inputs in the place of whole subgraphs, simplifies bodies of loops and
 * choices, and shortens the symbolic dimensions, as long as the failure stays.
 */
public final class GraphShrinker {
    private final Predicate<GraphSample> fails;
    private GraphSample smallest;

    private GraphShrinker(GraphSample sample, Predicate<GraphSample> fails) {
        this.smallest = sample;
        this.fails = fails;
    }

    /**
     * The smallest failing sample found.
     *
     * @param sample one that fails
     * @param fails says whether a sample fails in the way that matters
     */
    public static GraphSample shrink(GraphSample sample, Predicate<GraphSample> fails) {
        GraphShrinker shrinker = new GraphShrinker(sample, fails);
        boolean smaller = true;
        while (smaller) {
            smaller = shrinker.dropRoots() | shrinker.moveOutputs() | shrinker.replaceNodes() | shrinker.shorten();
        }
        return shrinker.smallest;
    }

    private boolean accept(GraphSample candidate) {
        try {
            candidate.run();
        } catch (IrException e) {
            return false;
        }
        if (!fails.test(candidate)) {
            return false;
        }
        smallest = candidate;
        return true;
    }

    private boolean dropRoots() {
        boolean smaller = false;
        for (String name : List.copyOf(smallest.graph().outputs().keySet())) {
            Map<String, Node> one = Map.of(name, smallest.graph().output(name));
            if (smallest.graph().outputs().size() + smallest.graph().updates().size() > 1
                    && accept(rebuilt(one, Map.of()))) {
                return true;
            }
        }
        for (String name : List.copyOf(smallest.graph().outputs().keySet())) {
            Map<String, Node> fewer = new LinkedHashMap<>(smallest.graph().outputs());
            fewer.remove(name);
            smaller |= !fewer.isEmpty() && accept(rebuilt(fewer, smallest.graph().updates()));
        }
        for (Node variable : List.copyOf(smallest.graph().updates().keySet())) {
            Map<Node, Node> fewer = new LinkedHashMap<>(smallest.graph().updates());
            smaller |= fewer.remove(variable) != null && accept(rebuilt(smallest.graph().outputs(), fewer));
        }
        return smaller;
    }

    /** Asks for an operand of an output instead of the output. */
    private boolean moveOutputs() {
        for (Map.Entry<String, Node> output : smallest.graph().outputs().entrySet()) {
            for (Node operand : output.getValue().operands()) {
                Map<String, Node> moved = new LinkedHashMap<>(smallest.graph().outputs());
                moved.put(output.getKey(), operand);
                if (accept(rebuilt(moved, smallest.graph().updates()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Puts an operand of equal type, or else an input of the same value, in the place of a node. */
    private boolean replaceNodes() {
        List<Node> latestFirst = new ArrayList<>(smallest.graph().nodes());
        Collections.reverse(latestFirst);
        for (Node node : latestFirst) {
            for (Node operand : node.operands()) {
                if (operand.type().equals(node.type()) && accept(replaced(node, operand))) {
                    return true;
                }
            }
        }
        for (Node node : latestFirst) {
            if (!node.operands().isEmpty() && accept(cut(node))) {
                return true;
            }
        }
        return latestFirst.stream().anyMatch(this::simplifyBodies);
    }

    private boolean simplifyBodies(Node node) {
        return node.op() instanceof Control control && SimplerBodies.of(control).stream()
                .anyMatch(simpler -> accept(substituted(node, simpler, node.operands(), smallest.inputs())));
    }

    private GraphSample rebuilt(Map<String, Node> outputs, Map<Node, Node> updates) {
        GraphBuilder g = GraphBuilder.extending(smallest.graph());
        return trimmed(g.build(smallest.graph().name(), outputs, updates), smallest.inputs());
    }

    private GraphSample replaced(Node node, Node by) {
        return substituted(node, by.op(), by.operands(), smallest.inputs());
    }

    private GraphSample cut(Node node) {
        String name = "cut" + smallest.inputs().size();
        while (smallest.inputs().containsKey(name)) {
            name += "_";
        }
        Map<String, Value> inputs = new LinkedHashMap<>(smallest.inputs());
        inputs.put(name, smallest.run().valueOf(node).roundedToDType());
        return substituted(node, new Leaf.Input(name, node.type()), List.of(), inputs);
    }

    private GraphSample substituted(Node node, Op op, List<Node> operands, Map<String, Value> inputs) {
        GraphBuilder g = new GraphBuilder();
        Map<Node, Node> copies = new HashMap<>();
        for (Node old : smallest.graph().nodes()) {
            List<Node> from = old == node ? operands : old.operands();
            copies.put(old, g.add(old == node ? op : old.op(), from.stream().map(copies::get).toList()));
        }
        Map<String, Node> outputs = new LinkedHashMap<>();
        smallest.graph().outputs().forEach((name, output) -> outputs.put(name, copies.get(output)));
        Map<Node, Node> updates = new LinkedHashMap<>();
        smallest.graph().updates().forEach((variable, value) -> updates.put(copies.get(variable), copies.get(value)));
        return trimmed(g.build(smallest.graph().name(), outputs, updates), inputs);
    }

    /** Keeps of the values those that the graph still has. */
    private GraphSample trimmed(Graph graph, Map<String, Value> inputs) {
        Map<String, Value> kept = new LinkedHashMap<>();
        for (Node node : graph.inputs()) {
            String name = ((Leaf.Input) node.op()).name();
            kept.put(name, inputs.get(name));
        }
        Map<String, Value> variables = new LinkedHashMap<>();
        for (Node node : graph.variables()) {
            String name = ((Leaf.Variable) node.op()).name();
            variables.put(name, smallest.variables().get(name));
        }
        return new GraphSample(graph, kept, variables);
    }

    /** Takes one off the value of a symbol, cutting the inputs. */
    private boolean shorten() {
        Map<String, int[]> shapes = new HashMap<>();
        smallest.inputs().forEach((name, value) -> shapes.put(name, value.shape()));
        Map<String, Long> symbols;
        try {
            symbols = Binding.of(smallest.graph(), shapes);
        } catch (IrException e) {
            return false;
        }
        for (Dim.Symbol symbol : smallest.graph().symbols()) {
            Map<String, Long> less = new HashMap<>(symbols);
            less.merge(symbol.name(), -1L, Long::sum);
            if (less.get(symbol.name()) >= symbol.min() && accept(bound(less))) {
                return true;
            }
        }
        return false;
    }

    private GraphSample bound(Map<String, Long> symbols) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        for (Node node : smallest.graph().inputs()) {
            String name = ((Leaf.Input) node.op()).name();
            inputs.put(name, head(smallest.inputs().get(name), node.shape().evaluate(symbols)));
        }
        return new GraphSample(smallest.graph(), inputs, smallest.variables());
    }

    /** The first elements of a value that a smaller shape can hold. */
    private static Value head(Value value, int[] shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return value.dtype().isFloat()
                ? Value.of(value.dtype(), shape, Arrays.copyOf(value.toDoubles(), size))
                : Value.ofIntegers(value.dtype(), shape, Arrays.copyOf(value.toLongs(), size));
    }
}
