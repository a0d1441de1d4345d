package io.tapeless.codegen.schedule;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What each kernel loads, and the order that follows. Extra edges may be asked for, and are refused if circular. */
final class Dataflow {
    private final Map<Node, Cluster> writer = new HashMap<>();
    private final Map<Cluster, Set<Node>> loads = new LinkedHashMap<>();
    private final Map<Cluster, Set<Cluster>> before = new LinkedHashMap<>();

    Dataflow(Set<Cluster> clusters) {
        for (Cluster cluster : clusters) {
            cluster.stored().forEach(n -> writer.put(n, cluster));
        }
        for (Cluster cluster : clusters) {
            if (!cluster.stored().isEmpty()) {
                loads.put(cluster, loads(cluster, cluster.stored()));
            }
        }
        loads.forEach((cluster, nodes) -> {
            Set<Cluster> writers = new LinkedHashSet<>();
            nodes.stream().filter(writer::containsKey).map(writer::get).forEach(writers::add);
            writers.remove(cluster);
            before.put(cluster, writers);
        });
    }

    /** The clusters that store anything. */
    Set<Cluster> clusters() {
        return loads.keySet();
    }

    /** The stored results and leaves that a cluster's kernel reads from memory. */
    Set<Node> loads(Cluster cluster) {
        return loads.get(cluster);
    }

    /** The clusters that run before another one. */
    Set<Cluster> before(Cluster cluster) {
        return before.get(cluster);
    }

    Cluster writer(Node node) {
        return writer.get(node);
    }

    /** What the cluster's kernel loads in order to compute some nodes. */
    Set<Node> loads(Cluster cluster, List<Node> nodes) {
        Set<Node> found = new LinkedHashSet<>();
        Set<Node> seen = new HashSet<>();
        Deque<Node> pending = new ArrayDeque<>(nodes);
        while (!pending.isEmpty()) {
            Node node = pending.pop();
            if (!seen.add(node)) {
                continue;
            }
            Cluster owner = writer.get(node);
            if (Views.isStoredLeaf(node) || owner != null && owner != cluster) {
                found.add(node);
            } else if (Views.isView(node)) {
                Predicate<Node> others = n -> n != node && writer.containsKey(n);
                pending.add(Views.read(node, others));
            } else {
                node.operands().forEach(o -> pending.add(isAddressed(node, o) ? inMemory(o)
                        : Views.read(o, writer::containsKey)));
            }
        }
        return found;
    }

    /** True if the user finds elements of the operand in memory by itself. */
    private static boolean isAddressed(Node user, Node operand) {
        return user.op() instanceof Contraction || user.op() instanceof Decomposition
                || user.op() instanceof Control
                || user.op() instanceof Indexing && user.operand(0) == operand;
    }

    /** The first node behind views, the operand included, that is stored. */
    private Node inMemory(Node operand) {
        Node node = operand;
        while (Views.isView(node) && !writer.containsKey(node)) {
            node = node.operand(0);
        }
        return node;
    }

    /** True if every path from what the cluster stores to the leaf is elementwise, in the given shape. */
    boolean loadsInStep(Cluster cluster, Node leaf, Shape shape) {
        record Visit(Node node, boolean inStep) {}

        Set<Visit> seen = new HashSet<>();
        Deque<Visit> pending = new ArrayDeque<>();
        cluster.stored().forEach(n -> pending.add(new Visit(n, true)));
        while (!pending.isEmpty()) {
            Visit visit = pending.pop();
            Node node = visit.node;
            if (!seen.add(visit)) {
                continue;
            }
            if (node == leaf && !visit.inStep) {
                return false;
            }
            Cluster owner = writer.get(node);
            if (Views.isView(node) || owner == null || owner == cluster) {
                boolean inStep = visit.inStep && node.op() instanceof Elementwise && node.shape().equals(shape);
                node.operands().forEach(o -> pending.add(new Visit(o, inStep)));
            }
        }
        return true;
    }

    /** True if {@code late} runs after {@code early} in every order. */
    private boolean follows(Cluster late, Cluster early) {
        Deque<Cluster> pending = new ArrayDeque<>(before.get(late));
        Set<Cluster> seen = new HashSet<>();
        while (!pending.isEmpty()) {
            Cluster next = pending.pop();
            if (next == early) {
                return true;
            }
            if (seen.add(next)) {
                pending.addAll(before.get(next));
            }
        }
        return false;
    }

    /** Makes {@code late} run after all of {@code early}; false, with nothing changed, if that is circular. */
    boolean order(Set<Cluster> early, Cluster late) {
        if (early.stream().anyMatch(e -> e != late && follows(e, late))) {
            return false;
        }
        early.stream().filter(e -> e != late).forEach(before.get(late)::add);
        return true;
    }
}
