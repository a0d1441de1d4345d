package io.tapeless.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An immutable set of nodes with named outputs and variable updates. It holds only what these reach,
 * so dead code does not exist; and inputs that alone show the extent of a dimension. Two graphs are equal if
 * their structure, names, outputs and updates are; origins do not count.
 */
public final class Graph {
    private final String name;
    private final List<Node> nodes;
    private final Map<String, Node> outputs;
    private final Map<Node, Node> updates;
    private final Map<String, Node> names;
    private final Map<Node, Integer> positions;
    /** Computed when first asked for: a graph that is a body is compared often. */
    private int hash;

    private Graph(String name, List<Node> nodes, Map<String, Node> outputs, Map<Node, Node> updates,
            Map<String, Node> names) {
        this.name = name;
        this.nodes = List.copyOf(nodes);
        this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        this.updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
        this.names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        this.positions = new IdentityHashMap<>();
        for (Node node : nodes) {
            positions.put(node, positions.size());
        }
    }

    /** Keeps of {@code order}, which lists operands before users, what the roots reach. */
    static Graph of(String name, List<Node> order, Map<String, Node> outputs, Map<Node, Node> updates,
            Map<String, Node> names) {
        updates.forEach((variable, value) -> {
            if (!(variable.op() instanceof Leaf.Variable)) {
                throw new IrException("only variables are updated, found " + variable);
            }
            if (!variable.type().equals(value.type())) {
                throw new IrException("variable " + ((Leaf.Variable) variable.op()).name() + " of type "
                        + variable.type() + " can't be updated by a value of type " + value.type());
            }
        });
        Set<Node> reached = reachable(outputs, updates);
        keepWhatShowsExtents(reached, order);
        List<Node> nodes = order.stream().filter(reached::contains).toList();
        if (nodes.size() != reached.size()) {
            throw new IrException("graph " + name + " has roots made by another builder");
        }
        Map<String, Node> reachedNames = new LinkedHashMap<>();
        names.forEach((label, node) -> {
            if (reached.contains(node)) {
                reachedNames.put(label, node);
            }
        });
        return new Graph(name, nodes, outputs, updates, reachedNames);
    }

    /** Adds the inputs that alone show the extent of a symbolic dimension: a second derivative may need nothing else. */
    private static void keepWhatShowsExtents(Set<Node> reached, List<Node> order) {
        Set<Dim.Symbol> hidden = reached.stream().flatMap(Graph::symbols).collect(Collectors.toCollection(HashSet::new));
        reached.stream().filter(Graph::isInput).flatMap(Graph::symbols).forEach(hidden::remove);
        for (Node node : order) {
            if (!hidden.isEmpty() && isInput(node) && hidden.removeAll(symbols(node).collect(Collectors.toSet()))) {
                reached.add(node);
            }
        }
    }

    private static boolean isInput(Node node) {
        return node.op() instanceof Leaf.Input;
    }

    private static Set<Node> reachable(Map<String, Node> outputs, Map<Node, Node> updates) {
        List<Node> pending = new ArrayList<>(outputs.values());
        pending.addAll(updates.keySet());
        pending.addAll(updates.values());
        Set<Node> reached = new HashSet<>();
        while (!pending.isEmpty()) {
            Node node = pending.remove(pending.size() - 1);
            if (reached.add(node)) {
                pending.addAll(node.operands());
            }
        }
        return reached;
    }

    public String name() {
        return name;
    }

    /** All nodes, operands before users. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Results by name, in order of declaration. */
    public Map<String, Node> outputs() {
        return outputs;
    }

    /**
     * The output of a name.
     *
     * @throws IrException if there is none
     */
    public Node output(String output) {
        Node node = outputs.get(output);
        if (node == null) {
            throw new IrException("graph " + name + " has no output " + output + "; it has " + outputs.keySet());
        }
        return node;
    }

    /** New values of variables, all computed before any is stored. */
    public Map<Node, Node> updates() {
        return updates;
    }

    /** Names given to nodes for inspection; a node may have several. */
    public Map<String, Node> names() {
        return names;
    }

    /** The node's place in {@link #nodes()}, which is its number in text; −1 if it is not of this graph. */
    public int position(Node node) {
        return positions.getOrDefault(node, -1);
    }

    public boolean contains(Node node) {
        return positions.containsKey(node);
    }

    /** The fed inputs, in order. */
    public List<Node> inputs() {
        return nodes.stream().filter(n -> n.op() instanceof Leaf.Input).toList();
    }

    /** The variables read or updated, in order. */
    public List<Node> variables() {
        return nodes.stream().filter(n -> n.op() instanceof Leaf.Variable).toList();
    }

    /** The symbolic dimensions that occur in any type or attribute, those of bodies included. */
    public SortedSet<Dim.Symbol> symbols() {
        return nodes.stream().flatMap(Graph::symbols).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Dim.Symbol> symbols(Node node) {
        return Stream.concat(dims(node).flatMap(d -> d.symbols().stream()),
                bodies(node).flatMap(b -> b.symbols().stream()));
    }

    private static Stream<Graph> bodies(Node node) {
        return node.op().bodies().stream();
    }

    /** The dims of a node's type and attributes. */
    private static Stream<Dim> dims(Node node) {
        Stream<Dim> attributes = Stream.empty();
        if (node.op() instanceof Movement.Slice slice) {
            attributes = slice.starts().stream();
        } else if (node.op() instanceof Movement.Pad pad) {
            attributes = Stream.concat(pad.low().stream(), pad.high().stream());
        } else if (node.op() instanceof Control.Scan scan) {
            attributes = Stream.of(scan.length());
        } else if (node.op() instanceof OwnDerivative.FixedPoint point) {
            attributes = Stream.of(point.atMost());
        }
        return Stream.concat(node.shape().dims().stream(), attributes);
    }

    /** The users of each node, in order; a node that uses an operand twice is listed once. */
    public Map<Node, List<Node>> users() {
        Map<Node, List<Node>> users = new HashMap<>();
        nodes.forEach(n -> users.put(n, new ArrayList<>()));
        for (Node node : nodes) {
            node.operands().stream().distinct().forEach(o -> users.get(o).add(node));
        }
        return users;
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof Graph graph && hashCode() == graph.hashCode()
                && signature().equals(graph.signature());
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = signature().hashCode();
        }
        return hash;
    }

    /** Everything that makes two graphs equal, with nodes as numbers. */
    private List<Object> signature() {
        List<Object> rows = new ArrayList<>();
        rows.add(name);
        nodes.forEach(n -> rows.add(List.of(n.op(), n.type(),
                n.operands().stream().map(positions::get).toList())));
        outputs.forEach((label, node) -> rows.add(List.of(label, positions.get(node))));
        updates.forEach((variable, value) -> rows.add(List.of(positions.get(variable), positions.get(value))));
        Map<String, Integer> numbered = new TreeMap<>();
        names.forEach((label, node) -> numbered.put(label, positions.get(node)));
        rows.add(numbered);
        return rows;
    }

    /** The text form, which {@link GraphParser} reads back. */
    @Override
    public String toString() {
        return GraphPrinter.print(this);
    }
}
