package io.tapeless.codegen.schedule;

import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The order in which kernels run: each after those it needs, and of the ready ones first one that frees more memory
 * than it takes, that which frees most, such as an update that is the last to read an activation; else the oldest.
 */
final class KernelOrder {
    private final Dataflow flow;
    private final Predicate<Node> isWork;
    private final Map<Node, Long> bytes = new HashMap<>();
    /** The bytes that each kernel stores in memory of its own. */
    private final Map<Cluster, Long> taken = new HashMap<>();
    /** How many kernels that have not run load each value. */
    private final Map<Node, Integer> readers = new HashMap<>();
    private final TreeSet<Cluster> ready;
    private final Map<Cluster, Set<Cluster>> waiting = new LinkedHashMap<>();

    /**
     * @param positions of all nodes, in order of age
     * @param isWork true for results whose memory is free once they are read
     */
    KernelOrder(Dataflow flow, Map<Node, Integer> positions, Predicate<Node> isWork) {
        this.flow = flow;
        this.isWork = isWork;
        Map<Cluster, Integer> age = new HashMap<>();
        flow.clusters().forEach(c -> age.put(c,
                c.stored().stream().mapToInt(positions::get).max().orElseThrow()));
        ready = new TreeSet<>(Comparator.comparing(age::get));
        for (Cluster cluster : flow.clusters()) {
            flow.loads(cluster).forEach(n -> readers.merge(n, 1, Integer::sum));
            taken.put(cluster, cluster.stored().stream().mapToLong(this::bytes).sum());
            if (flow.before(cluster).isEmpty()) {
                ready.add(cluster);
            } else {
                waiting.put(cluster, new HashSet<>(flow.before(cluster)));
            }
        }
    }

    List<Cluster> sorted() {
        List<Cluster> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Cluster next = next();
            ready.remove(next);
            order.add(next);
            flow.loads(next).forEach(n -> readers.merge(n, -1, Integer::sum));
            waiting.values().forEach(n -> n.remove(next));
            waiting.entrySet().removeIf(e -> e.getValue().isEmpty() && ready.add(e.getKey()));
        }
        if (!waiting.isEmpty()) {
            throw new IllegalStateException("kernels need one another in a circle");
        }
        return order;
    }

    private Cluster next() {
        Cluster best = ready.first();
        long least = 0;
        for (Cluster cluster : ready) {
            long growth = growth(cluster);
            if (growth < least) {
                best = cluster;
                least = growth;
            }
        }
        return best;
    }

    /** The bytes that are in use after a kernel and were not before it. */
    private long growth(Cluster cluster) {
        long growth = taken.get(cluster);
        for (Node node : flow.loads(cluster)) {
            growth -= readers.get(node) == 1 ? bytes(node) : 0;
        }
        return growth;
    }

    /** For dimensions of usual extent; 0 for what is not in memory that becomes free. */
    private long bytes(Node node) {
        return bytes.computeIfAbsent(node, n -> isWork.test(n) ? n.shape().size().usual() * n.dtype().bytes() : 0);
    }
}
