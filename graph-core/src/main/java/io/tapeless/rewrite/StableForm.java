package io.tapeless.rewrite;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form in which values are differentiated: where a formula cancels or overflows and an equal one does not, the
 * latter. {@code log(softmax(x))} at 1000 has a value, but as it is written a derivative that is 0·∞.
 *
 * <p>What a value is differentiated with respect to counts as given: no rule looks behind it. What no stability rule
 * touched stays the node that it is. If none applies, or one would lose what a value depends on, every value is its own
 * form.
 */
public final class StableForm {
    private static final RuleSet ALGEBRA = RuleSets.CANONICALIZE.plus(RuleSets.FOLD);
    private static final RuleSet STABLE = ALGEBRA.plus(RuleSets.STABILIZE);
    /** Starts of names that no model can declare; no built graph contains them. */
    private static final String GIVEN = "#given";
    private static final String NODE = "#node";

    private final GraphBuilder builder;
    /** What the values need, operands before users. */
    private final List<Node> nodes;
    private final Map<Node, Node> forms = new HashMap<>();
    private final Map<Node, Node> originals = new HashMap<>();

    /**
     * Appends what is missing of the forms to the graph of the values.
     *
     * @param given what no rule looks behind
     */
    public StableForm(GraphBuilder builder, Collection<Node> values, Collection<Node> given) {
        this.builder = builder;
        this.nodes = reached(values);
        Set<Node> opaque = given.stream().filter(node -> !(node.op() instanceof Leaf)).collect(Collectors.toSet());
        Graph canonical = Rewriter.rewrite(apart(opaque), ALGEBRA);
        Graph stable = Rewriter.rewrite(canonical, STABLE);
        if (stable != canonical) {
            join(canonical, stable, opaque);
            if (values.stream().anyMatch(value -> !connections(value, given).equals(connections(of(value), given)))) {
                forms.clear();
            }
        }
    }

    /** The form of one of the values. */
    public Node of(Node value) {
        return forms.getOrDefault(value, value);
    }

    /** The node of which this is the form, else the node itself. */
    public Node original(Node form) {
        return originals.getOrDefault(form, form);
    }

    /** A copy of what the values need, every node an output, in which users see inputs for what is given. */
    private Graph apart(Set<Node> opaque) {
        GraphBuilder copy = new GraphBuilder();
        Map<Node, Node> copies = new HashMap<>();
        Map<String, Node> outputs = new LinkedHashMap<>();
        for (Node node : nodes) {
            copies.put(node, copied(node, copy, copies));
            outputs.put(NODE + outputs.size(), copies.get(node));
            if (opaque.contains(node)) {
                copies.put(node, copy.add(new Leaf.Input(GIVEN + nodes.indexOf(node), node.type())));
            }
        }
        return copy.build("apart", outputs);
    }

    /** Brings back of the rewritten copy what is not there as it was. */
    private void join(Graph canonical, Graph stable, Set<Node> opaque) {
        Map<Node, Node> joined = new HashMap<>();
        for (Node input : stable.inputs()) {
            String name = ((Leaf.Input) input.op()).name();
            if (name.startsWith(GIVEN)) {
                joined.put(input, nodes.get(Integer.parseInt(name.substring(GIVEN.length()))));
            }
        }
        GraphBuilder unique = new GraphBuilder();
        Map<Node, Node> before = copied(canonical, unique);
        Map<Node, Node> after = copied(stable, unique);
        for (int i = 0; i < nodes.size(); i++) {
            Node form = stable.output(NODE + i);
            if (before.get(canonical.output(NODE + i)) == after.get(form)) {
                joined.putIfAbsent(form, nodes.get(i));
            }
        }
        for (Node node : stable.nodes()) {
            if (!joined.containsKey(node)) {
                joined.put(node, copied(node, builder, joined));
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node form = opaque.contains(nodes.get(i)) ? nodes.get(i) : joined.get(stable.output(NODE + i));
            forms.put(nodes.get(i), form);
            originals.putIfAbsent(form, nodes.get(i));
        }
    }

    private static Map<Node, Node> copied(Graph graph, GraphBuilder to) {
        Map<Node, Node> copies = new HashMap<>();
        graph.nodes().forEach(node -> copies.put(node, copied(node, to, copies)));
        return copies;
    }

    private static Node copied(Node node, GraphBuilder to, Map<Node, Node> copies) {
        return to.with(node.origin().moved(copies::get),
                () -> to.add(node.op(), node.operands().stream().map(copies::get).toList()));
    }

    private Set<Node> connections(Node value, Collection<Node> given) {
        Set<Node> connections = new LinkedHashSet<>(reached(List.of(value)));
        connections.retainAll(Set.copyOf(given));
        return connections;
    }

    /** What nodes are computed from and they themselves, operands before users. */
    private List<Node> reached(Collection<Node> roots) {
        Map<String, Node> outputs = new LinkedHashMap<>();
        roots.forEach(root -> outputs.put(NODE + outputs.size(), root));
        return builder.build("reached", outputs).nodes();
    }
}
