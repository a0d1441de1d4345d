package io.tapeless.rewrite;

import io.tapeless.ir.Control;
import io.tapeless.ir.Graph;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rebuilds a graph bottom-up, replacing each node by its normal form: what is left when no rule applies
 * to it or to any node below it. As a rule never looks at users, one sweep is enough, and a second one
 * finds nothing to do.
 */
public final class Rewriter {
    /** How many rules may follow one another on the way to one normal form. */
    private static final int MAX_CHAIN = 200;

    private final RuleSet rules;
    private final GraphBuilder builder = new GraphBuilder();
    /** The normal form of each node of the old graph. */
    private final Map<Node, Node> results = new IdentityHashMap<>();
    /** The normal form of each node made by this rewriter's builder. */
    private final Map<Node, Node> normal = new IdentityHashMap<>();
    /** The rewritten form of each body met. */
    private final Map<Graph, Graph> bodies = new HashMap<>();
    private boolean changed;
    private int chain;
    private String previousRule = "";

    private Rewriter(RuleSet rules) {
        this.rules = rules;
    }

    /**
     * The graph in which no rule applies any more; the same instance if none did. Names, outputs and
     * updates follow their nodes; what a rule makes has the origin of what it replaces and the rule's name.
     *
     * @throws IrException if a rule changes a type or builds an ill-typed node (the message names the rule),
     *     or rules undo each other (the message names the last two)
     */
    public static Graph rewrite(Graph graph, RuleSet rules) {
        return new Rewriter(rules).rewrite(graph);
    }

    private Graph rewrite(Graph graph) {
        for (Node node : graph.nodes()) {
            List<Node> operands = node.operands().stream().map(results::get).toList();
            Node copy = builder.with(node.origin().moved(results::get),
                    () -> builder.add(rewritten(node.op()), operands));
            results.put(node, normalForm(copy));
        }
        if (!changed) {
            return graph;
        }
        graph.names().forEach((name, node) -> builder.name(name, results.get(node)));
        Map<String, Node> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, node) -> outputs.put(name, results.get(node)));
        Map<Node, Node> updates = new LinkedHashMap<>();
        graph.updates().forEach((variable, value) -> updates.put(results.get(variable), results.get(value)));
        return builder.build(graph.name(), outputs, updates);
    }

    /** Control flow with its bodies rewritten by the same rules. */
    private Op rewritten(Op op) {
        if (!(op instanceof Control control)) {
            return op;
        }
        List<Graph> bodies = control.bodies().stream()
                .map(body -> this.bodies.computeIfAbsent(body, b -> new Rewriter(rules).rewrite(b))).toList();
        changed |= !bodies.equals(control.bodies());
        return control.withBodies(bodies);
    }

    private Node normalForm(Node node) {
        Node known = normal.get(node);
        if (known != null) {
            return known;
        }
        List<Node> operands = node.operands().stream().map(this::normalForm).toList();
        Node result = operands.equals(node.operands())
                ? applyRules(node)
                : normalForm(builder.with(node.origin(), () -> builder.add(node.op(), operands)));
        normal.put(node, result);
        return result;
    }

    private Node applyRules(Node node) {
        for (RewriteRule rule : rules.rulesFor(node.op())) {
            Optional<Node> replacement = apply(rule, node);
            if (replacement.isPresent()) {
                changed = true;
                return follow(rule, node, replacement.get());
            }
        }
        return node;
    }

    private Optional<Node> apply(RewriteRule rule, Node node) {
        try {
            return builder.with(node.origin().rewrittenBy(rule.name()), () -> rule.apply(node, builder));
        } catch (IrException e) {
            throw new IrException("rule " + rule.name() + " applied to " + node + ": " + e.getMessage(),
                    node.origin().site());
        }
    }

    private Node follow(RewriteRule rule, Node node, Node replacement) {
        if (!replacement.type().equals(node.type())) {
            throw new IrException("rule " + rule.name() + " turned " + node + " into " + replacement,
                    node.origin().site());
        }
        if (chain == MAX_CHAIN) {
            throw new IrException("rules " + previousRule + " and " + rule.name()
                    + " do not come to an end at " + node, node.origin().site());
        }
        previousRule = rule.name();
        chain++;
        Node result = normalForm(replacement);
        chain--;
        return result;
    }
}
