package io.tapeless.codegen.schedule;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which results are written to memory. What must be addressed (results asked for, operands of
 * contractions but for {@link Prologues}, tables that are gathered from) is stored; a reduction used by another
 * kernel is stored; an elementwise value used by another kernel is computed again there if that is cheap.
 */
final class StorePlanner {
    /** Elementary operations that a user may repeat rather than load the result. */
    private static final int CHEAP = 4;

    private final Graph graph;
    private final ClusterGraph clusters;
    private final Set<Node> prologues;
    private final Set<Node> stored = new LinkedHashSet<>();
    /** Values found to follow from stored ones by elementwise work; as more is stored they still do. */
    private final Set<Node> computable = new HashSet<>();
    /** For each value, the clusters that read it from outside the one that computes it. */
    private final Map<Node, Set<Cluster>> readers = new HashMap<>();

    /** Values computed in another cluster than their own. */
    private final Map<Node, Cluster> moved = new HashMap<>();
    /** The weight that moved to each cluster. */
    private final Map<Cluster, Integer> movedWeight = new HashMap<>();
    private final int limit;
    private final Map<Node, List<Node>> users;

    private StorePlanner(Graph graph, ClusterGraph clusters, int limit) {
        this.limit = limit;
        this.graph = graph;
        this.clusters = clusters;
        this.prologues = Prologues.of(graph, clusters);
        this.users = graph.users();
    }

    /**
     * Marks the stored members of all clusters, adding clusters that copy views where they must be stored.
     *
     * @param limit weight that a cluster does not come to exceed by what moves to it
     */
    static void plan(Graph graph, ClusterGraph clusters, int limit) {
        StorePlanner planner = new StorePlanner(graph, clusters, limit);
        planner.requireRoots();
        planner.requireAddressable();
        planner.collectReaders();
        List<Node> usersFirst = new ArrayList<>(graph.nodes());
        Collections.reverse(usersFirst);
        usersFirst.forEach(planner::decide);
        planner.markLongLived();
    }

    private void requireRoots() {
        graph.outputs().values().forEach(this::storeRoot);
        graph.updates().values().forEach(this::storeRoot);
    }

    private void storeRoot(Node root) {
        Node result = resultOf(root);
        if (!Views.isStoredLeaf(result)) {
            store(result);
        }
    }

    /** What is stored when a value is asked for: the value behind reshapes, unless it is in memory already. */
    static Node resultOf(Node node) {
        Node source = node;
        while (Views.isSameMemory(source)) {
            source = source.operand(0);
        }
        return Views.isStoredLeaf(source) || Views.isImmediate(source) ? node : source;
    }

