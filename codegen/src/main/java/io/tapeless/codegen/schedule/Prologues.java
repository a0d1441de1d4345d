package io.tapeless.codegen.schedule;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Dim;
import io.tapeless.ir.Graph;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which factors of matrix products are computed while their rows are packed for the tiles, and so never stored:
 * elementwise work of a few operations that none but products use, each of which computes every element once.
 */
final class Prologues {
    /** Operations that a prologue may take for each element. */
    private static final int MOST = 4;
    /** Depths of rows that are packed whole. */
    private static final int MOST_DEPTHS = 1024;
    /** Elements of the other factor, which is read again for each block of rows and should lie in the second cache. */
    private static final int MOST_REPEATED = 1 << 18;

    private final Graph graph;
    private final ClusterGraph clusters;
    private final Map<Node, List<Node>> users;
    private final Set<Node> found = new HashSet<>();

    private Prologues(Graph graph, ClusterGraph clusters) {
        this.graph = graph;
        this.clusters = clusters;
        this.users = graph.users();
    }

    /** The values of a graph that need not be stored though products use them, and those that lead to them alone. */
    static Set<Node> of(Graph graph, ClusterGraph clusters) {
        Prologues prologues = new Prologues(graph, clusters);
        List<Node> usersFirst = new ArrayList<>(graph.nodes());
        Collections.reverse(usersFirst);
        usersFirst.forEach(prologues::decide);
        return prologues.found;
    }

    private void decide(Node node) {
        if (StorePlanner.isElementwise(node) && isFree(node) && (leads(node) || isPrologue(node))) {
            found.add(node);
        }
    }

    /** True if a value is used by prologues only. */
    private boolean leads(Node node) {
        return !users.get(node).isEmpty() && users.get(node).stream()
                .allMatch(user -> found.contains(user) || Views.isView(user) && isFree(user) && leads(user));
    }

    private boolean isFree(Node node) {
        return !graph.outputs().containsValue(node) && !graph.updates().containsValue(node);
    }

    private boolean isPrologue(Node node) {
        Cluster cluster = clusters.of(node);
        return cluster != null && cluster.kind() == Cluster.Kind.LOOPS && Weights.isElementary(node)
                && operations(node) <= MOST && isTaken(node);
    }

    /** Operations from what lies in memory to a value; more than {@link #MOST} if not all of them are elementary. */
    private int operations(Node node) {
        Node source = Views.source(node);
        if (isStored(source)) {
            return 0;
        } else if (!Weights.isElementary(source)) {
            return MOST + 1;
        }
        int sum = 1;
        for (Node operand : source.operands()) {
            sum += sum > MOST ? 0 : operations(operand);
        }
        return sum;
    }

    /** True for what is in memory, or will be if another kernel uses it. */
    private boolean isStored(Node node) {
        Cluster cluster = clusters.of(node);
        return cluster == null || cluster.kind() != Cluster.Kind.LOOPS || node.op() instanceof Reduction.Reduce
                || Spaces.isJoin(node);
    }

    /** True if all that use a value, directly or through views, are products that compute each element once. */
    private boolean isTaken(Node node) {
        return !users.get(node).isEmpty() && isFree(node) && users.get(node).stream().allMatch(user -> Views.isView(user)
                ? showsOnce(user) && isTaken(user)
                : user.op() instanceof Contraction.MatMul product && takes(user, product, node));
    }

    /** True for a view that reads no element twice, along axes of its operand. */
    private static boolean showsOnce(Node view) {
        return !(view.op() instanceof Movement.Broadcast) && !(view.op() instanceof Movement.Unfold)
                && (!(view.op() instanceof Movement.Reshape) || Views.isAxisWise(view));
    }

    /** True for a left factor whose rows are packed along the depth while the right one is read where it is. */
    private static boolean takes(Node user, Contraction.MatMul product, Node factor) {
        Node right = user.operand(1);
        int last = right.type().rank() - 1;
        Shape shape = right.shape();
        return user.operand(0) == factor && right != factor && !product.transposeA() && !product.transposeB()
                && Views.isContiguous(right)
                && isAtMost(shape.dim(last - 1), MOST_DEPTHS)
                && isAtMost(shape.dim(last - 1).times(shape.dim(last)), MOST_REPEATED);
    }

    private static boolean isAtMost(Dim dim, int most) {
        return dim.isConstant() && dim.constant() <= most;
    }
}
