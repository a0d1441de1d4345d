package io.tapeless.rewrite;

import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Node;
import java.util.ArrayList;
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
 * <p>What a value is differentiated with respect to counts as given: no rule looks behind it. If no stable formula
 * applies, or one would lose what the value depends on, every value is its own form.
 */
public final class StableForm {
    private static final RuleSet ALGEBRA = RuleSets.CANONICALIZE.plus(RuleSets.FOLD);
    private static final RuleSet STABLE = ALGEBRA.plus(RuleSets.STABILIZE);
    /** Not names that a model can declare; no built graph contains them. */
    private static final String GIVEN = "#given";
    private static final String VALUE = "#value";

    private final GraphBuilder builder;
    private final List<Node> values;
    /** What is given and computed from something, operands before users. */
    private final List<Node> given;
    private final Map<Node, Node> forms = new HashMap<>();
    private final Map<Node, Node> originals = new HashMap<>();

    /**
     * Appends what is missing of the forms to the graph of the values.
     *
     * @param given what no rule looks behind
     */
    public StableForm(GraphBuilder builder, Collection<Node> values, Collection<Node> given) {
        this.builder = builder;
        this.values = List.copyOf(values);
        Set<Node> all = new LinkedHashSet<>(values);
        all.addAll(given);
        this.given = reached(builder, all).stream()
                .filter(node -> given.contains(node) && !(node.op() instanceof Leaf)).toList();
        Graph canonical = Rewriter.rewrite(apart(), ALGEBRA);
        Graph stable = Rewriter.rewrite(canonical, STABLE);
        if (stable != canonical) {
            join(stable);
            if (!connections(values, given).equals(connections(values.stream().map(this::of).toList(),
                    given.stream().map(this::of).toList()))) {
                forms.clear();
            }
        }
    }

    /** The form of one of the values, or of what is given, which only other given nodes change. */
    public Node of(Node node) {
        return forms.getOrDefault(node, node);
    }

    /** The node that had the name of a form's, else the form itself. */
    public Node original(Node form) {
        return originals.getOrDefault(form, form);
    }

    /** A copy of what the values need, in which inputs stand for what is given. */
    private Graph apart() {
        GraphBuilder copy = new GraphBuilder();
        Map<Node, Node> copies = new HashMap<>();
        Map<String, Node> outputs = new LinkedHashMap<>();
        Set<Node> roots = new LinkedHashSet<>(values);
        roots.addAll(given);
        for (Node node : reached(builder, roots)) {
            copy(node, copy, copies);
            int number = given.indexOf(node);
            if (number >= 0) {
                outputs.put(GIVEN + number, copies.get(node));
                copies.put(node, copy.add(new Leaf.Input(GIVEN + number, node.type())));
            }
        }
        values.forEach(value -> outputs.put(VALUE + outputs.size(), copies.get(value)));
        builder.names().forEach((name, node) -> {
            if (copies.containsKey(node)) {
                copy.name(name, copies.get(node));
            }
        });
        return copy.build("apart", outputs);
    }

    /** Brings the rewritten copy back. */
    private void join(Graph stable) {
        Map<Node, Node> joined = new HashMap<>();
        for (int i = 0; i < given.size(); i++) {
            Node form = joined(stable, stable.output(GIVEN + i), joined);
            forms.put(given.get(i), form);
            for (Node input : stable.inputs()) {
                if (((Leaf.Input) input.op()).name().equals(GIVEN + i)) {
                    joined.put(input, form);
                }
            }
        }
        List<Node> results = new ArrayList<>(stable.outputs().values());
        for (int i = 0; i < values.size(); i++) {
            forms.put(values.get(i), joined(stable, results.get(given.size() + i), joined));
        }
        Map<String, Node> names = builder.names();
        stable.names().forEach((name, node) -> {
            if (joined.containsKey(node)) {
                originals.putIfAbsent(joined.get(node), names.get(name));
            }
        });
    }

    private Node joined(Graph stable, Node root, Map<Node, Node> joined) {
        reached(GraphBuilder.extending(stable), List.of(root)).forEach(node -> copy(node, builder, joined));
        return joined.get(root);
    }

    private static void copy(Node node, GraphBuilder to, Map<Node, Node> copies) {
        if (!copies.containsKey(node)) {
            copies.put(node, to.with(node.origin().moved(copies::get),
                    () -> to.add(node.op(), node.operands().stream().map(copies::get).toList())));
        }
    }

    /** For each value the given nodes that it is computed from, as places in the lists. */
    private List<Set<Integer>> connections(Collection<Node> of, Collection<Node> to) {
        List<Node> targets = List.copyOf(to);
        return of.stream().map(value -> reached(builder, List.of(value)).stream().map(targets::indexOf)
                .filter(i -> i >= 0).collect(Collectors.toSet())).toList();
    }

    /** What nodes are computed from and they themselves, operands before users. */
    private static List<Node> reached(GraphBuilder builder, Collection<Node> roots) {
        Map<String, Node> outputs = new LinkedHashMap<>();
        roots.forEach(root -> outputs.put(VALUE + outputs.size(), root));
        return builder.build("reached", outputs).nodes();
    }
}
