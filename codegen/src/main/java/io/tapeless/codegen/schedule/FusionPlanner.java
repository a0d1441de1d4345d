package io.tapeless.codegen.schedule;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Control;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Elementwise;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Op;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Shape;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Partitions the computing nodes of a graph into clusters, greedily, operands first: an elementwise node
 * joins the youngest cluster that computes an operand in the same loop, and draws further clusters of
 * that space in; a concatenation of parts of one shape joins the loop that computes them; a reduction joins the
 * loop over its operand; contractions start clusters of their own that take elementwise nodes as epilogue.
 */
final class FusionPlanner {
    private final int limit;
    private final Map<Node, List<Node>> users;
    private final ClusterGraph clusters = new ClusterGraph();
    private final Map<Cluster, Integer> age = new HashMap<>();
    private final Map<Control.Group, Cluster> controls = new HashMap<>();

    private FusionPlanner(Graph graph, int limit) {
        this.limit = limit;
        this.users = graph.users();
    }

    /**
     * The clusters of a graph.
     *
     * @param limit weight that a cluster of several nodes does not exceed
     */
    static ClusterGraph plan(Graph graph, int limit) {
        FusionPlanner planner = new FusionPlanner(graph, limit);
        graph.nodes().forEach(planner::place);
        return planner.clusters;
    }

    private void place(Node node) {
        Op op = node.op();
        if (Views.isView(node)) {
            return;
        }
        if (op instanceof Elementwise || op instanceof Indexing.Gather || op instanceof Leaf.Random
                || Spaces.isJoin(node)) {
            placeElementwise(node);
        } else if (op instanceof Reduction.Reduce reduce) {
            placeReduction(node, reduce.axes());
        } else if (op instanceof Contraction.MatMul) {
            start(Cluster.Kind.CONTRACTION, node);
        } else if (op instanceof Reduction.ArgReduce) {
            start(Cluster.Kind.ARG_REDUCTION, node);
        } else if (op instanceof Decomposition) {
            start(Cluster.Kind.DECOMPOSITION, node);
        } else if (op instanceof Indexing.ArgSort) {
            start(Cluster.Kind.SORT, node);
        } else if (op instanceof Indexing.ScatterAdd) {
            start(Cluster.Kind.SCATTER, node);
        } else if (op instanceof Movement.Pad || op instanceof Movement.Concat) {
            start(Cluster.Kind.JOIN, node);
        } else if (op instanceof Movement.Fold) {
            start(Cluster.Kind.FOLD, node);
        } else if (op instanceof Control) {
            Cluster siblings = controls.get(Control.group(node));
            if (siblings != null) {
                clusters.add(siblings, node);
            } else {
                controls.put(Control.group(node), start(Cluster.Kind.CONTROL, node));
            }
        }
    }

    private Cluster start(Cluster.Kind kind, Node node) {
        return start(kind, node, node.shape());
    }

    private Cluster start(Cluster.Kind kind, Node node, Shape space) {
        Cluster cluster = clusters.create(kind, node, space);
        age.put(cluster, age.size());
        return cluster;
    }

    private void placeElementwise(Node node) {
        Optional<Cluster> home = youngest(producers(node), c -> accepts(c, node))
                .or(() -> youngest(siblings(node), c -> c.kind() == Cluster.Kind.LOOPS && accepts(c, node)));
        Cluster cluster;
        if (home.isPresent()) {
            cluster = home.get();
            clusters.add(cluster, node);
        } else {
            cluster = start(Cluster.Kind.LOOPS, node, Spaces.of(node));
        }
        drawIn(cluster, node);
    }

    /** Merges the other clusters that compute operands of the node in the same loop. */
    private void drawIn(Cluster cluster, Node node) {
        for (Cluster other : producers(node)) {
            boolean aligned = node.operands().stream()
                    .filter(o -> clusters.of(Views.source(o)) == other).allMatch(o -> other.isAligned(node, o));
            boolean merged = !clusters.clusters().contains(other);
            if (merged || other == cluster || !aligned || cluster.weight() + other.weight() > limit) {
                continue;
            }
            if (clusters.canMerge(cluster, other)) {
                clusters.merge(cluster, other);
            } else if (clusters.canMerge(other, cluster)) {
                clusters.merge(other, cluster);
                cluster = other;
            }
        }
    }

    private boolean accepts(Cluster cluster, Node node) {
        boolean kept = !cluster.reduced().isEmpty() && node.shape().equals(cluster.kept());
        boolean takes = cluster.kind() == Cluster.Kind.LOOPS ? cluster.isFull(node) || kept
                : cluster.isEpilogue(node) && !(node.op() instanceof Leaf.Random);
        return takes && cluster.weight() + Weights.of(node) <= limit && clusters.canJoin(node, cluster);
    }

    private void placeReduction(Node node, List<Integer> axes) {
        Node operand = node.operand(0);
        Set<Cluster> candidates = new LinkedHashSet<>(producers(node));
        candidates.addAll(siblings(node));
        Optional<Cluster> home = youngest(candidates, c -> c.kind() == Cluster.Kind.LOOPS
                && c.space().equals(operand.shape())
                && (c.reduced().equals(axes) || c.reduced().isEmpty())
                && c.weight() + Weights.of(node) <= limit && clusters.canJoin(node, c));
        if (home.isPresent()) {
            home.get().reduceOver(axes);
            clusters.add(home.get(), node);
        } else {
            start(Cluster.Kind.LOOPS, node, operand.shape()).reduceOver(axes);
        }
    }

    /** The clusters that compute the node's operands. */
    private Set<Cluster> producers(Node node) {
        return clusters.sources(node);
    }

    /** The clusters that read what the node reads. */
    private Set<Cluster> siblings(Node node) {
        Set<Cluster> siblings = new LinkedHashSet<>();
        for (Node operand : node.operands()) {
            if (operand.type().rank() > 0) {
                for (Node user : users.get(operand)) {
                    Cluster cluster = clusters.of(user);
                    if (cluster != null) {
                        siblings.add(cluster);
                    }
                }
            }
        }
        return siblings;
    }

    private Optional<Cluster> youngest(Set<Cluster> candidates, java.util.function.Predicate<Cluster> fits) {
        return candidates.stream().filter(fits).max(Comparator.comparing(age::get));
    }
}
