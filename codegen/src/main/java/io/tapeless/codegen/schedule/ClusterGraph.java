package io.tapeless.codegen.schedule;

import io.tapeless.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The clusters made so far and which depend on which; grown node by node, operands first. */
final class ClusterGraph {
    private final Map<Node, Cluster> owner = new HashMap<>();
    private final Set<Cluster> clusters = new LinkedHashSet<>();
    private final Map<Cluster, Set<Cluster>> needs = new HashMap<>();

    /** The cluster that computes a node, or null. */
    Cluster of(Node node) {
        return owner.get(node);
    }

    Set<Cluster> clusters() {
        return clusters;
    }

    Cluster create(Cluster.Kind kind, Node member, io.tapeless.ir.Shape space) {
        Cluster cluster = new Cluster(kind, space);
        clusters.add(cluster);
        needs.put(cluster, new LinkedHashSet<>());
        add(cluster, member);
        return cluster;
    }

    void add(Cluster cluster, Node node) {
        cluster.add(node);
        owner.put(node, cluster);
        needs.get(cluster).addAll(sources(node));
        needs.get(cluster).remove(cluster);
    }

    /** The clusters a node reads from. */
    Set<Cluster> sources(Node node) {
        Set<Cluster> sources = new LinkedHashSet<>();
        for (Node operand : node.operands()) {
            Cluster cluster = owner.get(Views.source(operand));
            if (cluster != null) {
                sources.add(cluster);
            }
        }
        return sources;
    }

    /** True if {@code cluster} needs {@code other}, directly or not. */
    boolean dependsOn(Cluster cluster, Cluster other) {
        Deque<Cluster> pending = new ArrayDeque<>(needs.get(cluster));
        Set<Cluster> seen = new HashSet<>();
        while (!pending.isEmpty()) {
            Cluster next = pending.pop();
            if (next == other) {
                return true;
            }
            if (seen.add(next)) {
                pending.addAll(needs.get(next));
            }
        }
        return false;
    }

    /** True if a node can join a cluster without the cluster coming to need itself. */
    boolean canJoin(Node node, Cluster cluster) {
        for (Node operand : node.operands()) {
            Cluster source = owner.get(Views.source(operand));
            if (source == cluster ? !cluster.isAligned(node, operand) : source != null && dependsOn(source, cluster)) {
                return false;
            }
        }
        return true;
    }

    /** True if two clusters of one space may become one: aligned reads only, and no way round through a third. */
    boolean canMerge(Cluster a, Cluster b) {
        if (!areOfOneSpace(a, b)) {
            return false;
        }
        if (needs.get(a).stream().anyMatch(c -> c != b && dependsOn(c, b))
                || needs.get(b).stream().anyMatch(c -> c != a && dependsOn(c, a))) {
            return false;
        }
        return readsAligned(a, b) && readsAligned(b, a);
    }

    private static boolean areOfOneSpace(Cluster a, Cluster b) {
        if (b.kind() != Cluster.Kind.LOOPS || a.kind() != Cluster.Kind.LOOPS && !b.reduced().isEmpty()) {
            return false;
        } else if (a.kind() != Cluster.Kind.LOOPS) {
            return b.members().stream().allMatch(a::isEpilogue);
        } else if (a.reduced().isEmpty() && b.reduced().isEmpty()) {
            return Spaces.areSame(a.space(), b.space());
        }
        return a.space().equals(b.space())
                && (a.reduced().isEmpty() || b.reduced().isEmpty() || a.reduced().equals(b.reduced()));
    }

    private boolean readsAligned(Cluster reader, Cluster source) {
        return reader.members().stream().allMatch(n -> n.operands().stream()
                .allMatch(o -> owner.get(Views.source(o)) != source || source.isAligned(n, o)));
    }

    /** Moves all of {@code other} into {@code cluster}; see {@link #canMerge}. */
    void merge(Cluster cluster, Cluster other) {
        if (cluster.reduced().isEmpty()) {
            cluster.reduceOver(other.reduced());
        }
        for (Node node : other.members()) {
            add(cluster, node);
        }
        clusters.remove(other);
        needs.remove(other);
        needs.values().forEach(n -> {
            if (n.remove(other)) {
                n.add(cluster);
            }
        });
        needs.get(cluster).remove(cluster);
    }
}
