package io.tapeless.rewrite;

import static io.tapeless.rewrite.Match.is;
import static io.tapeless.rewrite.Match.isConstant;

import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What lies side by side is joined, and not added with zeros around it: adjoints of slices that share out a value. */
final class JoinRules {
    static final RuleSet RULES = RuleSet.EMPTY
            .on(ScalarOp.ADD, "join-padded-terms", JoinRules::joinPaddedTerms)
            .on(Movement.Concat.class, "scatter-joined-updates", JoinRules::scatterJoinedUpdates);

    private JoinRules() {}

    /** {@code pad(x, 0, n) + pad(y, m, 0) → concat(x, y)} for any number of terms that tile the sum, along any axes. */
    private static Optional<Node> joinPaddedTerms(Node n, GraphBuilder g) {
        List<Node> terms = new ArrayList<>();
        return collectPadded(n, terms) && tiles(terms, 0) ? Optional.of(tiled(terms, 0, g)) : Optional.empty();
    }

    /** Adds the terms of a sum to a list; false if one is not just a value with zeros around it. */
    private static boolean collectPadded(Node n, List<Node> terms) {
        if (is(n, ScalarOp.ADD)) {
            return collectPadded(n.operand(1), terms) && collectPadded(n.operand(0), terms);
        }
        terms.add(n);
        return n.op() instanceof Movement.Pad pad && isConstant(n.operand(1), 0)
                && pad.interior().stream().allMatch(i -> i == 0);
    }

    /** True if the terms fill what their first ones have in common, from an axis on, without gaps and overlaps. */
    private static boolean tiles(List<Node> terms, int axis) {
        if (axis == terms.get(0).type().rank()) {
            return terms.size() == 1;
        }
        Dim end = Dim.ZERO;
        int placed = 0;
        for (List<Node> row = startingAt(terms, axis, end); !row.isEmpty(); row = startingAt(terms, axis, end)) {
            Dim extent = extent(row.get(0), axis);
            if (extent.isConstant(0) || !row.stream().allMatch(term -> extent(term, axis).equals(extent))
                    || !tiles(row, axis + 1)) {
                return false;
            }
            placed += row.size();
            end = end.plus(extent);
        }
        return placed == terms.size() && end.equals(terms.get(0).shape().dim(axis));
    }

    private static Node tiled(List<Node> terms, int axis, GraphBuilder g) {
        if (axis == terms.get(0).type().rank()) {
            return terms.get(0).operand(0);
        }
        List<Node> parts = new ArrayList<>();
        Dim end = Dim.ZERO;
        for (List<Node> row = startingAt(terms, axis, end); !row.isEmpty(); row = startingAt(terms, axis, end)) {
            parts.add(tiled(row, axis + 1, g));
            end = end.plus(extent(row.get(0), axis));
        }
        return g.add(new Movement.Concat(axis), parts);
    }

    private static List<Node> startingAt(List<Node> terms, int axis, Dim start) {
        return terms.stream().filter(term -> ((Movement.Pad) term.op()).low().get(axis).equals(start)).toList();
    }

    private static Dim extent(Node padded, int axis) {
        return padded.operand(0).shape().dim(axis);
    }

    /**
     * {@code concat(scatter_add(0, i, u), scatter_add(0, i, v), …) → scatter_add(0, i, concat(u, v, …))} if the axis of
     * the concatenation is not the one that i indexes.
     */
    private static Optional<Node> scatterJoinedUpdates(Node n, GraphBuilder g) {
        int axis = ((Movement.Concat) n.op()).axis();
        Set<Integer> indexed = new HashSet<>();
        Set<Node> indices = new HashSet<>();
        for (Node part : n.operands()) {
            Node scatter = scatter(part);
            if (!(scatter.op() instanceof Indexing.ScatterAdd) || !isConstant(scatter.operand(0), 0)) {
                return Optional.empty();
            }
            indexed.add(indexedAxis(part, scatter));
            indices.add(scatter.operand(1));
        }
        if (indexed.size() > 1 || indices.size() > 1 || indexed.contains(axis) || indexed.contains(-1)) {
            return Optional.empty();
        }
        int to = indexed.iterator().next();
        Node at = indices.iterator().next();
        List<Node> updates = new ArrayList<>();
        for (Node part : n.operands()) {
            Shape whole = part.shape();
            Shape gathered = whole.slice(0, to).concat(at.shape()).concat(whole.slice(to + 1, whole.rank()));
            updates.add(g.add(new Movement.Reshape(gathered), scatter(part).operand(2)));
        }
        int joined = axis < to ? axis : axis - 1 + at.type().rank();
        return Optional.of(g.add(new Indexing.ScatterAdd(to), g.constant(n.type(), 0), at,
                g.add(new Movement.Concat(joined), updates)));
    }

    /** What a part is, behind a reshape that only adds or drops axes of extent 1. */
    private static Node scatter(Node part) {
        return part.op() instanceof Movement.Reshape && part.shape().agreesInLongAxes(part.operand(0).shape())
                ? part.operand(0) : part;
    }

    /** The axis of a part along which the scatter-add that it is, but for axes of extent 1, is indexed; −1 if none is. */
    private static int indexedAxis(Node part, Node scatter) {
        int place = scatter.shape().longAxes().indexOf(((Indexing.ScatterAdd) scatter.op()).axis());
        return place < 0 ? -1 : part.shape().longAxes().get(place);
    }
}
