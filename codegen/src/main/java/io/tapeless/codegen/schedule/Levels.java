package io.tapeless.codegen.schedule;

import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The passes a kernel makes over its reduced axes. A value that needs no reduction of the kernel has level
 * 0; a reduction of a value of level l is known after pass l, so it has level l + 1.
 */
public final class Levels {
    private final Cluster cluster;
    private final Map<Node, Integer> levels = new HashMap<>();

    public Levels(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The level of any node the kernel evaluates. */
    public int of(Node node) {
        Integer known = levels.get(node);
        if (known == null) {
            known = compute(node);
            levels.put(node, known);
        }
        return known;
    }

    private int compute(Node node) {
        Node source = Views.source(node);
        if (!cluster.members().contains(source)) {
            return 0;
        }
        int level = source.operands().stream().mapToInt(this::of).max().orElse(0);
        return source.op() instanceof Reduction.Reduce ? level + 1 : level;
    }

    /** Costly members of the full shape that are needed in a pass after their own. */
    Set<Node> longLived() {
        Set<Node> result = new LinkedHashSet<>();
        Map<Integer, Set<Node>> seen = new HashMap<>();
        for (Node stored : cluster.stored()) {
            collect(stored, of(stored), seen, result);
        }
        for (Node member : cluster.members()) {
            if (member.op() instanceof Reduction.Reduce) {
                collect(member.operand(0), of(member.operand(0)), seen, result);
            }
        }
        return result;
    }

    /** Adds what evaluating a node in a pass would compute again; each node is seen once a pass. */
    private void collect(Node node, int pass, Map<Integer, Set<Node>> seen, Set<Node> result) {
        if (!cluster.members().contains(node) || !cluster.isFull(node)
                || !seen.computeIfAbsent(pass, p -> new HashSet<>()).add(node)) {
            return;
        }
        if (of(node) < pass && Weights.isCostly(node)) {
            result.add(node);
        } else {
            node.operands().forEach(o -> collect(o, pass, seen, result));
        }
    }
}
