package io.tapeless.autodiff;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.Indexing;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.Reduction;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Products of all elements but one, which are the partial derivatives of a product: without division, so
 * exact when elements are zero and in every order of derivative.
 */
final class Products {
    private final Arithmetic x;

    Products(Arithmetic arithmetic) {
        this.x = arithmetic;
    }

    /** {@code eᵢ = Πⱼ aⱼ over j ≠ i} along axes, which ascend; of the shape of a. */
    Node allButOne(Node a, List<Integer> axes) {
        if (axes.isEmpty()) {
            return x.constant(a, 1);
        }
        // over axes p and q: Π over the others of one row · Π over the other rows of their products
        int last = axes.get(axes.size() - 1);
        List<Integer> others = axes.subList(0, axes.size() - 1);
        Node before = before(a, last);
        Node after = reverse(before(reverse(a, last), last), last);
        Node within = x.mul(before, after);
        if (others.isEmpty()) {
            return within;
        }
        Node rows = x.reduce(Reduction.Kind.PROD, a, List.of(last));
        return x.mul(within, x.broadcast(allButOne(rows, others), a.shape(), List.of(last)));
    }

    /** {@code pᵢ = Πⱼ aⱼ over j < i}, by doubling the window of each product until it is all that is before. */
    private Node before(Node a, int axis) {
        Node product = shift(a, axis, 1);
        long window = 1;
        while (window < bound(a.shape().dim(axis)) - 1) {
            product = x.mul(product, shift(product, axis, window));
            window *= 2;
        }
        return product;
    }

    /** Moves elements to higher indices along an axis, and ones to the freed places. */
    private Node shift(Node a, int axis, long by) {
        return a.shape().dim(axis).isConstant() ? shiftByPadding(a, axis, by) : shiftByPicking(a, axis, by);
    }

    private Node shiftByPadding(Node a, int axis, long by) {
        List<Dim> none = Collections.nCopies(a.type().rank(), Dim.ZERO);
        List<Dim> low = new ArrayList<>(none);
        low.set(axis, Dim.of(by));
        Movement.Pad pad = new Movement.Pad(low, none, Collections.nCopies(a.type().rank(), 0));
        Node one = x.builder().constant(a.type().with(Shape.SCALAR), 1);
        return x.slice(x.builder().add(pad, a, one), axis, Dim.ZERO, a.shape().dim(axis));
    }

    /** The same where padding may be far longer than the axis turns out to be: picks {@code a[max(i − by, 0)]}. */
    private Node shiftByPicking(Node a, int axis, long by) {
        TensorType places = new TensorType(DType.I32, Shape.of(a.shape().dim(axis)));
        Node index = x.add(x.builder().add(new Leaf.Iota(places, 0)), -by);
        Node zeros = x.zeros(index);
        Node picked = x.builder().add(new Indexing.Gather(axis), a, x.map(ScalarOp.MAX, index, zeros));
        List<Integer> others = new ArrayList<>(GraphBuilder.allAxes(a.shape()));
        others.remove(axis);
        Node moved = x.broadcast(x.map(ScalarOp.GE, index, zeros), a.shape(), others);
        return x.select(moved, picked, x.constant(a, 1));
    }

    private Node reverse(Node a, int axis) {
        return x.builder().add(new Movement.Reverse(List.of(axis)), a);
    }

    /** The largest value of an extent under its symbols' bounds. */
    private static long bound(Dim extent) {
        double bound = 0;
        for (Dim.Term term : extent.terms()) {
            double product = term.coefficient();
            for (Dim.Symbol symbol : term.factors()) {
                product *= term.coefficient() > 0 ? symbol.max() : symbol.min();
            }
            bound += product;
        }
        return (long) Math.min(bound, Integer.MAX_VALUE);
    }
}
