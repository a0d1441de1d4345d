package io.tapeless.frontend;

import io.tapeless.ir.Arithmetic;
import io.tapeless.ir.DType;
import io.tapeless.ir.Decomposition;
import io.tapeless.ir.Dim;
import io.tapeless.ir.GraphBuilder;
import io.tapeless.ir.IrException;
import io.tapeless.ir.Leaf;
import io.tapeless.ir.Literal;
import io.tapeless.ir.Movement;
import io.tapeless.ir.Node;
import io.tapeless.ir.ScalarOp;
import io.tapeless.ir.Shape;
import io.tapeless.ir.TensorType;
import java.util.List;

/**
 * How a variable starts: a graph of the run's seed. Random values are keyed by the seed and the
 * variable's name alone, so that declaring one more variable changes no other one.
 *
 * <p>Fan-in and fan-out are the last two extents, or {@code in·kh·kw} and {@code out·kh·kw} for the
 * rank-4 weights {@code [out, in, kh, kw]} of a convolution; a vector has both equal to its length.
 */
@FunctionalInterface
public interface Initializer {

    /**
     * Adds the nodes that compute the initial value.
     *
     * @param graph where to add them
     * @param key the seed, an i64 scalar
     * @param name the variable's name
     * @param type the variable's type, of static shape
     */
    Node build(GraphBuilder graph, Node key, String name, TensorType type);

    static Initializer zeros() {
        return full(0);
    }

    static Initializer ones() {
        return full(1);
    }

    static Initializer full(double value) {
        return (graph, key, name, type) -> graph.constant(type, value);
    }

    /** The literal's values; its type must be the variable's. */
    static Initializer constant(Literal value) {
        return (graph, key, name, type) -> {
            if (!value.type().equals(type)) {
                throw new IrException("variable " + name + " of type " + type
                        + " can't start as a constant of type " + value.type());
            }
            return graph.add(new Leaf.Constant(value));
        };
    }

    /** Uniform on [lo, hi): {@code lo + (hi − lo)·u}. */
    static Initializer uniform(double lo, double hi) {
        return (graph, key, name, type) -> {
            Node u = RandomNumbers.uniform(graph, key, type, RandomNumbers.stream(name));
            return graph.map(ScalarOp.ADD, graph.map(ScalarOp.MUL, u, graph.constant(type, hi - lo)),
                    graph.constant(type, lo));
        };
    }

    /** Normal with mean 0. */
    static Initializer normal(double std) {
        return (graph, key, name, type) -> graph.map(ScalarOp.MUL,
                RandomNumbers.normal(graph, key, type, RandomNumbers.stream(name)), graph.constant(type, std));
    }

    /** Uniform on ±√(6 / (fan-in + fan-out)). Glorot and Bengio 2010. */
    static Initializer glorotUniform() {
        return (graph, key, name, type) -> {
            double bound = Math.sqrt(6 / (fanIn(type.shape()) + fanOut(type.shape())));
            return uniform(-bound, bound).build(graph, key, name, type);
        };
    }

    /** Normal with variance 2 / (fan-in + fan-out). Glorot and Bengio 2010. */
    static Initializer glorotNormal() {
        return (graph, key, name, type) -> normal(Math.sqrt(2 / (fanIn(type.shape()) + fanOut(type.shape()))))
                .build(graph, key, name, type);
    }

    /** Uniform on ±√(6 / fan-in). He et al. 2015. */
    static Initializer heUniform() {
        return (graph, key, name, type) -> {
            double bound = Math.sqrt(6 / fanIn(type.shape()));
            return uniform(-bound, bound).build(graph, key, name, type);
        };
    }

    /** Normal with variance 2 / fan-in. He et al. 2015. */
    static Initializer heNormal() {
        return (graph, key, name, type) -> normal(Math.sqrt(2 / fanIn(type.shape()))).build(graph, key, name, type);
    }

    /** Normal with variance 1 / fan-in. LeCun et al. 1998. */
    static Initializer lecunNormal() {
        return (graph, key, name, type) -> normal(Math.sqrt(1 / fanIn(type.shape()))).build(graph, key, name, type);
    }

    /**
     * A matrix with orthonormal rows or columns, whichever are fewer, distributed evenly: Q of a normal matrix, each
     * column with the sign that makes the diagonal of R positive. Axes after the first count as columns. Saxe et al.
     * 2014.
     */
    static Initializer orthogonal() {
        return (graph, key, name, type) -> {
            if (type.rank() < 2) {
                throw new IrException("variable " + name + " of type " + type
                        + " can't be orthogonal: it has no columns");
            }
            Dim rows = type.shape().dim(0);
            Dim columns = type.shape().slice(1, type.rank()).size();
            boolean wide = rows.constant() < columns.constant();
            Dim more = wide ? columns : rows;
            Dim fewer = wide ? rows : columns;
            Arithmetic x = new Arithmetic(graph);
            Node normal = RandomNumbers.normal(graph, key, type.with(Shape.of(more, fewer)),
                    RandomNumbers.stream(name));
            Node packed = graph.add(new Decomposition.Qr(), normal);
            Node q = x.slice(packed, 0, Dim.ZERO, more);
            Node r = x.slice(packed, 0, more, fewer);
            TensorType places = r.type().with(DType.I32);
            Node diagonal = x.map(ScalarOp.EQ, graph.add(new Leaf.Iota(places, 0)),
                    graph.add(new Leaf.Iota(places, 1)));
            Node sums = x.broadcast(x.sum(x.where(diagonal, r), List.of(0)), q.shape(), List.of(0));
            Node positive = x.select(x.map(ScalarOp.LT, sums, x.zeros(sums)), x.neg(q), q);
            Node turned = wide ? graph.add(new Movement.Transpose(List.of(1, 0)), positive) : positive;
            return x.reshape(turned, type.shape());
        };
    }

    private static double fanIn(Shape shape) {
        return fan(shape, shape.rank() == 4 ? 1 : Math.max(shape.rank() - 2, 0));
    }

    private static double fanOut(Shape shape) {
        return fan(shape, shape.rank() == 4 ? 0 : shape.rank() - 1);
    }

    private static double fan(Shape shape, int axis) {
        if (shape.rank() == 0) {
            return 1;
        }
        Dim kernel = shape.rank() == 4 ? shape.dim(2).times(shape.dim(3)) : Dim.ONE;
        return shape.dim(axis).times(kernel).constant();
    }
}
