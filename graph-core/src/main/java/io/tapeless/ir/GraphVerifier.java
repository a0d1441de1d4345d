package io.tapeless.ir;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks what every graph promises: operands come before users, every type is the one its operation
 * gives, equal nodes are one node, outputs, names and updates point into the graph, and one name means
 * one input, one variable, one symbolic dimension. Run after every pass.
 */
public final class GraphVerifier {
    private final Graph graph;

    private GraphVerifier(Graph graph) {
        this.graph = graph;
    }

    /**
     * Returns the graph if it is sound.
     *
     * @throws IrException naming the first node that is not, what was found and what was expected
     */
    public static Graph verify(Graph graph) {
        GraphVerifier verifier = new GraphVerifier(graph);
        verifier.checkNodes();
        verifier.checkLeafNames();
        verifier.checkSymbols();
        verifier.checkRoots();
        return graph;
    }

    private void checkNodes() {
        Set<List<Object>> seen = new HashSet<>();
        for (Node node : graph.nodes()) {
            for (Node operand : node.operands()) {
                if (!graph.contains(operand) || graph.position(operand) >= graph.position(node)) {
                    throw error(node, "operand " + operand + " does not come before its user");
                }
            }
            TensorType expected;
            try {
                expected = node.op().infer(node.operands().stream().map(Node::type).toList());
            } catch (IrException e) {
                throw error(node, e.getMessage());
            }
            node.op().bodies().forEach(body -> verifyBody(node, body));
            if (!expected.equals(node.type())) {
                throw error(node, "expected type " + expected);
            }
            if (!seen.add(List.of(node.op(), node.operands()))) {
                throw error(node, "an equal node exists");
            }
        }
    }

    private void verifyBody(Node node, Graph body) {
        try {
            verify(body);
        } catch (IrException e) {
            throw error(node, e.getMessage());
        }
    }

    private void checkLeafNames() {
        Set<String> inputs = new HashSet<>();
        Set<String> variables = new HashSet<>();
        for (Node node : graph.nodes()) {
            boolean unique = !(node.op() instanceof Leaf.Input input) || inputs.add(input.name());
            unique &= !(node.op() instanceof Leaf.Variable variable) || variables.add(variable.name());
            if (!unique) {
                throw error(node, "another " + node.op().mnemonic() + " has its name");
            }
        }
    }

    private void checkSymbols() {
        checkSymbols(graph, new HashMap<>());
    }

    private void checkSymbols(Graph part, Map<String, Dim.Symbol> byName) {
        for (Node node : part.nodes()) {
            node.op().bodies().forEach(body -> checkSymbols(body, byName));
            for (Dim dim : node.shape().dims()) {
                for (Dim.Symbol symbol : dim.symbols()) {
                    Dim.Symbol known = byName.putIfAbsent(symbol.name(), symbol);
                    if (known != null && !known.equals(symbol)) {
                        throw error(node, "dimension " + symbol.name() + " has bounds [" + symbol.min() + ", "
                                + symbol.max() + "] here and [" + known.min() + ", " + known.max() + "] elsewhere");
                    }
                }
            }
        }
    }

    private void checkRoots() {
        graph.outputs().forEach((name, node) -> requireMember("output " + name, node));
        graph.names().forEach((name, node) -> requireMember("name " + name, node));
        graph.updates().forEach((variable, value) -> {
            requireMember("update", variable);
            requireMember("update", value);
            if (!(variable.op() instanceof Leaf.Variable) || !variable.type().equals(value.type())) {
                throw error(variable, "can't be updated by a value of type " + value.type());
            }
        });
    }

    private void requireMember(String role, Node node) {
        if (!graph.contains(node)) {
            throw new IrException("graph " + graph.name() + ": " + role + " is " + node
                    + ", which is not a node of the graph", node.origin().site());
        }
    }

    private IrException error(Node node, String message) {
        return new IrException("graph " + graph.name() + ": %" + graph.position(node) + " = " + node + ": " + message,
                node.origin().site());
    }
}