    private void requireAddressable() {
        Set<Node> split = splitByContractions();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Contraction) {
                node.operands().stream().filter(o -> !prologues.contains(Views.source(o)))
                        .forEach(this::storeBehindViews);
            } else if (node.op() instanceof Decomposition) {
                node.operands().forEach(this::storeBehindViews);
            } else if (node.op() instanceof Indexing && !isFilled(node)) {
                storeBehindViews(node.operand(0));
            } else if (node.op() instanceof Movement.Reshape && !Views.isAxisWise(node) && !split.contains(node)) {
                storeContiguous(node.operand(0));
            } else if (node.op() instanceof Control) {
                node.operands().forEach(this::storeContiguous);
            }
        }
    }

    /** True if what is added to is a constant, which the kernel writes itself. */
    private static boolean isFilled(Node node) {
        return node.op() instanceof Indexing.ScatterAdd && Views.isImmediate(Views.source(node.operand(0)));
    }

    /** Views that none but contractions read, digit by digit. */
    private Set<Node> splitByContractions() {
        Set<Node> candidates = new HashSet<>();
        graph.nodes().stream().filter(n -> n.op() instanceof Contraction)
                .forEach(n -> n.operands().forEach(o -> candidates.addAll(Views.splits(o))));
        candidates.removeAll(graph.outputs().values());
        candidates.removeAll(graph.updates().values());
        Set<Node> split = new HashSet<>();
        List<Node> usersFirst = new ArrayList<>(graph.nodes());
        Collections.reverse(usersFirst);
        for (Node node : usersFirst) {
            if (candidates.contains(node)
                    && users.get(node).stream().allMatch(u -> split.contains(u) || u.op() instanceof Contraction)) {
                split.add(node);
            }
        }
        return split;
    }

    private void storeBehindViews(Node node) {
        Node source = Views.source(node);
        if (!Views.isStoredLeaf(source)) {
            store(Views.isImmediate(source) ? node : source);
        }
    }

    private void storeContiguous(Node node) {
        if (!Views.isContiguous(node)) {
            store(node);
        } else if (!Views.isStoredLeaf(Views.source(node))) {
            store(Views.source(node));
        }
    }

    private void store(Node node) {
        if (stored.add(node) && clusters.of(node) == null) {
            clusters.create(Cluster.Kind.LOOPS, node, node.shape());
        }
        clusters.of(node).store(node);
    }

    private void collectReaders() {
        for (Cluster cluster : clusters.clusters()) {
            for (Node member : cluster.members()) {
                for (Node read : reads(member)) {
                    if (clusters.of(read) != cluster) {
                        readers.computeIfAbsent(read, n -> new LinkedHashSet<>()).add(cluster);
                    }
                }
            }
        }
    }

    /** What a member reads: its operands behind views, or for a copied view what is behind it. */
    private List<Node> reads(Node member) {
        List<Node> reads = new ArrayList<>();
        member.operands().forEach(o -> reads.add(Views.read(o, stored::contains)));
        return reads;
    }

    private void decide(Node node) {
        Set<Cluster> outside = readers.getOrDefault(node, Set.of());
        if (outside.isEmpty() || stored.contains(node) || clusters.of(node) == null) {
            return;
        }
        Optional<Cluster> target = target(node);
        if (target.isPresent()) {
            moved.put(node, target.get());
            movedWeight.merge(target.get(), Weights.of(node), Integer::sum);
        }
        if (target.isPresent() || prologues.contains(node) || cost(node) <= CHEAP) {
            for (Node read : reads(node)) {
                readers.computeIfAbsent(read, n -> new LinkedHashSet<>()).addAll(outside);
            }
        } else {
            store(node);
        }
    }

    static boolean isElementwise(Node node) {
        return node.op() instanceof Elementwise && !Views.isView(node);
    }

    /** Operations to compute the value from stored ones; more than {@link #CHEAP} if it is better stored. */
    private int cost(Node node) {
        Node source = Views.read(node, stored::contains);
        if (stored.contains(source) || Views.isStoredLeaf(source) || Views.isImmediate(source)) {
            return 0;
        }
        if (!Weights.isElementary(source) || source.type().rank() == 0) {
            return CHEAP + 1;
        }
        int sum = 1;
        for (Node operand : source.operands()) {
            sum += cost(operand);
            if (sum > CHEAP) {
                break;
            }
        }
        return sum;
    }

    /**
     * The other loop over the same elements that is the only user of an elementwise value, directly or
     * through values that moved there: computed there it is still computed once, and never stored.
     */
    private Optional<Cluster> target(Node node) {
        if (!isElementwise(node) || !isComputable(node)) {
            return Optional.empty();
        }
        Set<Cluster> targets = new HashSet<>();
        for (Node user : users.get(node)) {
            Cluster target = moved.getOrDefault(user, clusters.of(user));
            if (target == null || target == clusters.of(node) || !user.operands().contains(node)) {
                return Optional.empty();
            }
            targets.add(target);
        }
        Cluster target = targets.iterator().next();
        boolean light = target.weight() + movedWeight.getOrDefault(target, 0) + Weights.of(node) <= limit;
        return targets.size() == 1 && target.kind() == Cluster.Kind.LOOPS && node.shape().equals(target.space()) && light
                ? Optional.of(target) : Optional.empty();
    }

    /** True if the value follows from stored values by elementwise work alone. */
    private boolean isComputable(Node node) {
        return isComputable(node, new HashSet<>());
    }

    /** @param asked values asked for before: those that are not {@link #computable} were found not to be */
    private boolean isComputable(Node node, Set<Node> asked) {
        Node source = Views.read(node, stored::contains);
        if (stored.contains(source) || Views.isStoredLeaf(source) || Views.isImmediate(source)
                || computable.contains(source)) {
            return true;
        }
        boolean follows = asked.add(source) && isElementwise(source)
                && source.operands().stream().allMatch(operand -> isComputable(operand, asked));
        if (follows) {
            computable.add(source);
        }
        return follows;
    }

    /** Stores costly values that a kernel needs in two passes over its reduced axes. */
    private void markLongLived() {
        for (Cluster cluster : List.copyOf(clusters.clusters())) {
            if (cluster.kind() == Cluster.Kind.LOOPS && !cluster.reduced().isEmpty()) {
                new Levels(cluster).longLived().forEach(this::store);
            }
        }
    }
}
