package io.tapeless.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes nodes and keeps them unique: asking twice for one operation on the same operands gives one
 * node. Nodes get the current {@link #origin()}. Not thread-safe.
 */
public final class GraphBuilder {
    /** Operands compare by identity, as nodes are unique. */
    private record Key(Op op, List<Node> operands) {}

    private final Map<Key, Node> unique = new HashMap<>();
    private final List<Node> order = new ArrayList<>();
    private final Map<String, Node> names = new LinkedHashMap<>();
    private Origin origin = Origin.NONE;
    private int limit = Integer.MAX_VALUE;

    /** A builder that already knows the nodes and names of a graph, so that they can be built upon. */
    public static GraphBuilder extending(Graph graph) {
        GraphBuilder builder = new GraphBuilder();
        builder.include(graph);
        return builder;
    }

    /**
     * Makes the nodes and names of a graph known, so that they can be built upon.
     *
     * @throws IrException if an equal node made elsewhere is already known
     */
    public void include(Graph graph) {
        for (Node node : graph.nodes()) {
            Node known = unique.putIfAbsent(new Key(node.op(), node.operands()), node);
            if (known == null) {
                order.add(node);
            } else if (known != node) {
                throw new IrException("node " + node + " exists twice");
            }
        }
        graph.names().forEach(names::putIfAbsent);
    }

    /**
     * The node that applies an operation to operands.
     *
     * @throws IrException if the operation does not apply to operands of these types; the message names
     *     operation, operand types and expectation, and carries the current site
     */
    public Node add(Op op, List<Node> operands) {
        Key key = new Key(op, List.copyOf(operands));
        Node known = unique.get(key);
        if (known != null) {
            return known;
        }
        if (order.size() >= limit) {
            throw new IrException("the graph has more than " + limit + " nodes", origin.site());
        }
        Node node = new Node(op, operands, infer(op, operands), origin);
        unique.put(key, node);
        order.add(node);
        return node;
    }

    public Node add(Op op, Node... operands) {
        return add(op, List.of(operands));
    }

    /** Shorthand for a {@link Elementwise.Map}. */
    public Node map(ScalarOp function, Node... operands) {
        return add(new Elementwise.Map(function), operands);
    }

    /**
     * Adds the nodes of a body, its inputs replaced.
     *
     * @param inputs by name, what stands for each input
     * @return for each node of the body the node made of it
     */
    public Map<Node, Node> inline(Graph body, Map<String, Node> inputs) {
        return inline(body, inputs, UnaryOperator.identity());
    }

    /** As above; {@code origin} gives the origins of the nodes made from those of the body's. */
    public Map<Node, Node> inline(Graph body, Map<String, Node> inputs, UnaryOperator<Origin> origin) {
        Map<Node, Node> made = new HashMap<>();
        for (Node node : body.nodes()) {
            made.put(node, node.op() instanceof Leaf.Input input ? inputs.get(input.name())
                    : with(origin.apply(node.origin()),
                            () -> add(node.op(), node.operands().stream().map(made::get).toList())));
        }
        return made;
    }

    /** A constant scalar, repeated to a shape. */
    public Node constant(TensorType type, double value) {
        return fill(Literal.scalar(type.dtype(), value), type.shape());
    }

    /** A scalar literal, repeated to a shape. */
    public Node fill(Literal scalar, Shape shape) {
        Node node = add(new Leaf.Constant(scalar));
        return shape.rank() == 0 ? node : add(new Movement.Broadcast(shape, allAxes(shape)), node);
    }

    /** The list 0, 1, … rank − 1. */
    public static List<Integer> allAxes(Shape shape) {
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            axes.add(axis);
        }
        return axes;
    }

    private TensorType infer(Op op, List<Node> operands) {
        List<TensorType> types = operands.stream().map(Node::type).toList();
        try {
            return op.infer(types);
        } catch (IrException e) {
            throw new IrException(op.mnemonic() + (types.isEmpty() ? "" : " of " + join(types)) + ": "
                    + e.getMessage(), origin.site());
        }
    }

    private static String join(List<TensorType> types) {
        return String.join(" and ", types.stream().map(TensorType::toString).toList());
    }

    /** The origin given to new nodes. */
    public Origin origin() {
        return origin;
    }

    /** Runs an action during which new nodes get another origin. */
    public <T> T with(Origin temporary, Supplier<T> action) {
        Origin saved = origin;
        origin = temporary;
        try {
            return action.get();
        } finally {
            origin = saved;
        }
    }

    /** Sets the origin of all nodes made from now on. */
    public void setOrigin(Origin origin) {
        this.origin = origin;
    }

    /** Gives a node a name under which it can be asked for; the first of several nodes keeps it. */
    public void name(String name, Node node) {
        names.putIfAbsent(name, node);
    }

    /** The names given so far. */
    public Map<String, Node> names() {
        return Map.copyOf(names);
    }

    /** Bounds the number of nodes, for graphs made from what can't be trusted; adding one more is an error. */
    public void limit(int nodes) {
        limit = nodes;
    }

    /** The number of nodes made so far. */
    public int size() {
        return order.size();
    }

    /** All nodes made so far, operands before users. */
    public List<Node> nodes() {
        return List.copyOf(order);
    }

    /**
     * The graph of what the given roots reach.
     *
     * @param outputs named results, in order
     * @param updates new values of variables, all computed before any is stored
     */
    public Graph build(String name, Map<String, Node> outputs, Map<Node, Node> updates) {
        return Graph.of(name, order, outputs, updates, names);
    }

    public Graph build(String name, Map<String, Node> outputs) {
        return build(name, outputs, Map.of());
    }
}
