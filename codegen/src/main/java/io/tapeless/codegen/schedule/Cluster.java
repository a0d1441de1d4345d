package io.tapeless.codegen.schedule;

import io.tapeless.ir.Contraction;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes computed by one kernel. Its members are of the full shape of the space, up to axes of extent 1, or join parts
 * of it (see {@link Spaces}), or are of the kept shape, which lacks the reduced axes.
 */
public final class Cluster {
    /** How the kernel is made. */
    public enum Kind {
        /** Loops over a space; members are elementwise nodes, joins and reductions over one set of axes. */
        LOOPS,
        /** A matrix product and elementwise nodes of its result's shape. */
        CONTRACTION,
        /** One {@code argmax} or {@code argmin}. */
        ARG_REDUCTION,
        /** One scatter-add. */
        SCATTER,
        /** One decomposition of matrices. */
        DECOMPOSITION,
        /** One argsort. */
        SORT,
        /** One padding, or concatenation of parts that differ in shape. */
        JOIN,
        /** One overlap-add of windows. */
        FOLD,
        /** All siblings of one loop or choice; it is no kernel, but the kernels of its bodies. */
        CONTROL
    }

    private final Kind kind;
    private final Shape space;
    private List<Integer> reduced = List.of();
    private int weight;
    private final Set<Node> members = new LinkedHashSet<>();
    private final Set<Node> stored = new LinkedHashSet<>();

    Cluster(Kind kind, Shape space) {
        this.kind = kind;
        this.space = space;
    }

    public Kind kind() {
        return kind;
    }

    /** The shape of full members. */
    public Shape space() {
        return space;
    }

    /** The axes of the space that reductions among the members sum over; none for pure elementwise work. */
    public List<Integer> reduced() {
        return reduced;
    }

    void reduceOver(List<Integer> axes) {
        reduced = axes;
    }

    /** The shape of reductions and what is computed from them per kept position. */
    public Shape kept() {
        return space.without(reduced);
    }

    public Set<Node> members() {
        return members;
    }

    /** True for members computed at every position of the space. */
    public boolean isFull(Node member) {
        return Spaces.areSame(Spaces.of(member), space);
    }

    /** True if a product whose result this is may be followed by the node. */
    boolean isEpilogue(Node node) {
        return kind == Kind.CONTRACTION && !Spaces.isJoin(node) && node.shape().equals(space);
    }

    /** What the kernel writes to memory, in order. */
    public List<Node> stored() {
        return new ArrayList<>(stored);
    }

    void add(Node node) {
        members.add(node);
        weight += Weights.of(node);
    }

    /** About how many machine primitives the members take for each element. */
    int weight() {
        return weight;
    }

    void store(Node node) {
        stored.add(node);
    }

    /** The node that gives the cluster its kind. */
    public Node anchor() {
        return members.iterator().next();
    }

    /**
     * True if a node may take an operand's value straight from the loop it runs in: the operand is a
     * member, up to axes of extent 1, or a kept member repeated along the reduced axes. Factors of a product and
     * tables to pick from are read elsewhere than where they are computed.
     */
    boolean isAligned(Node user, Node operand) {
        if (user.op() instanceof Contraction || user.op() instanceof Decomposition
                || user.op() instanceof Indexing.Gather && user.operand(0) == operand) {
            return false;
        }
        if (members.contains(operand)) {
            return true;
        }
        Node value = kind == Kind.LOOPS ? Spaces.value(operand) : operand;
        if (members.contains(value)) {
            return isFull(value);
        }
        return value.op() instanceof Movement.Broadcast broadcast && !reduced.isEmpty()
                && broadcast.to().equals(space) && broadcast.axes().equals(reduced)
                && members.contains(value.operand(0)) && value.operand(0).shape().equals(kept());
    }
}
