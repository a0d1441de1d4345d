package io.tapeless.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a node came from: the name scope and site of its declaration, the derivative rule that made
 * it, if any, and the rewrites that touched it since. It takes no part in a node's equality.
 */
public record Origin(String scope, Site site, Optional<Derivation> derivation, List<String> rewrites) {
    public static final Origin NONE = new Origin("", Site.UNKNOWN, Optional.empty(), List.of());

    /**
     * A gradient node's provenance.
     *
     * @param node the forward node that was differentiated; empty once only its text is known
     * @param forward what it was, in text
     * @param rule the rule used, such as {@code "vjp matmul, left operand"}
     */
    public record Derivation(Optional<Node> node, String forward, String rule) {
        public Derivation(Node node, String rule) {
            this(Optional.of(node), node.toString(), rule);
        }
    }

    public Origin {
        rewrites = List.copyOf(rewrites);
    }

    /** The origin of a node that differentiates a node of this origin; no rewrite has touched it yet. */
    public Origin derivedFrom(Node forward, String rule) {
        return new Origin(scope, site, Optional.of(new Derivation(forward, rule)), List.of());
    }

    /** The same origin in another graph; {@code node} gives for a node of this one that of the other, or null. */
    public Origin moved(UnaryOperator<Node> node) {
        return new Origin(scope, site, derivation.map(d ->
                new Derivation(d.node().map(node), d.forward(), d.rule())), rewrites);
    }

    /** The same origin, touched by one more rewrite. */
    public Origin rewrittenBy(String rule) {
        if (!rewrites.isEmpty() && rewrites.get(rewrites.size() - 1).equals(rule)) {
            return this;
        }
        List<String> all = new ArrayList<>(rewrites);
        all.add(rule);
        return new Origin(scope, site, derivation, all);
    }
}
