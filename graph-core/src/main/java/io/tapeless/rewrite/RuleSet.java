package io.tapeless.rewrite;

import io.tapeless.ir.Elementwise;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.ScalarOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ordered, immutable list of rules, each kept under the operation at the root of its left side. */
public final class RuleSet {
    /** No rules. */
    public static final RuleSet EMPTY = new RuleSet(Map.of());

    /** The body of a rule, {@link RewriteRule#apply}. */
    @FunctionalInterface
    public interface Rewrite {
        Optional<Node> apply(Node node, GraphBuilder graph);
    }

    private record NamedRule(String name, Rewrite rewrite) implements RewriteRule {
        @Override
        public Optional<Node> apply(Node node, GraphBuilder graph) {
            return rewrite.apply(node, graph);
        }
    }

    /** By root: a {@link ScalarOp} for a map, else the class of the operation. */
    private final Map<Object, List<RewriteRule>> byRoot;

    private RuleSet(Map<Object, List<RewriteRule>> byRoot) {
        this.byRoot = byRoot;
    }

    /** These rules and then one more, for maps of a function. */
    public RuleSet on(ScalarOp root, String name, Rewrite rewrite) {
        return plus(new RuleSet(Map.of(root, List.of(new NamedRule(name, rewrite)))));
    }

    /** These rules and then one more, for operations of a class other than {@link Elementwise.Map}. */
    public RuleSet on(Class<? extends Op> root, String name, Rewrite rewrite) {
        return plus(new RuleSet(Map.of(root, List.of(new NamedRule(name, rewrite)))));
    }

    /** These rules and then one more, for maps of any function. */
    public RuleSet onMaps(String name, Rewrite rewrite) {
        RuleSet all = this;
        for (ScalarOp root : ScalarOp.values()) {
            all = all.on(root, name, rewrite);
        }
        return all;
    }

    /** These rules, then the others. */
    public RuleSet plus(RuleSet others) {
        Map<Object, List<RewriteRule>> all = new HashMap<>(byRoot);
        others.byRoot.forEach((root, rules) -> all.merge(root, rules, (mine, theirs) -> {
            List<RewriteRule> both = new ArrayList<>(mine);
            both.addAll(theirs);
            return List.copyOf(both);
        }));
        return new RuleSet(all);
    }

    /** The rules whose left side has this operation at its root, in order. */
    List<RewriteRule> rulesFor(Op op) {
        return byRoot.getOrDefault(op instanceof Elementwise.Map map ? map.function() : op.getClass(), List.of());
    }
}
